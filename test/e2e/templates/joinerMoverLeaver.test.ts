import axios from 'axios';
import { anEmployee } from '../../../playground/factorial/builders';
import type { EmployeeRecord } from '../../../playground/factorial/types';
import type { SystemUser } from '../../../playground/jumpcloud/types';
import { itemsFrom, runsOf } from '../../../playground/n8n/outputs';
import { untilQuiet } from '../../../playground/n8n/quiet';
import type { Execution, SavedWorkflow } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { publishTemplate } from '../support/published';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

const LONG_AGO = '2026-01-31';
const SILENT = { silent: true };

/** Who is in step: first name, last name, and the ID that links the two. */
const PEOPLE = [
	['1', 'Ada', 'Uno'],
	['2', 'Bo', 'Dos'],
	['3', 'Cy', 'Tres'],
	['4', 'Di', 'Cuatro'],
	['5', 'Ed', 'Cinco'],
	['6', 'Flo', 'Seis'],
	['7', 'Gus', 'Siete'],
	['8', 'Hal', 'Ocho'],
	['9', 'Ida', 'Nueve'],
	['10', 'Jan', 'Diez'],
	['11', 'Kim', 'Once'],
	['12', 'Lou', 'Doce'],
	['13', 'Mia', 'Trece'],
	['14', 'Ned', 'Catorce'],
] as const;

const emailOf = (first: string) => `${first.toLowerCase()}@corp.example`;

const employees = PEOPLE.map(([id, first_name, last_name]): EmployeeRecord => {
	const login_email = emailOf(first_name);
	return anEmployee({ id, first_name, last_name, login_email, email: login_email });
});

const users = PEOPLE.map(
	([employeeIdentifier, firstname, lastname]): Partial<SystemUser> => ({
		...{ employeeIdentifier, firstname, lastname, email: emailOf(firstname) },
		...{ username: `${firstname}.${lastname}`.toLowerCase(), state: 'ACTIVATED' },
	}),
);

describe('what events do through the main template', () => {
	const stage = world({ company: { employees }, users });
	let workflow: SavedWorkflow;

	beforeAll(async () => {
		const { workflow: imported, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		workflow = imported;
	});

	afterEach(() => stage().jumpCloud.faults.clear());

	const user = (username: string) => stage().jumpCloud.state.user(username);
	/** Lets something happen in Factorial, and gives the run that it started. */
	const runAfter = async (happen: () => unknown): Promise<Execution> => {
		stage().jumpCloud.journal.clear();
		await happen();
		await untilQuiet(stage(), workflow.id);
		const [newest] = await stage().client.executions(workflow.id);
		return await stage().client.execution(newest?.id ?? '');
	};
	/** One delivery about several people. */
	const together = (...changes: Array<Partial<EmployeeRecord> & { id: string }>) => {
		const { factorial } = stage();
		factorial.switches.bulkPayloadAsArray = true;
		factorial.updateEmployees(changes);
		factorial.switches.bulkPayloadAsArray = false;
	};
	/** A delivery with the true challenge, whatever it says. */
	const deliver = async (event: string, body: object) => {
		const { subscriptions } = stage().factorial.state;
		const { target_url, challenge } = subscriptions.find(({ type }) => type === event) ?? {};
		const headers = { 'x-factorial-wh-challenge': challenge ?? '' };
		const answer = await axios.post(target_url ?? '', body, { headers, proxy: false });
		expect(answer.status).toBe(200);
	};
	/** What was written about users, in order: who, and the fields. */
	const writes = () =>
		stage()
			.jumpCloud.journal.writes()
			.map(({ path, body, status }) => {
				const { users: everybody } = stage().jumpCloud.state;
				const who = everybody.find(({ _id }) => path.includes(_id))?.username ?? 'somebody new';
				return `${who}: ${Object.keys(body as object).join(', ')} (${status})`;
			});
	const lookAt = (run: Execution) => runsOf(run, 'People to Look At').flat();
	/** Whether a step says beside its output that nobody was asked who else has an email. */
	const missesWitnesses = (run: Execution, step: string) =>
		(run.data.resultData.runData[step] ?? [])
			.flatMap(({ hints = [] }) => hints)
			.some(({ message }) => message.includes("'Only a Witness'"));
	const timesOf = (run: Execution, step: string) => runsOf(run, step).length;

	it('shows everybody of a delivery in the branch of what happens, and applies once, suspensions first', async () => {
		const noor = stage().factorial.hire(
			{ first_name: 'Noor', last_name: 'Vidal', login_email: 'noor@corp.example' },
			SILENT,
		);
		const run = await runAfter(() =>
			together(
				{ id: noor.id, city: 'Valencia' },
				{ id: '2', last_name: 'Dos-Ruiz' },
				{ id: '1', terminated_on: LONG_AGO },
				{ id: '3', login_email: null, email: null },
				{ id: '4', city: 'Valencia' },
			),
		);

		const branch = (name: string) =>
			itemsFrom(run, `Own Steps for ${name}`).map(
				({ person }) => (person as { firstName: string }).firstName,
			);
		expect({
			joins: branch('Joiners'),
			changes: branch('Changes'),
			leaves: branch('Leavers'),
			comesBack: branch('Returners'),
			needsALook: branch('the Rest'),
		}).toEqual({
			...{ joins: ['Noor'], changes: ['Bo'], leaves: ['Ada'] },
			...{ comesBack: [], needsALook: ['Cy'] },
		});
		expect(run.status).toBe('success');
		expect(timesOf(run, 'Apply Changes')).toBe(1);
		expect(itemsFrom(run, 'Record of Changes')).toContainEqual(
			expect.objectContaining({
				...{ id: expect.any(Number), execution: run.id, why: 'mover' },
				...{ what: 'update', field: 'lastname', to_value: 'Dos-Ruiz' },
			}),
		);
		expect(writes()[0]).toMatch(/^ada\.uno: .*state.* \(200\)$/);
		expect(user('ada.uno').state).toBe('SUSPENDED');
		expect(user('bo.dos').lastname).toBe('Dos-Ruiz');
		expect(user('noor.vidal').state).toBe('STAGED');
		expect(lookAt(run)).toEqual([
			{
				...{ employee_id: '3', full_name: 'Cy Tres', event: 'employees/employee/update' },
				...{ reason: 'missing_work_email', conflict: '' },
				message: expect.any(String) as string,
			},
		]);
	});

	it('asks for witnesses before access is taken: an email that somebody else has by now is a conflict', async () => {
		const { factorial } = stage();
		factorial.updateEmployee('5', { login_email: null, email: null }, SILENT);
		factorial.hire(
			{ first_name: 'Ed', last_name: 'Cinco', login_email: 'ed@corp.example' },
			SILENT,
		);
		const run = await runAfter(() => factorial.terminate('5', LONG_AGO));

		expect(itemsFrom(run, 'Who Else Has the Email')).toHaveLength(1);
		expect(lookAt(run)).toContainEqual(expect.objectContaining({ employee_id: '5' }));
		expect(writes()).toEqual([]);
		expect(user('ed.cinco').state).toBe('ACTIVATED');
	});

	it.each([
		['finds nobody but the leaver', 'jan.diez', '10', {}],
		['finds nobody at all', 'kim.once', '11', { login_email: null, email: null }],
	])('has asked for witnesses, also where that %s', async (_, username, id, emails) => {
		const run = await runAfter(() => together({ id, terminated_on: LONG_AGO, ...emails }));

		expect(run.status).toBe('success');
		expect(missesWitnesses(run, 'Plan')).toBe(true);
		expect(missesWitnesses(run, 'Plan Again, With Witnesses')).toBe(false);
		expect(lookAt(run)).toEqual([]);
		expect(user(username).state).toBe('SUSPENDED');
	});

	it('takes somebody about whom two things are planned for one person, when the plan is made again', async () => {
		const lastDay = dayAfter(new Date(), 30);
		const run = await runAfter(() =>
			together({ id: '12', last_name: 'Doce-Paz', terminated_on: lastDay }),
		);

		expect(timesOf(run, 'Plan Again, With Witnesses')).toBe(1);
		expect(lookAt(run)).toEqual([]);
		const { _id, lastname } = user('lou.doce');
		expect(lastname).toBe('Doce-Paz');
		const schedules = stage().jumpCloud.state.schedules.filter((one) => one.systemUserId === _id);
		expect(schedules).toHaveLength(1);
	});

	it('has a message for the manager of whoever loses access for good, which is sent once the step is switched on', async () => {
		const lastDay = dayAfter(new Date(), 30);
		const later = await runAfter(() =>
			together(
				{ id: '13', manager_id: '2', terminated_on: lastDay },
				{ id: '4', manager_id: '2', last_name: 'Cuatro-Paz' },
			),
		);
		const written = (run: Execution) => itemsFrom(run, 'Message to the Manager');
		expect(written(later)).toEqual([
			{
				manager_email: emailOf('Bo'),
				subject: expect.stringMatching(
					/^Mia Trece: access ends \d{4}-\d\d-\d\d \d\d:\d\d$/,
				) as string,
				text: expect.stringMatching(
					/^Mia Trece \(mia@corp\.example\) cannot log in any more from /,
				) as string,
			},
		]);
		expect(later.status).toBe('success');

		// At once, and of somebody without a manager: whoever switches the step on says who gets that.
		const now = await runAfter(() => together({ id: '14', terminated_on: LONG_AGO }));
		expect(written(now)).toEqual([
			expect.objectContaining({ manager_email: '', subject: 'Ned Catorce: access ends now' }),
		]);
		expect(user('ned.catorce').state).toBe('SUSPENDED');

		// What is switched off lets items through as they are, and sends nothing.
		expect(itemsFrom(now, 'Tell the Manager')).toEqual(written(now));
	});

	it('says which conflict it is', async () => {
		const twin = { first_name: 'Max', last_name: 'Otro', login_email: emailOf('Bo') };
		const { id } = stage().factorial.hire(twin, SILENT);
		const run = await runAfter(() => together({ id, city: 'Valencia' }));

		expect(lookAt(run)).toEqual([
			expect.objectContaining({
				...{ employee_id: id, full_name: 'Max Otro' },
				...{ reason: 'conflict', conflict: 'linked_to_other_employee' },
			}),
		]);
		// As long as Max is there with that email, nobody takes anything from Bo.
		stage().factorial.terminate(id, LONG_AGO, SILENT);
	});

	it('does not ask Factorial about others where nobody loses anything', async () => {
		const run = await runAfter(() =>
			stage().factorial.updateEmployee('6', { last_name: 'Seis-Gil' }),
		);

		expect(user('flo.seis').lastname).toBe('Seis-Gil');
		expect([timesOf(run, 'Who Else Has the Email'), timesOf(run, 'Plan')]).toEqual([0, 1]);
		expect(timesOf(run, 'Plan Again, With Witnesses')).toBe(0);
	});

	it('lets steps of one’s own look up the record of the person, also when the plan was made again', async () => {
		const { client } = stage();
		const saved = await client.workflow(workflow.id);
		const own = {
			...{ id: 'own', name: 'Farewell', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
			position: [2300, 100],
			parameters: {
				mode: 'raw',
				jsonOutput:
					"={{ { planned: $json.person.employeeId, read: $('Read Employee').item.json.id } }}",
			},
		};
		const beside = { main: [[{ node: own.name, type: 'main', index: 0 }]] };
		const place = saved.connections['Own Steps for Leavers'] as typeof beside;
		const both = { main: [[...(place.main[0] ?? []), ...(beside.main[0] ?? [])]] };
		await client.updateWorkflow(workflow.id, {
			nodes: [...saved.nodes, own],
			connections: { ...saved.connections, 'Own Steps for Leavers': both },
		});
		expect(await client.publish(workflow.id)).toBeUndefined();
		const run = await runAfter(() =>
			together(
				{ id: '4', city: 'Málaga' },
				{ id: '7', terminated_on: LONG_AGO },
				{ id: '6', terminated_on: LONG_AGO },
			),
		);

		expect(itemsFrom(run, own.name)).toEqual([
			{ planned: '7', read: '7' },
			{ planned: '6', read: '6' },
		]);
		expect([user('gus.siete').state, user('flo.seis').state]).toEqual(['SUSPENDED', 'SUSPENDED']);
	});

	it('lets nobody in while another change of theirs fails, and both once it is retried', async () => {
		const { client, jumpCloud } = stage();
		const { nodes } = await client.workflow(workflow.id);
		for (const { name, parameters } of nodes) {
			if (name.startsWith('Plan')) parameters.rehires = 'unsuspend';
		}
		await client.updateWorkflow(workflow.id, { nodes });
		expect(await client.publish(workflow.id)).toBeUndefined();
		const { _id } = user('gus.siete');
		const path = new RegExp(_id);
		// The change of the name is refused; a change of the state would not be.
		jumpCloud.fail({ kind: 'status', status: 403, method: 'PUT', path, times: 2 });
		const changes = { id: '7', terminated_on: null, last_name: 'Siete-Sol' };
		const run = await runAfter(() => together(changes, { id: '2', last_name: 'Dos' }));

		expect(run.status).toBe('error');
		expect(run.data.resultData.lastNodeExecuted).toBe('Apply Changes');
		expect(writes().filter((line) => line.startsWith('gus'))).toEqual([
			'gus.siete: lastname (403)',
			'gus.siete: lastname (403)',
		]);
		expect(user('gus.siete').state).toBe('SUSPENDED');
		expect(user('bo.dos').lastname).toBe('Dos');
		expect(lookAt(run).map(({ reason }) => reason)).toEqual(
			expect.arrayContaining(['not_accepted', 'earlier_change_failed']),
		);

		await client.retry(run.id);
		expect(user('gus.siete')).toMatchObject({ state: 'ACTIVATED', lastname: 'Siete-Sol' });
	});

	it('takes a leaver’s access when the run is retried after an outage of JumpCloud', async () => {
		const { client, factorial, jumpCloud } = stage();
		// It answers questions, and carries nothing out.
		jumpCloud.fail({ kind: 'status', status: 500, method: 'PUT', forMs: PATIENCE_MS });
		const run = await runAfter(() => factorial.terminate('8', LONG_AGO));

		expect(run.status).toBe('error');
		expect(run.data.resultData.lastNodeExecuted).toBe('Apply Changes');
		expect(timesOf(run, 'Apply Changes')).toBe(2);
		expect(user('hal.ocho').state).toBe('ACTIVATED');
		expect(lookAt(run)).toEqual([
			expect.objectContaining({
				...{ employee_id: '8', full_name: 'Hal Ocho', event: 'employees/employee/terminate' },
				message: expect.stringContaining('tried once more') as string,
			}),
		]);

		jumpCloud.faults.clear();
		const retried = await client.execution(await client.retry(run.id));
		expect(retried.status).toBe('success');
		expect(user('hal.ocho').state).toBe('SUSPENDED');
		const told = [run, retried].map((one) => runsOf(one, 'Message to the Manager').flat());
		expect(told.map(({ length }) => length)).toEqual([0, 1]);
	});

	it('takes it, too, when JumpCloud could not even be read', async () => {
		const { client, factorial, jumpCloud } = stage();
		jumpCloud.fail({ kind: 'status', status: 500, forMs: PATIENCE_MS });
		const run = await runAfter(() => factorial.terminate('9', LONG_AGO));

		expect([run.status, run.data.resultData.lastNodeExecuted]).toEqual(['error', 'Plan']);
		expect(user('ida.nueve').state).toBe('ACTIVATED');

		jumpCloud.faults.clear();
		await client.retry(run.id);
		expect(user('ida.nueve').state).toBe('SUSPENDED');
	});

	it('takes back what it can for two people of one delivery, and ends as failed about the other', async () => {
		const { client, jumpCloud } = stage();
		const lastDay = dayAfter(new Date(), 30);
		const isLeaving = (username: string) =>
			jumpCloud.state.schedules.some(({ systemUserId }) => systemUserId === user(username)._id);
		await runAfter(() =>
			together({ id: '2', terminated_on: lastDay }, { id: '4', terminated_on: lastDay }),
		);
		expect([isLeaving('bo.dos'), isLeaving('di.cuatro')]).toEqual([true, true]);

		const job = jumpCloud.state.schedules.find(
			({ systemUserId }) => systemUserId === user('bo.dos')._id,
		);
		const path = new RegExp(job?.scheduledJobId ?? 'none');
		jumpCloud.fail({ kind: 'status', status: 403, method: 'DELETE', path, forMs: PATIENCE_MS });
		const run = await runAfter(() =>
			together({ id: '2', terminated_on: null }, { id: '4', terminated_on: null }),
		);
		expect([isLeaving('bo.dos'), isLeaving('di.cuatro')]).toEqual([true, false]);
		expect([run.status, run.data.resultData.lastNodeExecuted]).toEqual(['error', 'Apply Changes']);
		expect(run.data.resultData.error?.message).toContain('Bo Dos');

		jumpCloud.faults.clear();
		await client.retry(run.id);
		expect(isLeaving('bo.dos')).toBe(false);
	});

	it('looks once at somebody about whom one delivery holds several records', async () => {
		stage().factorial.updateEmployee(
			'3',
			{ login_email: emailOf('Cy'), email: emailOf('Cy') },
			SILENT,
		);
		stage().factorial.updateEmployee('3', { first_name: 'Cyril' }, SILENT);
		const body = ['71', '72'].map((id) => ({ id, employee_id: '3', effective_on: '2024-03-01' }));
		const run = await runAfter(() => deliver('contracts/contract_version/update', body));

		expect(run.status).toBe('success');
		expect(lookAt(run)).toEqual([]);
		expect(user('cy.tres').firstname).toBe('Cyril');
	});

	it('touches nobody for a delivery about an ID that Factorial does not know', async () => {
		const { jumpCloud } = stage();
		const event = 'employees/employee/unterminate';
		jumpCloud.state.addUser({
			...{ username: 'locked', employeeIdentifier: '31337', state: 'SUSPENDED' },
		});
		const body = { id: '31337', first_name: 'Mal', last_name: 'Ory', full_name: 'Mal Ory' };
		const run = await runAfter(() => deliver(event, body));

		expect(run.status).toBe('success');
		expect(lookAt(run)).toEqual([
			expect.objectContaining({ employee_id: '31337', event, reason: 'employee_not_found' }),
		]);
		expect(writes()).toEqual([]);
		expect(user('locked').state).toBe('SUSPENDED');
	});
});
