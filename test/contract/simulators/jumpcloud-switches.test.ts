import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';
import type { Send } from './jumpcloud.support';

afterEach(closeAll);

/** What people saw of JumpCloud, or could see, with the answer that each switch gives. */
const ANA = {
	username: 'ana',
	email: 'ana@corp.example',
	employeeIdentifier: '1',
	systemUsername: 'anita',
	attributes: [{ name: 'hr', value: '77' }, { name: 'old' }],
};

type Ask = (send: Send, ids: { ana: string; staff: string }) => Promise<unknown>;

const search =
	(body: object, query = ''): Ask =>
	async (send) => {
		const { status, data } = await send('POST', `/search/systemusers${query}`, body);
		return status === 200
			? data.results.map(({ username }: { username: string }) => username)
			: status;
	};
const mixed = { filter: { or: [{ username: { $regex: '^a' } }, { employeeIdentifier: '1' }] } };
const create =
	(about: object): Ask =>
	async (send) => {
		const body = { username: 'cleo', email: 'cleo@corp.example', ...about };
		const { status, data } = await send('POST', '/systemusers', body);
		return status === 200 ? 200 : `${status} ${data.message}`;
	};
const groups =
	(query: string): Ask =>
	async (send) => {
		const { status, data } = await send('GET', `/v2/usergroups?sort=name&${query}`);
		return status === 200
			? data.map(
					(one: { name: string; membershipMethod?: string }) => one.membershipMethod ?? one.name,
				)
			: status;
	};
const update =
	(body: object, field: string): Ask =>
	async (send, { ana }) => {
		const { status, data } = await send('PUT', `/systemusers/${ana}`, body);
		return status === 200 ? String(data[field]) : status;
	};
const firstUsers: Ask = async (send) => (await send('GET', '/systemusers?limit=101')).status;
const group: Ask = async (send, { staff }) =>
	(await send('GET', `/v2/usergroups/${staff}`)).data.membershipMethod;
const members: Ask = async (send, { staff }) => {
	const { data, headers } = await send('GET', `/v2/usergroups/${staff}/members`);
	return [data.length, headers['x-total-count']];
};
const toNoGroup: Ask = async (send, { ana }) =>
	(await send('POST', `/v2/usergroups/${NOBODY}/members`, { op: 'add', type: 'user', id: ana }))
		.status;
const scheduled: Ask = async (send) => (await send('GET', '/v2/bulk/userstates')).data[0].state;
const schedule: Ask = async (send, { ana }) => {
	const start_date = '2099-02-01T00:00:00Z';
	const body = { user_ids: [ana], state: 'SUSPENDED', start_date };
	const { data } = await send('POST', '/v2/bulk/userstates', body);
	return Array.isArray(data) ? 'array' : typeof (data || undefined);
};
const field =
	(name: string): Ask =>
	async (send) =>
		typeof (await send('GET', '/v2/bulk/userstates')).data[0][name];
const suspendedIn: Ask = async (send, { ana }) =>
	(await send('GET', `/systemusers/${ana}`)).data.suspended;
const kept: Ask = async (send, { ana }) => {
	await send('PUT', `/systemusers/${ana}`, { department: 'Ops' });
	return (await send('GET', `/systemusers/${ana}`)).data.department;
};
const withoutManager: Ask = async (send, { ana }) =>
	(await send('DELETE', `/systemusers/${ana}`)).status;
const anything: Ask = async (send) => (await send('GET', '/organizations')).status;
const dynamic = 'filter=membershipMethod:eq:DYNAMIC_AUTOMATED';
const empty = { attributes: [{ name: 'old', value: '' }] };

const ROWS: Array<[Partial<JumpCloudSwitches>, Ask, unknown, unknown]> = [
	[
		{ duplicateWords: 'none' },
		create({ username: 'ana' }),
		'400 User already exists',
		'400 Bad Request',
	],
	[
		{ localAccountsTakeUsernames: false },
		create({ username: 'anita' }),
		'400 User already exists',
		200,
	],
	[{ limitAbove100: 'cap' }, firstUsers, 400, 200],
	[{ mixedSearch: false }, search(mixed), ['ana'], 400],
	[{ searchPaging: 'address' }, search({ limit: 1 }, '?limit=2'), ['ana'], ['ana', 'bo']],
	[{ searchPaging: 'address' }, search({ sort: '-username' }), ['bo', 'ana'], ['ana', 'bo']],
	[
		{ attributesInSearch: false },
		search({ filter: { or: [{ 'attributes.value': '77' }] } }),
		['ana'],
		[],
	],
	[
		{ employeeIdentifierInTerms: false },
		search({ searchFilter: { searchTerm: '1', fields: ['employeeIdentifier'] } }),
		['ana'],
		400,
	],
	[
		{ localAccountsInSearch: false },
		search({ filter: { or: [{ systemUsername: 'anita' }] } }),
		['ana'],
		400,
	],
	[
		{ membershipMethodShown: 'everywhere' },
		groups(''),
		['All', 'Staff'],
		['DYNAMIC_AUTOMATED', 'STATIC'],
	],
	[{ membershipMethodShown: 'nowhere' }, group, 'STATIC', undefined],
	[{ membershipMethodFilter: 'ignored' }, groups(dynamic), ['All'], ['All', 'Staff']],
	[{ membershipMethodFilter: 'refused' }, groups(dynamic), ['All'], 400],
	[{ goneMembers: 'listed' }, members, [1, '2'], [2, '2']],
	[{ goneGroup: 'notFound' }, toNoGroup, 400, 404],
	[{ scheduledStates: 'lower' }, scheduled, 'SUSPENDED', 'suspended'],
	[{ scheduledStates: 'other' }, scheduled, 'SUSPENDED', 'DEACTIVATE'],
	[{ scheduleReply: 'record' }, schedule, 'array', 'object'],
	[{ scheduleReply: 'results' }, schedule, 'array', 'object'],
	[{ scheduleReply: 'none' }, schedule, 'array', 'undefined'],
	[{ scheduleIdName: 'jobId' }, field('jobId'), 'undefined', 'string'],
	[{ scheduleDates: 'seconds' }, field('scheduledDate'), 'string', 'number'],
	[{ stateWords: 'lower' }, update({ department: 'Ops' }, 'state'), 'ACTIVATED', 'activated'],
	[{ stateWords: 'absent' }, update({ department: 'Ops' }, 'state'), 'ACTIVATED', 'undefined'],
	[{ suspendedAs: 'text' }, suspendedIn, false, 'false'],
	[{ writeReply: 'id' }, update({ department: 'Ops' }, 'department'), 'Ops', 'undefined'],
	[{ writesKept: false }, kept, 'Ops', undefined],
	[{ stateInEcho: false }, update({ department: 'Ops' }, 'state'), 'ACTIVATED', 'undefined'],
	[{ emptyEntriesRefused: false }, update(empty, 'department'), 400, 'undefined'],
	[{ managerDeletion: 400 }, withoutManager, 409, 400],
	[{ addressBlocked: true }, anything, 200, 403],
];

it.each(ROWS)(
	'with %j the simulator answers otherwise',
	async (switches, ask, usual, otherwise) => {
		const answers = [];
		for (const chosen of [{}, switches]) {
			const { sim, send } = await jumpCloud({
				users: [ANA, { username: 'bo' }],
				groups: [{ name: 'Staff' }, { name: 'All', membershipMethod: 'DYNAMIC_AUTOMATED' }],
				switches: chosen,
			});
			const [ana, bo] = sim.state.users;
			const [staff] = sim.state.groups;
			Object.assign(bo ?? {}, { manager: ana?._id });
			staff?.members.push(ana?._id ?? '', NOBODY);
			sim.state.schedules.push({
				...{ scheduledJobId: sim.state.nextId(), systemUserId: ana?._id ?? '', state: 'SUSPENDED' },
				...{ scheduledDate: new Date('2099-01-01T00:00:00Z'), sendMail: false },
			});
			answers.push(await ask(send, { ana: ana?._id ?? '', staff: staff?.id ?? '' }));
		}
		expect(answers).toEqual([usual, otherwise]);
	},
);

it('a key for several organizations says that none is selected', async () => {
	const { send } = await jumpCloud({ switches: { multiTenantKey: 'headerRequired' } });
	const { status, data } = await send('GET', '/systemusers');
	expect([status, data.message]).toEqual([401, 'no organization selected']);
});
