import type { IDataObject } from 'n8n-workflow';

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
