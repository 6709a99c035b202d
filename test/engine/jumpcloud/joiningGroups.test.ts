import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, calls, closeAll, runUser } from '../../support/jumpcloud';
import { company, groupsOf, idOf, putInto } from './groups.support';

afterEach(closeAll);

const into = (...groups: unknown[]): IDataObject => ({
	additionalFields: { groups } as IDataObject,
});
const nobody = { users: [] };

describe.each(['create', 'upsert'])('%s of a new person with groups', (operation) => {
	it('puts them into the groups in the same run', async () => {
		const sim = await company(nobody);
		const parameters = into('Sales', idOf(sim, 'Finance'));
		const { items } = await runUser(sim, operation, { items: [aPerson()], parameters });

		expect(groupsOf(sim)).toEqual(['Sales', 'Finance']);
		expect(items).toMatchObject([
			{
				action: 'created',
				changed: [],
				groups: [
					{ id: idOf(sim, 'Sales'), name: 'Sales', changed: true },
					{ id: idOf(sim, 'Finance'), name: 'Finance', changed: true },
				],
			},
		]);
		expect(items[0]).not.toHaveProperty('warnings');
	});

	it('takes the groups from each item, and reads the list once', async () => {
		const sim = await company(nobody);
		const ines = { id: '7', first_name: 'Ines', work_email: 'ines@corp.example' };
		const { items } = await runUser(sim, operation, {
			items: [aPerson({ teams: ['Sales'] }), aPerson({ ...ines, teams: [] }), aPerson(OTHER)],
			parameters: { additionalFields: { groups: '={{ $json.teams }}' } },
		});

		expect(items.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
		expect(groupsOf(sim)).toEqual(['Sales']);
		expect(calls(sim).filter((call) => call === 'list groups')).toHaveLength(1);
		expect(items[1]).not.toHaveProperty('groups');
	});

	it.each([
		['does not exist', 'Marketing', 'group_not_found'],
		['is one of two', 'Ops', 'group_name_ambiguous'],
		['is computed by JumpCloud', 'Everybody', 'automated_group'],
		['refuses the user', 'Finance', 'group_not_added'],
	])('creates them although a group %s, and says so', async (_case, name, reason) => {
		const sim = await company(nobody);
		sim.state.addGroup({ name: 'Ops' });
		sim.state.addGroup({ name: 'Ops' });
		const path = new RegExp(`${idOf(sim, 'Finance')}/members$`);
		sim.fail({ kind: 'status', status: 403, path });
		const parameters = into(name, 'Sales');
		const { items } = await runUser(sim, operation, { items: [aPerson()], parameters });

		expect(items).toMatchObject([
			{
				action: 'created',
				...aUser(),
				warnings: [`${reason}: ${name}`],
				groups: [
					{ name, changed: false, reason, message: expect.stringMatching(/./) },
					{ name: 'Sales', changed: true },
				],
			},
		]);
		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it('creates nobody when JumpCloud does not give its groups, so that it can be run again', async () => {
		const sim = await company(nobody);
		sim.fail({ kind: 'status', status: 403, path: /usergroups$/ });
		const { error } = await runUser(sim, operation, {
			items: [aPerson()],
			parameters: into('Sales'),
		});

		expect(error?.message).toContain('may not');
		expect(sim.state.users).toEqual([]);
	});

	it('reports a missing manager and a missing group side by side', async () => {
		const sim = await company(nobody);
		const manager = { __rl: true, mode: 'email', value: 'nobody@corp.example' };
		const additionalFields = { groups: ['Marketing'], manager };
		const { items } = await runUser(sim, operation, {
			items: [aPerson()],
			parameters: { additionalFields },
		});

		expect(items[0]?.warnings).toEqual(['group_not_found: Marketing', 'manager_not_found']);
	});

	it.each([
		['has no work email', { work_email: '' }],
		['is inactive', { active: false }],
	])('leaves somebody who %s out of all groups', async (_case, about) => {
		const sim = await company(nobody);
		const { items } = await runUser(sim, operation, {
			items: [aPerson(about)],
			parameters: into('Sales'),
		});

		expect(items).toMatchObject([{ action: 'skipped' }]);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('Create or Update of somebody who is there', () => {
	it('adds what is missing and takes nobody out', async () => {
		const sim = await company();
		putInto(sim, 'Finance');
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ last_name: 'Prats' })],
			parameters: into('Sales'),
		});

		expect(groupsOf(sim)).toEqual(['Sales', 'Finance']);
		expect(items).toMatchObject([
			{ action: 'updated', changed: ['lastname', 'groups.Sales'], lastname: 'Prats' },
		]);
	});

	it.each([
		['is inactive in Factorial', { active: false }, {}],
		['is suspended in JumpCloud', {}, { state: 'SUSPENDED' as const }],
	])('gives no groups back to a leaver who %s', async (_case, person, user) => {
		const sim = await company({ users: [aUser(user)] });
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ ...person, last_name: 'Prats' })],
			parameters: into('Sales'),
		});

		expect(groupsOf(sim)).toEqual([]);
		expect(items).toMatchObject([
			{ action: 'updated', changed: ['lastname'], warnings: ['not_active: Sales'] },
		]);
	});

	it('counts a new group alone as an update, and none as nothing', async () => {
		const sim = await company();
		const run = async () =>
			(await runUser(sim, 'upsert', { items: [aPerson()], parameters: into('Sales') })).items;

		expect(await run()).toMatchObject([{ action: 'updated', changed: ['groups.Sales'] }]);
		expect(await run()).toMatchObject([{ action: 'unchanged', changed: [] }]);
	});
});

it('Create leaves somebody who has a user already out of the groups', async () => {
	const sim = await company();
	const { items } = await runUser(sim, 'create', {
		items: [aPerson()],
		parameters: into('Sales'),
	});

	expect(items).toMatchObject([{ reason: 'conflict', conflict: 'user_exists' }]);
	expect(groupsOf(sim)).toEqual([]);
});

const OTHER = { id: '8', first_name: 'Bo', work_email: 'bo@corp.example' };
