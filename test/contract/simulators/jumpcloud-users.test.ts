import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';

afterEach(closeAll);

const noor = { username: 'noor.vidal', email: 'noor.vidal@corp.example' };

describe('creating a user', () => {
	it('keeps what was sent and fills in the rest', async () => {
		const { sim, send } = await jumpCloud();
		const { data } = await send('POST', '/systemusers', {
			...noor,
			firstname: 'Noor',
			state: 'STAGED',
			sudo: true,
			attributes: [{ name: 'factorialId', value: '18446744073709999' }],
			phoneNumbers: [{ type: 'mobile', number: '+34 600 000 000' }],
		});
		expect(data).toMatchObject({
			...noor,
			firstname: 'Noor',
			sudo: true,
			suspended: false,
			activated: false,
			organization: sim.state.organization._id,
		});
		expect(data._id).toMatch(/^[0-9a-f]{24}$/);
		expect(data.phoneNumbers[0]).toMatchObject({
			type: 'mobile',
			number: '+34 600 000 000',
			id: expect.any(String),
		});
		expect(sim.state.users).toEqual([data]);
	});

	it.each(['ACTIVATED', 'STAGED'] as const)(
		'takes the state %s from the organization when none is given',
		async (state) => {
			const { sim, send } = await jumpCloud();
			sim.state.organization.settings.newSystemUserStateDefaults.manualEntry = state;
			expect((await send('POST', '/systemusers', noor)).data.state).toBe(state);
		},
	);

	it('mails those who start active, and nobody who starts staged', async () => {
		const { sim, send } = await jumpCloud();
		await send('POST', '/systemusers', { ...noor, state: 'STAGED' });
		await send('POST', '/systemusers', {
			username: 'a',
			email: 'a@corp.example',
			alternateEmail: 'a@home.example',
			state: 'ACTIVATED',
		});
		await send('POST', '/systemusers', {
			username: 'b',
			email: 'b@corp.example',
			alternateEmail: 'b@home.example',
			state: 'ACTIVATED',
			password: 'correct horse',
		});
		expect(sim.state.mails.map(({ to, kind }) => [to, kind])).toEqual([
			['a@home.example', 'activation'],
			['b@corp.example', 'welcome'],
		]);
	});

	it('never returns or keeps the password', async () => {
		const { sim, send } = await jumpCloud();
		const { data } = await send('POST', '/systemusers', { ...noor, password: 'correct horse' });
		expect(data.activated).toBe(true);
		expect(JSON.stringify([data, sim.state.users, sim.journal.all()])).not.toContain(
			'correct horse',
		);
	});

	it('tells usernames apart by case only when switched so', async () => {
		const { send } = await jumpCloud({
			users: [{ username: 'ana' }],
			switches: { caseSensitiveUsernames: true },
		});
		expect(
			(await send('POST', '/systemusers', { username: 'Ana', email: 'x@corp.example' })).status,
		).toBe(200);
	});

	it('lets two people share an alternate address only until switched otherwise', async () => {
		const { sim, send } = await jumpCloud({
			users: [{ username: 'ana', alternateEmail: 'home@family.example' }],
		});
		const body = { ...noor, alternateEmail: 'Home@family.example' };
		sim.switches.uniqueAlternateEmail = true;
		expect((await send('POST', '/systemusers', body)).status).toBe(400);
		sim.switches.uniqueAlternateEmail = false;
		expect((await send('POST', '/systemusers', body)).status).toBe(200);
	});
});

describe('updating a user', () => {
	it('leaves alone what was not sent and replaces lists whole', async () => {
		const { sim, send } = await jumpCloud({
			users: [
				{
					...noor,
					department: 'IT',
					attributes: [
						{ name: 'a', value: '1' },
						{ name: 'b', value: '2' },
					],
				},
			],
		});
		const { _id } = sim.state.user('noor.vidal');
		const { data } = await send('PUT', `/systemusers/${_id}`, {
			jobTitle: 'Analyst',
			attributes: [{ name: 'c', value: '3' }],
		});
		expect(data).toMatchObject({
			...noor,
			department: 'IT',
			jobTitle: 'Analyst',
			attributes: [{ name: 'c', value: '3' }],
		});
		expect(sim.state.user(_id)).toEqual(data);
	});

	it('accepts their own username and email again', async () => {
		const { sim, send } = await jumpCloud({ users: [noor] });
		sim.state.bind('noor.vidal');
		expect((await send('PUT', `/systemusers/${sim.state.user(noor.email)._id}`, noor)).status).toBe(
			200,
		);
	});

	it('tells what somebody is bound to, directly and through groups', async () => {
		const { sim, send } = await jumpCloud({ users: [noor] });
		const { _id } = sim.state.user(noor.email);
		sim.state.bind(_id, { type: 'application', isDirect: false });
		sim.state.bind(_id, { id: 'd1' });
		const direct = await send('GET', `/v2/users/${_id}/associations?targets=system,application`);
		const none = await send('GET', `/v2/users/${_id}/associations?targets=g_suite`);
		const through = await send('GET', `/v2/users/${_id}/applications`);
		expect(direct.data).toEqual([{ to: { type: 'system', id: 'd1' } }]);
		expect(none.data).toEqual([]);
		expect(through.data).toMatchObject([{ type: 'application' }]);
		expect((await send('GET', `/v2/users/${_id}/associations`)).status).toBe(400);
		sim.state.unbind(_id);
		expect((await send('GET', `/v2/users/${_id}/systems`)).data).toEqual([]);
	});

	it('renames somebody who is bound to nothing', async () => {
		const { sim, send } = await jumpCloud({ users: [noor] });
		const { _id } = sim.state.user(noor.email);
		await send('PUT', `/systemusers/${_id}`, { username: 'noor' });
		expect(sim.state.user(_id).username).toBe('noor');
	});

	it('clears the manager with null', async () => {
		const { sim, send } = await jumpCloud({ users: [{ username: 'boss' }] });
		const { _id } = sim.state.addUser({ ...noor, manager: sim.state.user('boss')._id });
		await send('PUT', `/systemusers/${_id}`, { manager: null });
		expect(sim.state.user(_id).manager).toBeNull();
	});

	it('wants the username repeated when switched so', async () => {
		const { sim, send } = await jumpCloud({
			users: [noor],
			switches: { usernameRequiredOnPut: true },
		});
		const path = `/systemusers/${sim.state.user(noor.email)._id}`;
		expect((await send('PUT', path, { department: 'IT' })).data.message).toContain('username');
		expect((await send('PUT', path, { username: noor.username, department: 'IT' })).status).toBe(
			200,
		);
	});
});

describe('deleting a user', () => {
	async function team() {
		const started = await jumpCloud({ users: [{ username: 'boss' }, { username: 'heir' }] });
		const { state } = started.sim;
		const boss = state.user('boss')._id;
		state.addUser({ username: 'report', manager: boss });
		state.addGroup({ name: 'Leads', members: [boss] });
		return { ...started, boss };
	}

	it('is refused while they manage somebody and nothing is said about that', async () => {
		const { sim, send, boss } = await team();
		expect((await send('DELETE', `/systemusers/${boss}`)).status).toBe(409);
		expect(sim.state.findUser('boss')).toBeDefined();
	});

	it('can leave their reports without a manager', async () => {
		const { sim, send, boss } = await team();
		expect((await send('DELETE', `/systemusers/${boss}?cascade_manager=null`)).data._id).toBe(boss);
		expect(sim.state.findUser('boss')).toBeUndefined();
		expect(sim.state.user('report').manager).toBeNull();
		expect(sim.state.groups[0]?.members).toEqual([]);
	});

	it('can hand their reports to somebody else, who must exist', async () => {
		const { sim, send, boss } = await team();
		expect((await send('DELETE', `/systemusers/${boss}?cascade_manager=${NOBODY}`)).status).toBe(
			400,
		);
		const heir = sim.state.user('heir')._id;
		await send('DELETE', `/systemusers/${boss}?cascade_manager=${heir}`);
		expect(sim.state.user('report').manager).toBe(heir);
	});
});
