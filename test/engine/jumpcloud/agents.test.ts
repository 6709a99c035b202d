import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { callTool, outputs, run } from '../../support/engine';
import { aPerson, aUser, byEmployee, closeAll, jumpCloud, words } from '../../support/jumpcloud';
import { CHANGE_ID, WRITING, operationsOf, scheduleSuspension } from './writing.support';

afterEach(closeAll);

const noor = byEmployee('512');

async function directory() {
	const sim = await jumpCloud({
		users: [
			aUser(),
			{ username: 'bo', employeeIdentifier: '513', state: 'STAGED' },
			// Linked to nobody: whoever has this email takes the user over.
			{ username: 'cleo', email: 'cleo@corp.example', firstname: 'Cleo', lastname: 'Vidal' },
			{ username: 'alma', employeeIdentifier: '514', state: 'SUSPENDED', suspended: true },
			{ username: 'eva', employeeIdentifier: '515', activated: false },
		],
		groups: [{ name: 'Sales' }, { name: 'Finance' }],
	});
	sim.state.groups[0]?.members.push(sim.state.user('noor.vidal')._id);
	scheduleSuspension(sim);
	return sim;
}

const given = (sim: JumpCloudSimulator, type: string, parameters: IDataObject) => ({
	credentials: { jumpCloudApi: sim.credential },
	nodes: [{ name: 'Users', type, parameters: parameters as INodeParameters }],
});

interface Told {
	items: IDataObject[];
	said: string;
}

/** The ways in which n8n lets an agent use a tool; what its node is told differs. */
const WAYS: Array<
	[string, (sim: JumpCloudSimulator, parameters: IDataObject, item: IDataObject) => Promise<Told>]
> = [
	[
		'called by the agent',
		async (sim, parameters, item) => {
			try {
				const items = await callTool(given(sim, 'jumpCloudTool', parameters), item);
				return { items, said: '' };
			} catch (failure) {
				return { items: [], said: words(failure as Error) };
			}
		},
	],
	[
		'called by the agent, by a name that does not tell',
		async (sim, parameters, item) => {
			try {
				// The parameters of a node that is no tool do not show the field.
				const items = await callTool(given(sim, 'jumpCloud', parameters), item);
				return { items, said: '' };
			} catch (failure) {
				return { items: [], said: words(failure as Error) };
			}
		},
	],
	[
		'run by the engine for the agent',
		async (sim, parameters, item) => {
			const finished = await run({ ...given(sim, 'jumpCloudTool', parameters), items: [item] });
			const { resultData } = finished.data;
			const items = (outputs(finished, 'Users')[0] ?? []).map(({ json }) => json);
			return { items, said: words(resultData.error) };
		},
	],
];

const NEW = aPerson({ id: '600', work_email: 'ida@corp.example', first_name: 'Ida' });

/** What says something about a user, and decides nothing. */
const PLAIN = {
	...{ company: 'Acme', costCenter: 'C1', department: 'Sales', displayname: 'N. Vidal' },
	...{ employeeType: 'Intern', jobTitle: 'Analyst', location: 'Lyon' },
	phoneNumbers: { phone: [{ type: 'work', number: '+34 600 000 000' }] },
};

const BO = { __rl: true, mode: 'employeeIdentifier', value: '513' };

/** A plan with *Remember the Last Day In* lets in whom such a day suspended. */
const remembering = (value: string) => ({
	customAttributes: { attribute: [{ name: 'hrLastDay', value }] },
});

/** What takes or gives access, or decides whose user it is, by which the next plan does. */
const ACCESS: Array<[string, string, IDataObject, IDataObject?]> = [
	['user', 'suspend', noor],
	['user', 'activate', byEmployee('513')],
	['user', 'resendActivation', byEmployee('515')],
	['user', 'unsuspend', byEmployee('514')],
	['user', 'create', { state: 'ACTIVATED' }, NEW],
	['user', 'create', { additionalFields: { groups: ['Finance'] } }, NEW],
	['user', 'upsert', { state: 'ACTIVATED' }, NEW],
	['user', 'upsert', { additionalFields: { groups: ['Finance'] } }, aPerson()],
	['user', 'upsert', {}, aPerson({ work_email: 'somebody.else@corp.example' })],
	['user', 'upsert', {}, aPerson({ first_name: 'Eleanor' })],
	['user', 'upsert', {}, aPerson({ last_name: 'Prats' })],
	[
		'user',
		'upsert',
		{},
		aPerson({ id: '599', work_email: 'cleo@corp.example', first_name: 'Cleo' }),
	],
	['user', 'upsert', { additionalFields: { manager: BO } }, aPerson()],
	['user', 'upsert', { additionalFields: remembering('2026-01-01') }, aPerson()],
	['user', 'update', { ...noor, updateFields: { email: 'somebody.else@corp.example' } }],
	['user', 'update', { ...noor, updateFields: { alternateEmail: 'me@elsewhere.example' } }],
	['user', 'update', { ...noor, updateFields: { employeeIdentifier: '999' } }],
	['user', 'update', { ...noor, updateFields: { firstname: 'Lee' } }],
	['user', 'update', { ...noor, updateFields: { lastname: 'Lee', company: 'Acme' } }],
	['user', 'update', { ...noor, updateFields: { manager: BO } }],
	['user', 'update', { ...noor, updateFields: remembering('2026-01-01') }],
	['userGroup', 'addUser', { ...noor, groups: ['Finance'] }],
	['userGroup', 'removeUser', { ...noor, groups: ['Sales'] }],
	['scheduledChange', 'cancel', { changeId: CHANGE_ID }],
];

it('an agent is refused all that writes', () => {
	// Deleting is not offered at all.
	expect(operationsOf(ACCESS)).toEqual(WRITING.filter((one) => one !== 'user.delete'));
});

describe.each(WAYS)('an agent whose tool is %s', (way, use) => {
	it.each(ACCESS)('may not use %s: %s %j', async (resource, operation, fields, item = {}) => {
		const sim = await directory();
		const parameters = { resource, operation, ...fields };
		const { said } = await use(sim, parameters, item);

		expect(said).toMatch(/An AI agent may not .*'Allow Agents to Change Access'/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['as somebody has allowed it', true, 1],
		['not by an expression, which a model could fill in', '={{ true }}', 0],
		['not by a word', 'true', 0],
	])('may: %s', async (_case, allowAgents, writes) => {
		// Without the name of a tool n8n does not keep the field.
		if (way.includes('by a name')) return;
		const sim = await directory();
		const parameters = { resource: 'user', operation: 'suspend', ...noor, allowAgents };
		await use(sim, parameters, {});

		expect(sim.journal.writes()).toHaveLength(writes);
	});

	it.each([
		['user', 'delete', { ...noor, confirmation: 'noor.vidal' }],
		['sync', 'apply', {}],
	])('may never use %s: %s', async (resource, operation, fields) => {
		const sim = await directory();
		const parameters = { resource, operation, ...fields, allowAgents: true };
		const { said } = await use(sim, parameters, {});

		expect(said).toMatch(/is not for AI agents/);
		expect(sim.journal.all()).toEqual([]);
	});

	it.each([
		['user', 'create', { state: 'STAGED' }, NEW, 'created'],
		['user', 'upsert', { additionalFields: PLAIN }, aPerson(), 'updated'],
		['user', 'update', { ...noor, updateFields: PLAIN }, {}, 'updated'],
		['user', 'update', { ...noor, updateFields: { firstname: 'Noor', ...PLAIN } }, {}, 'updated'],
	])(
		'may use %s: %s where no access changes',
		async (resource, operation, fields, item, action) => {
			const sim = await directory();
			const { items, said } = await use(sim, { resource, operation, ...fields }, item);

			expect(said).toBe('');
			expect(items).toMatchObject([{ action }]);
		},
	);

	it('may plan and read', async () => {
		const sim = await directory();
		const plan = await use(sim, { resource: 'sync', operation: 'plan' }, aPerson());
		const found = await use(sim, { resource: 'user', operation: 'get', ...noor }, {});

		expect(plan.said).toBe('');
		expect(found.items).toMatchObject([{ username: 'noor.vidal' }]);
	});
});

it('leaves a workflow in which nobody but a person decides as it is', async () => {
	const sim = await directory();
	const parameters = { resource: 'user', operation: 'suspend', ...noor };
	const finished = await run({ ...given(sim, 'jumpCloud', parameters), items: [{}] });

	expect(outputs(finished, 'Users')[0]?.map(({ json }) => json.action)).toEqual(['suspended']);
});

it('may change what decides about access where somebody has allowed it', async () => {
	const sim = await directory();
	const updateFields = { employeeIdentifier: '999', lastname: 'Lee', manager: BO };
	const parameters = { resource: 'user', operation: 'update', ...noor, updateFields };
	const items = await callTool(
		given(sim, 'jumpCloudTool', { ...parameters, allowAgents: true }),
		{},
	);

	expect(items).toMatchObject([{ changed: ['employeeIdentifier', 'lastname', 'manager'] }]);
});
