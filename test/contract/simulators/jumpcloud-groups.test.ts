import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';

afterEach(closeAll);

async function organization() {
	const started = await jumpCloud({
		users: [{ username: 'ana' }],
		groups: [
			{ name: 'Staff' },
			{ name: 'Finance' },
			{ name: 'Everyone', membershipMethod: 'DYNAMIC_AUTOMATED' },
		],
	});
	const { sim, send } = started;
	const group = (name: string) => sim.state.groups.find((each) => each.name === name)?.id ?? '';
	return {
		...started,
		group,
		ana: sim.state.user('ana')._id,
		change: async (op: string, name: string, id: string) =>
			await send('POST', `/v2/usergroups/${group(name)}/members`, { op, type: 'user', id }),
	};
}

const membersOf = (groups: Array<{ name: string; members: string[] }>, name: string) =>
	groups.find((group) => group.name === name)?.members;

describe('members of a group', () => {
	it('are added once and removed once', async () => {
		const { sim, send, group, ana, change } = await organization();
		const added = [
			(await change('add', 'Staff', ana)).status,
			(await change('add', 'Staff', ana)).status,
		];
		expect(added).toEqual([204, 409]);
		expect((await send('GET', `/v2/usergroups/${group('Staff')}/members`)).data).toEqual([
			{ to: { id: ana, type: 'user' } },
		]);
		const removed = [
			(await change('remove', 'Staff', ana)).status,
			(await change('remove', 'Staff', ana)).status,
		];
		expect(removed).toEqual([204, 404]);
		expect(membersOf(sim.state.groups, 'Staff')).toEqual([]);
	});

	it('may be added and removed twice when switched so', async () => {
		const { sim, ana, change } = await organization();
		sim.switches.lenientMembership = true;
		const statuses = [];
		for (const op of ['add', 'add', 'remove', 'remove'])
			statuses.push((await change(op, 'Staff', ana)).status);
		expect(statuses).toEqual([204, 204, 204, 204]);
	});

	it('must exist, and so must the group', async () => {
		const { sim, send, ana, change } = await organization();
		expect((await change('add', 'Staff', NOBODY)).status).toBe(404);
		const body = { op: 'add', type: 'user', id: ana };
		const toNone = async () => await send('POST', `/v2/usergroups/${NOBODY}/members`, body);
		expect([(await toNone()).status, (await toNone()).data.status]).toEqual([
			400,
			'INVALID_ARGUMENT',
		]);
		sim.switches.goneGroup = 'notFound';
		expect((await toNone()).status).toBe(404);
		expect(
			(await send('POST', `/v2/usergroups/${NOBODY}/members`, { ...body, type: 'system' })).status,
		).toBe(400);
	});

	it('are accepted and then undone where the service computes them', async () => {
		const { sim, ana, change } = await organization();
		expect((await change('add', 'Everyone', ana)).status).toBe(204);
		expect(membersOf(sim.state.groups, 'Everyone')).toEqual([]);
	});

	it('see their groups with names', async () => {
		const { send, ana, group, change } = await organization();
		await change('add', 'Finance', ana);
		const { data } = await send('GET', `/v2/users/${ana}/memberof?filter=type:eq:user_group`);
		expect(data).toEqual([
			expect.objectContaining({
				id: group('Finance'),
				compiledAttributes: { ldapGroups: [{ name: 'Finance' }] },
			}),
		]);
		expect(
			(await send('GET', `/v2/users/${ana}/memberof?filter=object_id:eq:${NOBODY}`)).data,
		).toEqual([]);
	});
});

describe('groups', () => {
	it.each([
		['an exact name', 'filter=name:eq:Finance', ['Finance']],
		['a name in the wrong case', 'filter=name:eq:finance', []],
		['part of a name', 'filter=name:search:f', ['Staff', 'Finance']],
		[
			'two filters',
			'filter=name:search:f,membershipMethod:eq:STATIC&sort=name',
			['Finance', 'Staff'],
		],
		['a kind', 'filter=membershipMethod:eq:DYNAMIC_AUTOMATED', ['Everyone']],
		['a page', 'sort=-name&skip=1&limit=1', ['Finance']],
	])('are found by %s', async (_what, query, expected) => {
		const { send } = await organization();
		const { data } = await send('GET', `/v2/usergroups?${query}`);
		expect(data.map(({ name }: { name: string }) => name)).toEqual(expected);
	});

	it.each([
		'filter=name:$eq:Finance',
		'filter=colour:eq:red',
		'filter=Finance',
		'limit=101',
		'limit=0',
	])('are not listed for %s', async (query) => {
		const { send } = await organization();
		expect((await send('GET', `/v2/usergroups?${query}`)).status).toBe(400);
	});

	it('show only the fields asked for, separated by commas', async () => {
		const { send } = await organization();
		const { data } = await send('GET', '/v2/usergroups?fields=name,type&limit=1');
		expect(Object.keys(data[0]).sort()).toEqual(['id', 'name', 'type']);
	});

	it('never show their members among their own fields', async () => {
		const { send, ana, group, change } = await organization();
		await change('add', 'Staff', ana);
		expect((await send('GET', `/v2/usergroups/${group('Staff')}`)).data).not.toHaveProperty(
			'members',
		);
	});

	it('need a name that nobody else has', async () => {
		const { sim, send } = await organization();
		const statuses = [];
		for (const body of [{ name: 'Staff' }, { name: ' ' }, {}, { name: 'New', colour: 'red' }]) {
			statuses.push((await send('POST', '/v2/usergroups', body)).status);
		}
		expect(statuses).toEqual([409, 400, 400, 400]);
		expect(sim.state.groups).toHaveLength(3);
	});
});
