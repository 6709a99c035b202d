import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend } from 'openapi-backend';
import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';

afterEach(closeAll);

const FOLDER = join(__dirname, '..', '..', '..', 'playground', 'openapi');

async function specification(file: string, apiRoot: string): Promise<OpenAPIBackend> {
	const definition = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
	return await new OpenAPIBackend({
		definition,
		apiRoot,
		quick: true,
		ajvOpts: { logger: false },
	}).init();
}

type Row = [
	operation: string,
	method: string,
	path: (sim: JumpCloudSimulator) => string,
	status: number,
	body?: (sim: JumpCloudSimulator) => unknown,
];

const ana = (sim: JumpCloudSimulator) => sim.state.user('ana')._id;
const staff = (sim: JumpCloudSimulator) => sim.state.groups[0]?.id ?? '';
const job = (sim: JumpCloudSimulator) => sim.state.schedules[0]?.scheduledJobId ?? '';
const org = (sim: JumpCloudSimulator) => sim.state.organization._id;
const inTwoHours = (sim: JumpCloudSimulator) =>
	new Date(sim.clock.now().getTime() + 7_200_000).toISOString();

const ROWS: Row[] = [
	['systemusers_list', 'GET', () => '/systemusers?limit=100&sort=_id', 200],
	[
		'systemusers_post',
		'POST',
		() => '/systemusers',
		200,
		() => ({
			username: 'bo',
			email: 'bo@corp.example',
			phoneNumbers: [{ type: 'work', number: '1' }],
		}),
	],
	[
		'systemusers_post',
		'POST',
		() => '/systemusers',
		400,
		() => ({ username: 'ana', email: 'x@corp.example' }),
	],
	['systemusers_get', 'GET', (sim) => `/systemusers/${ana(sim)}`, 200],
	['systemusers_get', 'GET', () => `/systemusers/${NOBODY}`, 404],
	[
		'systemusers_put',
		'PUT',
		(sim) => `/systemusers/${ana(sim)}`,
		200,
		() => ({ department: 'IT' }),
	],
	['systemusers_delete', 'DELETE', (sim) => `/systemusers/${ana(sim)}`, 200],
	['search_systemusers_post', 'POST', () => '/search/systemusers', 200, () => ({})],
	[
		'systemusers_state_activate',
		'POST',
		(sim) => `/systemusers/${sim.state.user('cy')._id}/state/activate`,
		200,
		() => ({}),
	],
	['organizations_list', 'GET', () => '/organizations', 200],
	['organizations_get', 'GET', (sim) => `/organizations/${org(sim)}`, 200],
	['groups_user_list', 'GET', () => '/v2/usergroups', 200],
	['groups_user_post', 'POST', () => '/v2/usergroups', 201, () => ({ name: 'Finance' })],
	['groups_user_post', 'POST', () => '/v2/usergroups', 409, () => ({ name: 'Staff' })],
	['groups_user_get', 'GET', (sim) => `/v2/usergroups/${staff(sim)}`, 200],
	['graph_userGroupMembersList', 'GET', (sim) => `/v2/usergroups/${staff(sim)}/members`, 200],
	['graph_userGroupMembership', 'GET', (sim) => `/v2/usergroups/${staff(sim)}/membership`, 200],
	[
		'graph_userGroupMembersPost',
		'POST',
		(sim) => `/v2/usergroups/${staff(sim)}/members`,
		204,
		(sim) => ({ op: 'remove', type: 'user', id: ana(sim) }),
	],
	['graph_userMemberOf', 'GET', (sim) => `/v2/users/${ana(sim)}/memberof`, 200],
	[
		'graph_userAssociationsList',
		'GET',
		(sim) => `/v2/users/${ana(sim)}/associations?targets=system,application&limit=1`,
		200,
	],
	...[...(['Application', 'Directory', 'RadiusServer', 'System', 'SystemGroup'] as const)].map(
		(kind): Row => {
			const path = { Directory: 'directories' }[String(kind)] ?? `${kind.toLowerCase()}s`;
			return [`graph_userTraverse${kind}`, 'GET', (sim) => `/v2/users/${ana(sim)}/${path}`, 200];
		},
	),
	['bulk_userStatesList', 'GET', (sim) => `/v2/bulk/userstates?userid=${ana(sim)}`, 200],
	[
		'bulk_userStatesCreate',
		'POST',
		() => '/v2/bulk/userstates',
		201,
		(sim) => ({ user_ids: [ana(sim)], state: 'SUSPENDED', start_date: inTwoHours(sim) }),
	],
	['bulk_userStatesDelete', 'DELETE', (sim) => `/v2/bulk/userstates/${job(sim)}`, 204],
	[
		'bulk_userStatesGetNextScheduled',
		'GET',
		(sim) => `/v2/bulk/userstates/eventlist/next?users=${ana(sim)}`,
		200,
	],
];

const none = (): unknown => undefined;

describe('every route of the JumpCloud simulator', () => {
	it.each(ROWS.map(([o, m, p, s, body = none]) => [o, m, p, s, body] as const))(
		'answers %s (%s) as its OpenAPI file says',
		async (operation, method, path, status, body) => {
			const { sim, send } = await jumpCloud({
				users: [
					{ username: 'ana', attributes: [{ name: 'factorialId', value: '7' }] },
					{ username: 'cy', state: 'STAGED' },
				],
			});
			sim.state.addGroup({ name: 'Staff', members: [ana(sim)] });
			await send('POST', '/v2/bulk/userstates', {
				user_ids: [ana(sim)],
				state: 'SUSPENDED',
				start_date: inTwoHours(sim),
			});

			const answer = await send(method, path(sim), body(sim));

			expect(answer.status).toBe(status);
			const specs = [
				await specification('jumpcloud-v1.openapi.json', '/api'),
				await specification('jumpcloud-v2.openapi.json', '/api/v2'),
			];
			const spec = specs.find((each) => each.getOperation(operation));
			const told = answer.data === '' ? null : answer.data;
			const documented = spec?.getOperation(operation)?.responses ?? {};
			expect(Object.keys(documented)).toContain(String(status));
			if (told !== null) expect(spec?.validateResponse(told, operation, status).errors).toBeNull();
		},
	);

	it('says plainly that a route is not simulated', async () => {
		const { send } = await jumpCloud();
		const answer = await send('GET', '/v2/directories');
		expect([answer.status, answer.data]).toEqual([
			501,
			{ message: 'not simulated: GET /api/v2/directories' },
		]);
	});

	it('totals v2 lists in a header and v1 lists in the body', async () => {
		const { sim, send } = await jumpCloud({ users: [{ username: 'ana' }] });
		for (let n = 0; n < 12; n += 1) sim.state.addGroup({ name: `Group ${n}` });
		const groups = await send('GET', '/v2/usergroups');
		expect([groups.data.length, groups.headers['x-total-count']]).toEqual([10, '12']);
		expect((await send('GET', '/systemusers')).data.totalCount).toBe(1);
	});
});
