import { JUMPCLOUD_TEXTS } from '../../../nodes/JumpCloud/transport/texts';
import { nameOf, rowsOf } from '../../support/errorRows';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';
import { planAndApply } from '../jumpcloud/sync/sync.support';
import { expectToSay, expectedOf } from './expected.support';
import { wayTo } from './spoiling.support';
import { ONLY_IN_PLANS, STEPS, isOnlyInPlans, stepTo } from './steps.support';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

const ADA = aPerson({ id: '600', work_email: 'ada.prats@corp.example' });

const ROWS = rowsOf(JUMPCLOUD_TEXTS);
const OF_STEPS = ROWS.filter((row) => !isOnlyInPlans(row));

it.each(OF_STEPS.map((row) => [nameOf(row), row] as const))(
	'JumpCloud answers %s: the item says what happened and what to do',
	async (_name, row) => {
		const { sim, place, parameters } = await stepTo(row);
		const credential = wayTo(row)(sim, place);
		const { resource, operation, ...rest } = parameters;
		const given = { resource, items: [ADA], parameters: rest, credential };
		const { error } = await runUser(sim, operation, given);
		expectToSay(error, row, 'JumpCloud');
	},
);

it('every kind of call that needs a permission is among them', () => {
	const needing = ROWS.filter(({ status, calls }) => status === 403 && calls);
	const tried = [...Object.keys(STEPS), ...Object.values(ONLY_IN_PLANS)];
	expect(tried.sort()).toEqual(needing.map(({ when }) => when).sort());
});

it('JumpCloud answers 403 to create groups: what a plan wanted says so for each person', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	sim.fail({ kind: 'status', status: 403, method: 'POST', path: /usergroups$/, times: 9 });
	const pattern = [{ by: 'team', prefix: 'Team ', createMissing: true }];
	const people = [aPerson({ team_names: ['Sales'] })];
	const { items } = await planAndApply(sim, people, { groupPatterns: { pattern } });
	const row = ROWS.find(({ when }) => when === ONLY_IN_PLANS.applied);
	expect(items).toMatchObject([{ result: 'failed' }]);
	expect(items[0]?.message).toContain(row && expectedOf(row, 'JumpCloud').message);
});

it('JumpCloud answers 403 to read what users are bound to: the username stays, and the item says why', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	sim.fail({ kind: 'status', status: 403, method: 'GET', path: /associations$/, times: 9 });
	const people = [aPerson({ last_name: 'Prats' })];
	const rules = { usernameFollowsRename: 'unbound' };
	const { planned } = await planAndApply(sim, people, rules);
	const row = ROWS.find(({ when }) => when === ONLY_IN_PLANS.planned);
	expect(planned[0]?.message).toContain(row && expectedOf(row, 'JumpCloud').message);
	expect(sim.state.user('noor.vidal')).toMatchObject({ lastname: 'Prats' });
});

describe('of several items', () => {
	const people = ['512', '513', '514'].map((id) =>
		aPerson({ id, work_email: `p${id}@corp.example`, last_name: `Vidal${id}` }),
	);

	it('the one that is refused is named, with the parameter as the node calls it', async () => {
		const users = people.map(({ id, work_email: email }) =>
			aUser({ employeeIdentifier: String(id), email: String(email), username: `u${String(id)}` }),
		);
		const sim = await jumpCloud({ users });
		const details = [{ fieldViolationsList: [{ field: 'lastname', description: 'is too long' }] }];
		const path = new RegExp(`${sim.state.user('u513')._id}$`);
		sim.fail({ kind: 'answer', status: 400, body: { details }, method: 'PUT', path });
		const stopped = await runUser(sim, 'upsert', { items: people });

		expect(stopped.error?.message).toBe("JumpCloud does not accept 'Last Name'");
		expect(stopped.error).toMatchObject({
			context: { itemIndex: 1 },
			description: expect.stringContaining('JumpCloud said: lastname is too long'),
		});
	});

	it('all but the one that is refused leave as they should', async () => {
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '513' })] });
		sim.fail({ kind: 'status', status: 403, method: 'PUT', path: /systemusers/ });
		const { leaving } = await runUser(sim, 'suspend', {
			items: people,
			parameters: { ...byEmployee('={{ $json.id }}'), options: { ifNotFound: 'skip' } },
			node: GOES_ON,
		});

		expect(leaving.map(({ json }) => json.action ?? json.id)).toEqual([
			'skipped',
			'513',
			'skipped',
		]);
		// n8n leaves nothing but the message of an item that has an error beside its JSON.
		const { error = '', description = '', message } = leaving[1]?.json ?? {};
		expect(error).toBe('The admin behind the API key may not change users in JumpCloud');
		expect(description).toContain('users.properties.update');
		expect(message).toBe(`${String(error)}. ${String(description)}`);
	});
});
