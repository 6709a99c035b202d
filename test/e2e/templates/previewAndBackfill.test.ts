import { aCompany } from '../../../playground/company/company';
import { itemsFrom } from '../../../playground/n8n/outputs';
import type { Execution } from '../../../playground/n8n/wire';
import { decide } from '../support/approval';
import { lastItem, runAbout } from '../support/runs';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

describe('the first synchronisation of a company that is there already', () => {
	// Three have users that nobody has linked yet: one with a surname more, one with just the name, and
	// one with none of it, of whom only a person can say whose it is.
	const users = [
		{
			username: 'mo',
			email: 'Marta.Oliveras@corp.example',
			firstname: 'Marta',
			lastname: 'Oliveras Prat',
		},
		{ username: 'inigo', email: 'inigo@corp.example', firstname: 'Íñigo', lastname: 'Etxeberria' },
		{ username: 'zoe', email: 'zoe.vandenberg@corp.example', firstname: 'Front', lastname: 'Desk' },
		{ username: 'backup', email: 'backup@corp.example' },
	];
	const stage = world({ company: aCompany(new Date()), users });
	let workflowId: string;
	let asked: Execution;

	beforeAll(async () => {
		workflowId = (await stage().importTemplate('preview-and-backfill')).id;
	});

	/** Executes it by hand, up to the question. */
	const begin = async () => {
		await stage().client.runFrom(workflowId, 'Execute by Hand');
		return await runAbout(stage(), workflowId, 'waiting', 'approval_link');
	};
	/** Sends the form; what is left out is a list. */
	const answer = async (decision: string, leftOut: string[] = []) => {
		const link = String(lastItem(asked, 'Ask for Approval')?.approval_link);
		expect(await decide(link, decision, JSON.stringify(leftOut))).toBe(200);
		return await runAbout(stage(), workflowId, 'success', 'approval_link', asked.id);
	};
	const directory = () =>
		stage().jumpCloud.state.users.map(({ username, state }) => [username, state]);

	it('is shown as a table before anything is written', async () => {
		asked = await begin();
		const table = itemsFrom(asked, 'Show as a Table');

		expect(table).toContainEqual(
			expect.objectContaining({
				...{ who: 'Marta Oliveras, mo', action: 'update', reason: 'adopted' },
				changes: 'employeeIdentifier: nothing → 1001; lastname: Oliveras Prat → Oliveras',
			}),
		);
		expect(table).toContainEqual(
			expect.objectContaining({
				...{ who: 'Zoë van den Berg', action: 'conflict' },
				...{ reason: 'name_differs', conflict: 'name_differs' },
				message: expect.stringContaining('"Front Desk"'),
			}),
		);
		expect(table).toContainEqual(
			expect.objectContaining({
				who: 'Amira Haddad',
				action: 'skip',
				reason: 'missing_work_email',
			}),
		);
		expect(table.filter(({ action }) => action === 'create').length).toBeGreaterThan(15);
		expect(lastItem(asked, 'Ask for Approval')?.plan).toMatch(/^\d+ create, 2 update/);
		expect(stage().jumpCloud.journal.writes()).toEqual([]);
	});

	it('is not applied after a no', async () => {
		const run = await answer('Reject');

		expect(run.data.resultData.runData.Apply).toBeUndefined();
		expect(directory()).toHaveLength(users.length);
	});

	it('is applied in part, where the form leaves something out', async () => {
		asked = await begin();
		const run = await answer('Approve', ['create']);

		expect(itemsFrom(run, 'What Came of It').map(({ action }) => action)).toEqual(
			expect.arrayContaining(['update', 'update', 'skip']),
		);
		expect(directory()).toHaveLength(users.length);
	});

	it('is applied after a yes: users are taken over, new ones are Staged, the rest is left alone', async () => {
		asked = await begin();
		const run = await answer('Approve');
		const outcome = itemsFrom(run, 'What Came of It');

		expect(outcome.filter(({ result }) => result === 'applied').length).toBeGreaterThan(15);
		expect(outcome.filter(({ result }) => !['applied', 'noop'].includes(String(result)))).toEqual(
			[],
		);
		expect(stage().jumpCloud.state.user('mo')).toMatchObject({
			...{ employeeIdentifier: '1001', lastname: 'Oliveras', state: 'ACTIVATED' },
		});
		const made = directory().filter(
			([username]) => !users.some((user) => user.username === username),
		);
		expect(new Set(made.map(([, state]) => state))).toEqual(new Set(['STAGED']));
		expect(stage().jumpCloud.state.user('backup').employeeIdentifier).toBeUndefined();
		expect(stage().jumpCloud.state.user('zoe')).toMatchObject({ lastname: 'Desk' });
		expect(stage().jumpCloud.state.user('zoe').employeeIdentifier).toBeUndefined();
		expect(stage().jumpCloud.state.mails).toEqual([]);
	});

	it('leaves nothing to apply when it is repeated', async () => {
		const before = stage().jumpCloud.journal.writes().length;
		asked = await begin();
		const run = await answer('Approve');

		expect(stage().jumpCloud.journal.writes()).toHaveLength(before);
		expect(itemsFrom(run, 'What Came of It').filter(({ result }) => result !== 'noop')).toEqual([]);
	});
});
