import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { output, run } from '../../support/engine';
import { factorial } from '../../support/factorial';
import { aPerson, aUser, closeAll, jumpCloud, runUser, words } from '../../support/jumpcloud';

/*
 * A step as it comes from the panel, with nothing filled in. n8n stores no value that equals a default, so
 * the defaults of steps that were saved with version 1 stay what they were.
 */

afterEach(closeAll);

const newStep = { node: { typeVersion: 2 } };
const LATER = '2098-06-30';

const world = async (about: IDataObject = {}) =>
	await jumpCloud({ users: [aUser(about), { username: 'bo', employeeIdentifier: '513' }] });

it('a new Suspend is about the person of the item, and waits for their last day', async () => {
	const sim = await world();
	const items = [aPerson({ terminated_on: LATER })];
	const { items: told } = await runUser(sim, 'suspend', { ...newStep, items, timezone: 'UTC' });

	expect(told).toMatchObject([{ action: 'scheduled' }]);
	expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	expect(sim.state.schedules).toMatchObject([
		{ state: 'SUSPENDED', scheduledDate: new Date(`${LATER}T23:59:00Z`) },
	]);
});

it('a new Suspend of somebody without a last day takes nobody out', async () => {
	const sim = await world();
	const { error } = await runUser(sim, 'suspend', { ...newStep, items: [aPerson()] });

	expect(words(error)).not.toBe('');
	expect(sim.journal.writes()).toEqual([]);
});

it.each<[string, string, IDataObject]>([
	['get', 'user', {}],
	['update', 'user', { updateFields: { department: 'Sales' } }],
	['addUser', 'userGroup', { groups: ['Sales'] }],
])('a new %s of %s is about the person of the item', async (operation, resource, parameters) => {
	const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
	const given = { ...newStep, resource, parameters, items: [aPerson()] };
	const { items, error } = await runUser(sim, operation, given);

	expect(words(error)).toBe('');
	expect(items).toMatchObject([{ id: sim.state.user('noor.vidal')._id }]);
});

it.each(['suspend', 'update'])(
	'a saved %s of version 1 still asks who is meant',
	async (operation) => {
		const sim = await world();
		const items = [aPerson({ terminated_on: LATER })];
		await expect(runUser(sim, operation, { items })).rejects.toThrow('"User" is required');
		expect(sim.journal.writes()).toEqual([]);
	},
);

it('a saved Suspend of version 1 that says nothing about when still means now', async () => {
	const sim = await world();
	const user = { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.id }}' };
	const items = [aPerson({ terminated_on: LATER })];
	await runUser(sim, 'suspend', { items, parameters: { user } });

	expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
});

it('a new Delete names no user by itself', async () => {
	const sim = await world();
	const given = { ...newStep, items: [aPerson()] };
	await expect(runUser(sim, 'delete', given)).rejects.toThrow('"User" is required');
	expect(sim.state.users).toHaveLength(2);
});

it('what the hints tell somebody who builds a flow for joiners is enough for one that works', async () => {
	const noor = {
		...{
			id: '512',
			first_name: 'Noor',
			last_name: 'Vidal',
			login_email: 'noor.vidal@corp.example',
		},
		...{ email: 'noor.vidal@corp.example' },
	};
	const hr = await factorial({
		company: {
			employees: [noor],
			contracts: [{ employee_id: '512', effective_on: LATER, starts_on: LATER }],
		},
	});
	const sim = await jumpCloud();
	const step = (name: string, type: string, parameters: INodeParameters) => ({
		...{ name, type, typeVersion: type === 'jumpCloud' ? 2 : 1, parameters },
	});
	const finished = await run({
		items: [{ event: 'employees/create', id: '512' }],
		credentials: { factorialApi: hr.credential, jumpCloudApi: sim.credential },
		nodes: [
			step('Read', 'factorial', {
				...{ resource: 'employee', operation: 'get', include: ['contract'] },
				employee: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			}),
			step('Plan', 'jumpCloud', { resource: 'sync', operation: 'plan', activation: 'firstDay' }),
			step('Apply', 'jumpCloud', { resource: 'sync', operation: 'apply' }),
		],
	});

	expect(output(finished, 'Apply')).toMatchObject([{ reason: 'joiner', result: 'applied' }]);
	expect(sim.state.users).toMatchObject([{ username: 'noor.vidal', state: 'STAGED' }]);
	expect(sim.state.schedules).toMatchObject([
		{ state: 'ACTIVATED', scheduledDate: new Date(`${LATER}T06:00:00Z`) },
	]);
});
