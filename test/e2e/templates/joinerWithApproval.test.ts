import { dayAfter } from '../../../playground/story/day';
import { decide, openForm, requestFor } from '../support/approval';
import { directoryOf, newHire } from '../support/people';
import { changeSettings } from '../support/published';
import { lastItem, runAbout } from '../support/runs';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

/** A moment as a clock on the wall in Madrid shows it. */
const inMadrid = (at: Date | undefined) =>
	at?.toLocaleString('sv-SE', { timeZone: 'Europe/Madrid' }).slice(0, 16);

describe('new hires who wait for IT’s approval', () => {
	const now = new Date();
	const firstDay = dayAfter(now, 10);
	const stage = world({
		company: {
			teams: [
				{ id: '71', name: 'Finance' },
				{ id: '72', name: 'Night Shift' },
			],
			locations: [{ id: '81', name: 'Madrid' }],
		},
	});
	const directory = directoryOf(stage, 'Alta');
	let workflowId: string;

	beforeAll(async () => {
		const { client, importTemplate, jumpCloud } = stage();
		['Finance', 'Madrid', 'Office Madrid'].forEach((name) => jumpCloud.state.addGroup({ name }));
		workflowId = (await importTemplate('joiner-with-approval')).id;
		expect(await client.publish(workflowId)).toBeUndefined();
	});

	const hire = (name: string, more: object = {}) =>
		stage().factorial.hire({ ...newHire(name, 'Alta', firstDay), location_id: '81', ...more });
	const request = async (name: string) => await requestFor(stage(), workflowId, `${name} Alta`);
	const answer = async (name: string, decision: string, reason?: string) => {
		const { link, run } = await request(name);
		expect(await decide(link, decision, reason)).toBe(200);
		return await runAbout(stage(), workflowId, 'success', `${name} Alta`, run.id);
	};

	it('are Staged, in the group of their location, while IT is asked', async () => {
		const { id } = hire('Ada');
		const { facts } = await request('Ada');
		expect(directory.user('Ada')).toMatchObject({ state: 'STAGED', employeeIdentifier: id });
		expect(directory.groups('Ada')).toEqual(['Madrid']);
		expect(directory.schedule('Ada')).toBeUndefined();
		expect(facts).toMatchObject({
			...{ employee_id: id, start_date: firstDay, job_title: 'Analyst', groups: 'Madrid' },
			warnings: 'none',
		});
	});

	it('are shown to IT in the form, and to nobody without the whole link', async () => {
		const { link } = await request('Ada');
		const page = await openForm(link);
		expect(page.status).toBe(200);
		expect(page.data).toContain('Give Ada Alta access?');
		expect(page.data).toContain('ada.alta');
		expect((await openForm(link.replace(/\?.*/, ''))).status).toBe(401);
	});

	it('approved: JumpCloud activates them at 08:00 of their first day', async () => {
		await answer('Ada', 'Approve');
		const planned = directory.schedule('Ada');
		expect(directory.user('Ada').state).toBe('STAGED');
		expect(planned).toMatchObject({ state: 'ACTIVATED', sendMail: true });
		expect(inMadrid(planned?.scheduledDate)).toBe(`${firstDay} 08:00`);
	});

	it('rejected: they stay Staged, and the reason is in the last step', async () => {
		hire('Bea');
		const run = await answer('Bea', 'Reject', 'An agency worker');
		expect(lastItem(run, 'People to Look At')).toMatchObject({
			...{ full_name: 'Bea Alta', reason: 'rejected', message: 'Rejected: An agency worker' },
		});
		expect(directory.user('Bea').state).toBe('STAGED');
		expect(directory.schedule('Bea')).toBeUndefined();
	});

	it('approved after the first day: active at once', async () => {
		hire('Cleo', newHire('Cleo', 'Alta', dayAfter(now, -3)));
		await answer('Cleo', 'Approve');
		expect(directory.user('Cleo').state).toBe('ACTIVATED');
		expect(directory.mailsTo('Cleo')).toEqual(['cleo@corp.example']);
	});

	it('whose work email comes later are asked about then', async () => {
		const { id } = hire('Dora', { login_email: null, email: null });
		const skipped = await runAbout(stage(), workflowId, 'success', 'missing_work_email');
		expect(lastItem(skipped, 'People to Look At')).toMatchObject({
			...{ employee_id: id, step: 'Create or Update User' },
		});
		stage().factorial.updateEmployee(id, { login_email: 'dora@corp.example' });
		await request('Dora');
		expect(directory.user('Dora').state).toBe('STAGED');
	});

	it('whose hire is called off while IT decides do not get an activation', async () => {
		const { id } = hire('Eva');
		await request('Eva');
		stage().factorial.terminate(id, dayAfter(now, 2));
		const run = await answer('Eva', 'Approve');
		expect(lastItem(run, 'People to Look At')).toMatchObject({ reason: 'does_not_start' });
		expect(directory.schedule('Eva')).toBeUndefined();
	});

	it('join the group of a team later; a group that JumpCloud lacks stops nothing', async () => {
		const employee_id = directory.user('Ada').employeeIdentifier ?? '';
		stage().factorial.addMembership({ employee_id, team_id: '72' });
		stage().factorial.addMembership({ employee_id, team_id: '71' });
		await runAbout(stage(), workflowId, 'success', 'groups.Finance');
		expect(directory.groups('Ada')).toEqual(['Finance', 'Madrid']);
	});

	it('are asked about one by one when they come together', async () => {
		const { factorial } = stage();
		const silent = { silent: true };
		const two = ['Fay', 'Gil'].map((name) =>
			factorial.hire(newHire(name, 'Alta', firstDay), silent),
		);
		factorial.switches.bulkPayloadAsArray = true;
		factorial.updateEmployees(two.map(({ id }) => ({ id, city: 'Madrid' })));
		const first = await request('Fay');
		await decide(first.link, 'Reject', 'Not now');
		expect((await request('Gil')).run.id).toBe(first.run.id);
		const run = await answer('Gil', 'Approve');
		expect(lastItem(run, 'People to Look At')).toMatchObject({ full_name: 'Fay Alta' });
		expect(directory.schedule('Fay')).toBeUndefined();
		expect(directory.schedule('Gil')?.state).toBe('ACTIVATED');
	});

	it('get the mail at home, and the group that is called differently, when Settings say so', async () => {
		const wishes = { mail_to: 'personal', location_group_prefix: 'Office ' };
		await changeSettings(stage(), workflowId, wishes);
		hire('Hal', newHire('Hal', 'Alta', dayAfter(now, -1)));
		await answer('Hal', 'Approve');
		expect(directory.groups('Hal')).toEqual(['Office Madrid']);
		expect(directory.mailsTo('Hal')).toEqual(['hal@home.example']);
	});
});
