import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import type { CompanySeed } from '../../../playground/factorial/state';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { factorial, runFactorial } from '../../support/factorial';
import { aUser, closeAll, jumpCloud } from '../../support/jumpcloud';
import { EVERYONE, applyChanges, directoryOf, planChanges } from '../jumpcloud/sync/sync.support';

afterEach(closeAll);

const INCLUDE = { include: ['contract'], returnAll: true };

async function people(sim: FactorialSimulator, parameters: IDataObject = {}) {
	const all = { ...INCLUDE, ...parameters };
	return (await runFactorial(sim, 'employee', 'getAll', { parameters: all })).items;
}

/** As an event does it: plan some people, then apply. */
async function inStep(directory: JumpCloudSimulator, some: IDataObject[], rules: IDataObject = {}) {
	const { items: planned } = await planChanges(directory, some, rules);
	const { items } = await applyChanges(directory, planned);
	return { planned, applied: items };
}

const ana = {
	...{ id: '512', first_name: 'Noor', last_name: 'Vidal' },
	...{ email: 'noor.vidal@corp.example', login_email: 'noor.vidal@corp.example' },
};

describe('somebody whom HR takes back for a later contract', () => {
	it('is let in on the first day of that one, not at once', async () => {
		const sim = await factorial({
			company: {
				employees: [{ ...ana, terminated_on: '2024-06-30' }],
				contracts: [
					{ employee_id: '512', effective_on: '2022-01-10', ends_on: '2024-06-30' },
					{ employee_id: '512', effective_on: '2099-02-01', starts_on: '2022-01-10' },
				],
			},
		});
		sim.unterminate('512');
		const directory = await jumpCloud({
			users: [aUser({ email: ana.email, state: 'SUSPENDED', suspended: true })],
		});
		const [person, ...others] = await people(sim);
		expect([person?.start_date, others]).toEqual(['2099-02-01', []]);

		await inStep(directory, [person ?? {}], { rehires: 'unsuspend' });
		expect(directory.state.users).toMatchObject([{ state: 'SUSPENDED', suspended: true }]);
	});
});

describe('two contracts of one person, where the end of one counts as a last day', () => {
	const first = { employee_id: '512', starts_on: '2022-01-10', effective_on: '2022-01-10' };
	const rules = { ...EVERYONE, contractEnd: 'lastDay', timeZone: 'Europe/Madrid' };
	const planned = async (...contracts: Array<IDataObject & { employee_id: string }>) => {
		const sim = await factorial({ company: { employees: [ana], contracts } });
		const directory = await jumpCloud({ users: [aUser({ email: ana.email })] });
		await inStep(directory, await people(sim), rules);
		return directoryOf(directory).slice(1);
	};

	it('one that begins the day after the other goes on: the access ends with the second', async () => {
		const ends = await planned(
			{ ...first, ends_on: '2098-06-30' },
			{ ...first, effective_on: '2098-07-01', ends_on: '2098-12-31' },
		);
		expect(ends).toEqual(['noor.vidal SUSPENDED at 2098-12-31T22:59:00.000Z']);
	});

	it('a gap between them ends the access, until the next one', async () => {
		const ends = await planned(
			{ ...first, ends_on: '2098-06-30' },
			{ ...first, effective_on: '2098-08-01', ends_on: '2098-12-31' },
		);
		expect(ends).toEqual(['noor.vidal SUSPENDED at 2098-06-30T21:59:00.000Z']);
	});

	it('one without an end behind the other ends nothing', async () => {
		const ends = await planned(
			{ ...first, ends_on: '2098-06-30' },
			{ ...first, effective_on: '2098-07-01', ends_on: null },
		);
		expect(ends).toEqual([]);
	});
});

describe('a preferred name, by the expression of docs/field-mapping.md', () => {
	const page = readFileSync(path.resolve(__dirname, '../../../docs/field-mapping.md'), 'utf8');
	const [, expression = ''] = /^(\{\{ \$json\.preferred_name .*\}\})$/m.exec(page) ?? [];
	const rules = { firstname: `=${expression}` };

	it('is the one that a new user gets, and the username is made of it', async () => {
		const sim = await factorial({
			company: {
				employees: [
					{ ...ana, preferred_name: 'Nora' },
					{
						...ana,
						id: '7',
						first_name: 'Bo',
						last_name: 'Tran',
						email: 'bo@corp.example',
						login_email: 'bo@corp.example',
					},
				],
			},
		});
		const directory = await jumpCloud();
		await inStep(directory, await people(sim), rules);
		const users = directory.state.users.map(
			({ firstname, username }) => `${firstname} ${username}`,
		);
		expect(users.toSorted()).toEqual(['Bo bo.tran', 'Nora nora.vidal']);
	});

	it('is kept in step, without another username, and a second run is quiet', async () => {
		const sim = await factorial({ company: { employees: [{ ...ana, preferred_name: 'Nora' }] } });
		const directory = await jumpCloud({ users: [aUser({ email: ana.email })] });
		await inStep(directory, await people(sim), rules);
		expect(directory.state.users).toMatchObject([{ firstname: 'Nora', username: 'noor.vidal' }]);
		const { planned } = await inStep(directory, await people(sim), rules);
		expect(planned).toEqual([]);
	});
});

describe('an address that is not at the domains of the company', () => {
	const domains = { workEmailDomains: 'corp.example' };
	const gus = {
		...{ id: '513', first_name: 'Gus', last_name: 'Tran' },
		...{ email: 'gus.t@gmail.example', login_email: 'gus.t@gmail.example' },
	};
	const read = async (seed: CompanySeed, parameters: IDataObject) =>
		await people(await factorial({ company: seed }), parameters);

	it('makes no account, and the plan says why', async () => {
		const directory = await jumpCloud();
		const { planned } = await inStep(directory, await read({ employees: [gus] }, domains));

		expect(planned).toMatchObject([{ action: 'skip', reason: 'not_a_work_email' }]);
		expect(directory.state.users).toEqual([]);

		// Without the list it is as it was before there was one.
		await inStep(directory, await read({ employees: [gus] }, {}));
		expect(directory.state.users).toMatchObject([{ email: 'gus.t@gmail.example' }]);
	});

	it('keeps no door open: who has left loses the access by the link', async () => {
		const left = { ...gus, terminated_on: '2024-06-30' };
		const directory = await jumpCloud({
			users: [
				aUser({
					...{ firstname: 'Gus', lastname: 'Tran', username: 'gus.tran' },
					...{ email: 'gus.tran@corp.example', employeeIdentifier: '513' },
				}),
			],
		});
		const { planned } = await inStep(directory, await read({ employees: [left] }, domains));

		expect(planned).toMatchObject([{ action: 'suspend', reason: 'terminated' }]);
		expect(directory.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
	});

	it('does not change the email of somebody who has a user', async () => {
		const directory = await jumpCloud({
			users: [
				aUser({
					...{ firstname: 'Gus', lastname: 'Tran', username: 'gus.tran' },
					...{ email: 'gus.tran@corp.example', employeeIdentifier: '513' },
				}),
			],
		});
		await inStep(directory, await read({ employees: [gus] }, domains));
		expect(directory.state.users).toMatchObject([{ email: 'gus.tran@corp.example' }]);
	});
});

describe('two events of one hire at the same moment', () => {
	it('make one user, and nobody is told of a conflict', async () => {
		const sim = await factorial({ company: {} });
		sim.hire({ first_name: 'Noor', last_name: 'Vidal', email: ana.email });
		const directory = await jumpCloud();
		const some = await people(sim);
		// Both have planned before either applies, which is the worst that can happen.
		const plans = await Promise.all([planChanges(directory, some), planChanges(directory, some)]);
		const runs = await Promise.all(
			plans.map(async ({ items }) => await applyChanges(directory, items)),
		);

		expect(directory.state.users).toHaveLength(1);
		expect(directory.state.users).toMatchObject([{ email: ana.email, username: 'noor.vidal' }]);
		for (const { items, error } of runs) {
			expect(error).toBeUndefined();
			expect(items.map(({ result }) => result)).not.toContain('failed');
		}
		const { items } = await planChanges(directory, some, { options: { includeUnchanged: true } });
		expect(items).toMatchObject([{ action: 'noop', reason: 'in_step' }]);
	});
});

describe('a rehire who has a second record with the same email', () => {
	it('keeps the access: the old record has left, and the new one is the same person', async () => {
		const sim = await factorial({
			company: {
				employees: [
					{ ...ana, terminated_on: '2024-06-30' },
					{ ...ana, id: '900' },
				],
			},
		});
		const directory = await jumpCloud({ users: [aUser({ email: ana.email })] });
		const { planned } = await inStep(directory, await people(sim));

		expect(directory.state.users).toMatchObject([
			{ state: 'ACTIVATED', employeeIdentifier: '512' },
		]);
		expect(planned.map(({ action }) => action)).toEqual(['conflict', 'conflict']);
	});
});

describe('leavers', () => {
	it('keep their teams in HR and get into no group by them', async () => {
		const sim = await factorial({
			company: {
				employees: [{ ...ana, terminated_on: '2024-06-30' }],
				teams: [{ id: '15', name: 'Finance' }],
				memberships: [{ employee_id: '512', team_id: '15' }],
			},
		});
		const some = await people(sim, { include: ['contract', 'teams'] });
		expect(some).toMatchObject([{ active: false, is_terminating: true, team_names: ['Finance'] }]);
		const directory = await jumpCloud({
			users: [aUser({ email: ana.email })],
			groups: [{ name: 'Finance' }],
		});
		const rule = { by: 'team', is: 'Finance', group: 'Finance' };
		const { planned } = await inStep(directory, some, { groupRules: { rule: [rule] } });

		expect(planned).toMatchObject([{ action: 'suspend' }]);
		expect(directory.state.groups[0]).toMatchObject({ name: 'Finance' });
		expect(JSON.stringify(planned)).not.toContain('group');
	});
});

describe('what no event tells', () => {
	it('is found by the next comparison: a new email, a last day that was moved or taken back', async () => {
		const bo = {
			...{ id: '513', first_name: 'Bo', last_name: 'Ruiz' },
			...{ email: 'bo.ruiz@corp.example', login_email: 'bo.ruiz@corp.example' },
		};
		const cleo = {
			...{ id: '514', first_name: 'Cleo', last_name: 'Roth' },
			...{ email: 'cleo.roth@corp.example', login_email: 'cleo.roth@corp.example' },
		};
		const sim = await factorial({ company: { employees: [ana, bo, cleo] } });
		const directory = await jumpCloud();
		const night = async () =>
			await inStep(directory, await people(sim), { ...EVERYONE, state: 'ACTIVATED' });
		await night();
		sim.terminate('513', '2099-01-31');
		sim.terminate('514', '2099-01-31');
		await night();
		const planned = () => directory.state.schedules.map(({ systemUserId }) => systemUserId).sort();
		expect(planned()).toHaveLength(2);

		Object.assign(sim.switches, { quietEmails: true, quietLastDays: true });
		sim.updateEmployee('512', { email: 'noor@corp.example', login_email: 'noor@corp.example' });
		sim.terminate('513', '2099-02-28');
		sim.unterminate('514');
		await night();

		const userOf = (id: string) =>
			directory.state.users.find(({ employeeIdentifier }) => employeeIdentifier === id);
		expect(userOf('512')).toMatchObject({ email: 'noor@corp.example' });
		expect(planned()).toEqual([userOf('513')?._id]);
		expect(JSON.stringify(directory.state.schedules)).toContain('2099-02-28');
	});
});
