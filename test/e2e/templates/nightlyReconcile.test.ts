import { aCompany } from '../../../playground/company/company';
import { aDirectory } from '../../../playground/company/directory';
import { itemsFrom, runsOf } from '../../../playground/n8n/outputs';
import { runToEnd } from '../../../playground/n8n/run-to-end';
import type { Execution } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { publishTemplate } from '../support/published';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

const LONG_AGO = '2026-01-31';

describe('the nightly reconciliation', () => {
	const stage = world({ company: aCompany(new Date()), users: aDirectory() });
	let workflowId: string;

	beforeAll(async () => {
		await publishTemplate(stage());
		workflowId = (await stage().importTemplate('nightly-reconcile')).id;
		expect(await stage().client.publish(workflowId)).toBeUndefined();
	});

	const night = async () => await runToEnd(stage().client, workflowId, 'Every Night');
	const reportOf = (run: Execution) => itemsFrom(run, 'Write the Report')[0] ?? {};
	const writes = () => stage().jumpCloud.journal.writes().length;
	const silently = { silent: true };

	it('brings a company into step that was not, and says what it did', async () => {
		const run = await night();
		const report = reportOf(run);

		expect(run.status).toBe('success');
		expect(report.created).toEqual(
			expect.arrayContaining([expect.stringContaining('Kwame Mensah')]),
		);
		// The last day is kept with the user, so that a later return can be told from a lock of IT's.
		expect(report.scheduled).toEqual([
			expect.stringMatching(
				/^Ines Halloran, ines\.halloran: suspension: nothing → \d+ \p{Lu}\p{Ll}+ \d{4}, \d\d:\d\d UTC; attributes\.hrLastDay: nothing → \d{4}-\d\d-\d\d$/u,
			),
		]);
		expect(report.skipped).toEqual([expect.stringMatching(/^Amira Haddad: missing_work_email/)]);
		expect(report.not_done).toEqual([]);
		const { users } = stage().jumpCloud.state;
		const links = users.map(({ employeeIdentifier }) => employeeIdentifier).filter(Boolean);
		expect(new Set(links).size).toBe(links.length);
		expect(stage().jumpCloud.state.user('kwame.mensah').state).toBe('STAGED');
	});

	it('has nothing to do the second time', async () => {
		const before = writes();
		const report = reportOf(await night());

		expect(writes()).toBe(before);
		expect(report.text).toMatch(/^skipped \(1\)/);
		expect(report).toMatchObject({
			created: [],
			changed: [],
			suspended: [],
			conflicts: [],
			drift: [],
		});
	});

	it('finds what the events missed, and mends the subscription that missed them', async () => {
		const { factorial, jumpCloud } = stage();
		const subscription = factorial.state.subscriptions.find(({ type }) => type.endsWith('/update'));
		if (subscription) subscription.enabled = false;
		factorial.updateEmployee('1006', { last_name: 'García Soler' }, silently);
		factorial.terminate('1016', LONG_AGO, silently);
		jumpCloud.state.users.splice(
			jumpCloud.state.users.indexOf(jumpCloud.state.user('kwame.mensah')),
			1,
		);
		const report = reportOf(await night());

		expect(jumpCloud.state.user('maria.garcia').lastname).toBe('García Soler');
		expect(jumpCloud.state.user('priya.raghunathan').state).toBe('SUSPENDED');
		expect(jumpCloud.state.user('kwame.mensah').state).toBe('STAGED');
		expect(report.subscriptions).toEqual(['employees/employee/update: repaired, disabled']);
		expect(subscription?.enabled).toBe(true);
		expect(report.suspended).toEqual(['Priya Raghunathan, priya.raghunathan: terminated']);
	});

	it('says of a conflict which one it is', async () => {
		const { factorial } = stage();
		const { email } = stage().jumpCloud.state.user('tom.lee');
		const twin = { first_name: 'Max', last_name: 'Otro', login_email: email };
		const { id } = factorial.hire(twin, silently);
		const report = reportOf(await night());

		expect(report.conflicts).toContainEqual(
			expect.stringMatching(/^Max Otro: linked_to_other_employee\. Employee \d+/),
		);
		factorial.terminate(id, LONG_AGO, silently);
		factorial.updateEmployee(id, { login_email: null, email: null }, silently);
	});

	it('reports what it must not decide: who is suspended, an orphan, a contract that is over', async () => {
		const { factorial, jumpCloud } = stage();
		for (const contract of factorial.state.contracts) {
			if (contract.employee_id === '1006') contract.ends_on = LONG_AGO;
		}
		Object.assign(jumpCloud.state.user('maria.garcia'), { state: 'SUSPENDED', suspended: true });
		jumpCloud.state.addUser({ username: 'nobody', employeeIdentifier: '31337' });
		const before = writes();
		const report = reportOf(await night());

		expect(report.drift).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/maria\.garcia: suspended/),
				expect.stringMatching(/nobody: orphan/),
			]),
		);
		expect(report.contracts_ended).toEqual([
			expect.stringMatching(/García Soler \(1006\): the contract ended on 2026-01-31/),
		]);
		expect(writes()).toBe(before);
	});

	it('says that it has not looked for orphans, when Factorial has not sent everybody', async () => {
		const { factorial } = stage();
		const before = writes();
		factorial.switches.lostPeople = 3;
		const report = reportOf(await night());
		factorial.switches.lostPeople = 0;

		expect(report.drift).not.toContainEqual(expect.stringMatching(/orphan/));
		expect(report.not_checked).toEqual([
			expect.stringMatching(/^Linked users without a person were not looked for, because the list/),
		]);
		expect(report.text).toMatch(/not checked \(1\)/);
		expect(writes()).toBe(before);
	});

	it('is stopped by the guard when an import terminates most people, before the first write', async () => {
		const { factorial, jumpCloud } = stage();
		const people = factorial.state.employees.filter(({ terminated_on: day }) => day === null);
		const most = people.slice(0, Math.ceil(people.length * 0.6));
		for (const { id } of most) factorial.terminate(id, LONG_AGO, silently);
		const before = writes();
		const states = jumpCloud.state.users.map(({ state }) => state);
		const run = await night();

		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toMatch(
			/^The guard stopped this plan: \d+ suspensions/,
		);
		expect(writes()).toBe(before);
		expect(jumpCloud.state.users.map(({ state }) => state)).toEqual(states);
	});

	it('tries what failed once more, and says what came of it in a second report', async () => {
		const { factorial, jumpCloud } = stage();
		for (const { id } of factorial.state.employees) {
			if (factorial.state.employee(id)?.terminated_on === LONG_AGO)
				factorial.unterminate(id, silently);
		}
		Object.assign(jumpCloud.state.user('tom.lee'), { lastname: 'Elsewhere' });
		const path = new RegExp(jumpCloud.state.user('tom.lee')._id);
		jumpCloud.fail({ kind: 'status', status: 403, method: 'PUT', path });
		const run = await night();

		expect(run.status).toBe('success');
		const [first, second] = runsOf(run, 'Send It From Here').flat();
		expect(first?.not_done).toEqual([expect.stringMatching(/^Tom Lee, tom\.lee: update/)]);
		expect(second).toMatchObject({ not_done: [], subscriptions: [] });
		expect(second?.text).toMatch(
			/^What had failed was tried once more:\nchanged \(1\)\n {2}Tom Lee/,
		);
		expect(jumpCloud.state.user('tom.lee').lastname).toBe('Lee');
	});

	it('ends as failed at the step that does the work, after the report, and Retry does it', async () => {
		const { client, factorial, jumpCloud } = stage();
		Object.assign(jumpCloud.state.user('tom.lee'), { lastname: 'Elsewhere' });
		Object.assign(jumpCloud.state.user('lukasz.wisniewski'), { lastname: 'Elsewhere' });
		const path = new RegExp(jumpCloud.state.user('tom.lee')._id);
		const refused = { kind: 'status', status: 403, forMs: PATIENCE_MS } as const;
		jumpCloud.fail({ ...refused, method: 'PUT', path });
		const login_email = 'vera.molde@corp.example';
		const vera = { first_name: 'Vera', last_name: 'Molde', login_email };
		factorial.hire({ ...vera, terminated_on: dayAfter(new Date(), 60) }, silently);
		jumpCloud.fail({ ...refused, method: 'POST', path: /userstates/ });
		const run = await night();

		expect([run.status, run.data.resultData.lastNodeExecuted]).toEqual(['error', 'Apply']);
		const { message, description } = run.data.resultData.error ?? {};
		expect(`${message} ${description}`).toContain('Tom Lee');
		expect(`${message} ${description}`).toContain('Vera Molde');
		// A creation that went halfway says what is there and what is missing.
		expect(jumpCloud.state.user('vera.molde').state).toBe('STAGED');
		const [report, ...more] = itemsFrom(run, 'Send It From Here');
		expect(more).toEqual([]);
		expect(report?.not_done).toContainEqual(
			expect.stringMatching(
				/^Vera Molde, vera\.molde: create: not_accepted\. .*Done: .*username: nothing → vera\.molde.*\. Not done: scheduled\.SUSPENDED\.$/,
			),
		);
		expect(jumpCloud.state.user('lukasz.wisniewski').lastname).toBe('Wiśniewski');

		jumpCloud.faults.clear();
		const retried = await client.execution(await client.retry(run.id));
		expect(retried.status).toBe('success');
		expect(jumpCloud.state.user('tom.lee').lastname).toBe('Lee');
		const { _id } = jumpCloud.state.user('vera.molde');
		const schedules = jumpCloud.state.schedules.filter(({ systemUserId }) => systemUserId === _id);
		expect(schedules.map(({ state }) => state)).toEqual(['SUSPENDED']);
		expect(itemsFrom(retried, 'Send It From Here')[0]?.text).toMatch(/^What had failed was tried/);
	});
});
