import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { eventTypes } from '../../../nodes/Factorial/trigger/events';
import { employee, runFactorial } from '../../support/factorial';
import { CREATED, TERMINATED, UPDATED, held, freshWorld } from './world.support';

const CONTRACT = 'contracts/contract_version/update';
const MEMBER = 'teams/membership/create';
const BULK = 'teams/membership/bulk_upsert';
const PROMOTION = 'contracts/contract_version_request/approve';
const CONTRACT_CREATED = 'contracts/contract_version/create';

const world = freshWorld();

async function publish(events: readonly string[], choices: INodeParameters = {}) {
	const node = await world.n8n.node({ parameters: { events: [...events], ...choices } });
	await node.start();
	world.factorial.journal.clear();
	return node;
}

/** The items of all executions, once nothing is pending any more. */
async function arrived(): Promise<IDataObject[]> {
	await world.factorial.settled();
	return world.n8n.executions.flat();
}

describe('an event about an employee', () => {
	it('gives the identity of the employee, the event and the author', async () => {
		await publish([TERMINATED]);
		const author = { id: '33', type: 'employee' } as const;
		world.factorial.terminate('512', '2031-12-31', { author });
		const [item] = await arrived();
		expect(item).toEqual({
			event: TERMINATED,
			id: '512',
			first_name: 'Noor',
			last_name: 'Vidal',
			full_name: 'Noor Vidal',
			preferred_name: null,
			email: 'noor.home@mail.example',
			login_email: 'noor@corp.example',
			work_email: 'noor@corp.example',
			company_id: '4711',
			company_identifier: null,
			manager_id: null,
			location_id: null,
			legal_entity_id: null,
			active: true,
			is_terminating: true,
			terminated_on: '2031-12-31',
			created_at: expect.any(String) as string,
			updated_at: expect.any(String) as string,
			author_id: '33',
			author_type: 'employee',
		});
	});

	it('is answered with a short 200 of our own', async () => {
		await publish([UPDATED]);
		world.factorial.updateEmployee('512', {});
		await arrived();
		expect(world.factorial.deliveries[0]?.attempts).toMatchObject([
			{ status: 200, answer: '{"received":true}' },
		]);
	});

	it('tells the event without the help of the query', async () => {
		world.factorial.switches.dropQuery = true;
		await publish([CREATED, UPDATED]);
		world.factorial.updateEmployee('512', {});
		world.factorial.hire({ first_name: 'Ada', last_name: 'Roth', email: 'ada@corp.example' });
		const events = (await arrived()).map(({ event }) => event);
		expect(events.sort()).toEqual([CREATED, UPDATED].sort());
	});

	it('has the emails that the event itself lacked', async () => {
		await publish([CREATED]);
		world.factorial.hire({ first_name: 'Ada', last_name: 'Roth', email: 'ada@corp.example' });
		expect(await arrived()).toMatchObject([
			{ first_name: 'Ada', login_email: 'ada@corp.example', work_email: 'ada@corp.example' },
		]);
	});

	it('has the values of now, not those of the event', async () => {
		await publish([UPDATED]);
		world.factorial.updateEmployee('512', { last_name: 'Old' });
		world.factorial.updateEmployee('512', { last_name: 'New' });
		const names = (await arrived()).map(({ last_name: name }) => name);
		expect(names).toEqual(['New', 'New']);
	});

	it('gives what was sent when it is not to be read again', async () => {
		await publish([CREATED], { rereadEmployee: false });
		world.factorial.hire({ first_name: 'Ada', last_name: 'Roth', email: 'ada@corp.example' });
		expect(await arrived()).toMatchObject([{ first_name: 'Ada', work_email: null }]);
		expect(world.factorial.journal.all()).toEqual([]);
	});

	it('keeps ids that no number can hold', async () => {
		await publish([UPDATED]);
		world.factorial.updateEmployee('18446744073709777', {});
		expect(await arrived()).toMatchObject([{ id: '18446744073709777', first_name: 'Ivo' }]);
	});

	it('keeps them even when an old subscription sends numbers', async () => {
		await publish([UPDATED]);
		held(world, UPDATED).api_version = '2026-04-01';
		world.factorial.updateEmployee('18446744073709777', {});
		expect(await arrived()).toMatchObject([{ id: '18446744073709777', first_name: 'Ivo' }]);
		expect(world.factorial.deliveries[0]?.attempts[0]?.body).toContain('"id":18446744073709777,');
	});

	it('gives one item for each record of a bulk', async () => {
		world.factorial.switches.bulkPayloadAsArray = true;
		await publish([UPDATED]);
		world.factorial.updateEmployees([
			{ id: '512', last_name: 'Roth' },
			{ id: '18446744073709777', last_name: 'Roth' },
		]);
		await arrived();
		expect(world.n8n.executions).toMatchObject([
			[
				{ id: '512', last_name: 'Roth' },
				{ id: '18446744073709777', last_name: 'Roth' },
			],
		]);
	});
});

describe('reading the employee again', () => {
	it('falls back to the list when the record cannot be read by its id', async () => {
		world.factorial.switches.getByIdMissing = true;
		await publish([UPDATED]);
		world.factorial.updateEmployee('512', {});
		const [item] = await arrived();
		expect(item).toMatchObject({ id: '512', work_email: 'noor@corp.example' });
		expect(item).not.toHaveProperty('reread');
	});

	it.each(['999', '.', '..', '512/..'])(
		'takes nobody’s word for who it is when nobody has the id %s',
		async (id) => {
			await publish([UPDATED], { output: 'all' });
			const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge ?? '' };
			const sent = { id, login_email: 'ivo@corp.example', terminated_on: '2001-01-01' };
			const { url } = await world.n8n.node({ parameters: {} });
			const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) });
			expect(answer.status).toBe(200);
			expect(await arrived()).toEqual([
				{ event: UPDATED, id, employee: sent, reread: 'not_found' },
			]);
		},
	);

	it('asks Factorial to deliver again when it cannot read now, and loses nothing', async () => {
		await publish([UPDATED]);
		const path = /employees\/512$/;
		world.factorial.fail({ kind: 'status', status: 500, path, times: 4 });
		world.factorial.updateEmployee('512', { last_name: 'Roth' });
		expect(await arrived()).toMatchObject([{ id: '512', last_name: 'Roth' }]);
		const [delivery] = world.factorial.deliveries;
		expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, 200]);
	});

	it('asks for it as well when the key was revoked, without an execution', async () => {
		await publish([UPDATED]);
		world.factorial.fail({ kind: 'status', status: 401, path: /employees/, times: 99 });
		world.factorial.updateEmployee('512', {});
		expect(await arrived()).toEqual([]);
		const answers = world.factorial.deliveries[0]?.attempts.map(({ status }) => status);
		expect(answers).toEqual([503, 503, 503]);
		expect(held(world, UPDATED).enabled).toBe(false);
	});
});

describe('events about contracts and teams', () => {
	it('give the employee, and the contract without its salary', async () => {
		await publish([CONTRACT]);
		world.factorial.updateContractVersion('3001', { job_title: 'Team Lead' });
		const [item] = await arrived();
		expect(item).toMatchObject({
			event: CONTRACT,
			id: '512',
			full_name: 'Noor Vidal',
			work_email: 'noor@corp.example',
			contract_version: { id: '3001', employee_id: '512', job_title: 'Team Lead' },
		});
		expect(JSON.stringify(item)).not.toContain('4200000');
	});

	it('give the whole contract only with all fields', async () => {
		await publish([CONTRACT], { output: 'all' });
		world.factorial.updateContractVersion('3001', { job_title: 'Team Lead' });
		expect(await arrived()).toMatchObject([{ contract_version: { salary_amount: 4200000 } }]);
	});

	it('give the employee and the membership', async () => {
		await publish([MEMBER]);
		const { id } = world.factorial.addMembership({ employee_id: '512', team_id: '15' });
		expect(await arrived()).toMatchObject([
			{ id: '512', first_name: 'Noor', membership: { id, team_id: '15', lead: false } },
		]);
	});

	it('need no id of their own, and give one item for each person of a bulk', async () => {
		Object.assign(world.factorial.switches, { payloadsWithoutId: true, bulkPayloadAsArray: true });
		await publish([BULK]);
		world.factorial.addMemberships([
			{ employee_id: '512', team_id: '15' },
			{ employee_id: '18446744073709777', team_id: '15' },
		]);
		const items = await arrived();
		expect(items).toMatchObject([
			{ event: BULK, id: '512', first_name: 'Noor', membership: { team_id: '15' } },
			{ event: BULK, id: '18446744073709777', first_name: 'Ivo' },
		]);
		expect(world.n8n.executions).toHaveLength(1);
	});

	it('give the employee and what a promotion asks for, without the salary', async () => {
		await publish([PROMOTION]);
		world.factorial.approvePromotion('512', { job_title: 'Head', salary_amount: 4200001 });
		const [item] = await arrived();
		expect(item).toMatchObject({
			...{ event: PROMOTION, id: '512', full_name: 'Noor Vidal' },
			contract_version_request: { employee_id: '512', job_title: 'Head' },
		});
		expect(JSON.stringify(item)).not.toContain('4200001');
	});

	it('that name nobody leave with what was sent, and touch nobody', async () => {
		const node = await publish([BULK]);
		const headers = { 'x-factorial-wh-challenge': held(world, BULK).challenge };
		const { workflowData } = await node.receive({ body: { id: '61', team_id: '15' }, headers });
		expect(workflowData?.[0]).toMatchObject([
			{ json: { id: null, reread: 'failed', membership: { id: '61', team_id: '15' } } },
		]);
	});

	it('are a joiner’s, whoever they are about: nobody has to be known before', async () => {
		await publish([CONTRACT_CREATED]);
		const { id } = world.factorial.hire({
			first_name: 'Bo',
			last_name: 'Ruiz',
			email: 'bo@corp.example',
		});
		expect(await arrived()).toMatchObject([
			{ event: CONTRACT_CREATED, id, first_name: 'Bo', work_email: 'bo@corp.example' },
		]);
	});

	it('name the employee alone when it is not to be read', async () => {
		await publish([CONTRACT], { rereadEmployee: false });
		world.factorial.updateContractVersion('3001', { job_title: 'Team Lead' });
		const [item] = await arrived();
		expect(Object.keys(item ?? {})).toEqual(['event', 'id', 'contract_version']);
		expect(item?.id).toBe('512');
		expect(world.factorial.journal.all()).toEqual([]);
	});
});

describe('what leaves the node', () => {
	it('is nothing sensitive by default', async () => {
		await publish([UPDATED]);
		world.factorial.updateEmployee('512', {});
		const [item] = await arrived();
		for (const field of ['bank_number', 'social_security_number', 'personal_email']) {
			expect(item).not.toHaveProperty(field);
		}
	});

	it('is what was selected, with the id and the work email', async () => {
		await publish([UPDATED], { output: 'selected', fields: ['last_name', 'bank_number'] });
		world.factorial.updateEmployee('512', {});
		const [item] = await arrived();
		expect(item).toEqual({
			event: UPDATED,
			id: '512',
			last_name: 'Vidal',
			bank_number: 'ES0000000000000000000001',
			work_email: 'noor@corp.example',
		});
	});

	it('is everything when asked for', async () => {
		await publish([UPDATED], { output: 'all' });
		world.factorial.updateEmployee('512', {});
		expect(await arrived()).toMatchObject([{ social_security_number: '00-0000000-01' }]);
	});

	it.each([
		['login_email,email', 'noor@corp.example'],
		['email,login_email', 'noor@corp.example'],
		['login_email', 'noor@corp.example'],
		['email', null],
	])('has a work email from %s that is never the personal one', async (source, expected) => {
		await publish([UPDATED], { workEmailSource: source });
		world.factorial.updateEmployee('512', {});
		expect(await arrived()).toMatchObject([{ work_email: expected }]);
	});

	it('holds neither the key nor a challenge', async () => {
		await publish([UPDATED], { output: 'all' });
		world.factorial.updateEmployee('512', {});
		const text = JSON.stringify(await arrived());
		expect(text).not.toContain(world.factorial.credential.apiKey);
		expect(text).not.toContain(held(world, UPDATED).challenge);
	});
});

describe('acknowledging when the workflow finishes', () => {
	it('leaves the answer to n8n, which knows how the workflow ended', async () => {
		const node = await publish([UPDATED], { acknowledge: 'lastNode' });
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		const result = await node.receive({ body: { id: '512' }, headers });
		expect(result.workflowData).toHaveLength(1);
		expect(result).not.toHaveProperty('webhookResponse');
		expect(result.answer).toEqual({});
	});
});

describe('every event, when the employee is not to be read', () => {
	const cases = eventTypes.flatMap((type): Array<[string, string, IDataObject]> => {
		if (type.startsWith('employees/')) {
			return [
				[type, 'an employee', { id: '512', full_name: 'Noor Vidal' }],
				[type, 'an id as a number', { id: 512 }],
			];
		}
		return [
			[type, 'its own id and the employee’s', { id: '9', employee_id: '512' }],
			[type, 'no id of its own', { employee_id: '512', lead: false }],
			[type, 'ids as numbers', { id: 9, employee_id: 512 }],
		];
	});

	it.each(cases)('%s with %s says whom to look at, and why', async (type, _, body) => {
		const node = await publish([type], { rereadEmployee: false });
		const headers = { 'x-factorial-wh-challenge': held(world, type).challenge };
		const { answer, workflowData } = await node.receive({ body, headers });

		expect(workflowData?.[0]).toMatchObject([{ json: { event: type, id: '512' } }]);
		expect(answer).toEqual({});
		expect(world.factorial.journal.all()).toEqual([]);
	});

	it('goes on to *Get*, which reads whom it is about as they are then', async () => {
		const node = await publish([UPDATED], { rereadEmployee: false });
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		const { workflowData } = await node.receive({ body: { id: '512' }, headers });
		world.factorial.updateEmployee('512', { last_name: 'Roth' });
		const items = (workflowData?.[0] ?? []).map(({ json }) => json);
		const parameters = employee('id', '={{ $json.id }}');
		const read = await runFactorial(world.factorial, 'employee', 'get', { items, parameters });
		expect(read.items).toMatchObject([{ event: UPDATED, id: '512', last_name: 'Roth' }]);
	});
});

it('recognises every event that it offers', async () => {
	await publish(eventTypes);
	const { url } = await world.n8n.node({ parameters: {} });
	for (const type of eventTypes) {
		const headers = { 'x-factorial-wh-challenge': held(world, type).challenge ?? '' };
		const body = JSON.stringify({ id: '512', employee_id: '512' });
		await fetch(url, { method: 'POST', headers, body });
	}
	const events = (await arrived()).map(({ event, id }) => ({ event, id }));
	expect(events).toEqual(eventTypes.map((event) => ({ event, id: '512' })));
});
