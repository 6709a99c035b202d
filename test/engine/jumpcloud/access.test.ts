import { oddServer } from '../../support/oddServer';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	closedLater,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

const ORGANIZATION = '6650d2f1a0b1c2d3e4f50001';

describe('a key that is refused', () => {
	it('is not tried again, and the error says what may have happened to it', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUser(sim, 'get', {
			parameters: byEmployee('512'),
			credential: { apiKey: 'jca_of_another_region' },
		});

		expect(words(error)).toMatch(/does not accept the API key.*revokes.*expire.*region/);
		expect(calls(sim)).toEqual(['search']);
	});

	it('is not tried again for the items that follow', async () => {
		const sim = await jumpCloud({ switches: { keyRevoked: true } });
		const people = Array.from({ length: 100 }, (_, n) => aPerson({ id: String(n + 1) }));
		await runUser(sim, 'upsert', { items: people });

		expect(calls(sim).length).toBeLessThanOrEqual(8);
	});

	it('that is missing is an error about the key, not about a page', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'html', status: 302 });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(words(error)).toMatch(/login page.*API key/);
		expect(calls(sim)).toEqual(['search']);
	});

	it('stays hidden although the service repeats it', async () => {
		const body = { message: 'no such key: jca_odd_key', errors: [{ message: 'jca_odd_key' }] };
		const server = closedLater(await oddServer(() => ({ status: 401, body })));
		const { error } = await runUser(server, 'upsert', { items: [aPerson()] });

		expect(words(error)).toContain('***');
	});
});

describe('a role', () => {
	it('that may only read is told which ones may write', async () => {
		const sim = await jumpCloud({ switches: { readOnlyRole: true } });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(words(error)).toMatch(/may not.*Manager, Administrator or Administrator With Billing/);
		expect(calls(sim)).toEqual(['search', 'create']);
	});

	it('that may only read can keep people in step who are right already', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { readOnlyRole: true } });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'unchanged' }]);
	});
});

describe('an admin of several organizations', () => {
	const switches = { multiTenantKey: 'headerRequired' as const };

	it('is refused without an organization ID, is told to fill it in, and nothing is written', async () => {
		const sim = await jumpCloud({ switches });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(error).toMatchObject({
			message: 'JumpCloud does not know which organization is meant',
			description: expect.stringMatching(/^Fill in 'Organization ID'.*no organization selected$/),
		});
		expect(sim.journal.writes()).toEqual([]);
	});

	it('works on the organization of the credential', async () => {
		const sim = await jumpCloud({ switches });
		await runUser(sim, 'upsert', {
			items: [aPerson()],
			credential: { organizationId: ORGANIZATION },
		});

		expect(sim.state.users).toHaveLength(1);
	});

	it.each([
		['one that does not exist', 'f'.repeat(24)],
		['something that is no ID', 'Corp Example'],
	])('is told about %s', async (_case, organizationId) => {
		const sim = await jumpCloud({ switches });
		const { error } = await runUser(sim, 'upsert', {
			items: [aPerson()],
			credential: { organizationId },
		});

		expect(words(error)).toMatch(/organization/i);
		expect(sim.state.users).toEqual([]);
	});

	it('can activate also where that call refuses the organization ID', async () => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'STAGED' })],
			switches: { orgHeaderForbidden: true },
		});
		const { items } = await runUser(sim, 'activate', {
			parameters: byEmployee('512'),
			credential: { organizationId: ORGANIZATION },
		});

		expect(items).toMatchObject([{ action: 'activated' }]);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});
});

describe('an address that would show the key to others', () => {
	it.each(['http://directory.example', 'ftp://127.0.0.1', 'https://me:pw@directory.example', ''])(
		"'%s' is refused before anything is sent, for every item",
		async (baseUrl) => {
			const sim = await jumpCloud();
			const people = [aPerson(), aPerson({ id: '513' })];
			const credential = { baseUrl };
			const stopped = await runUser(sim, 'upsert', { items: people, credential });
			const goingOn = await runUser(sim, 'upsert', { items: people, credential, node: GOES_ON });

			expect(words(stopped.error)).toMatch(/base URL.*credential/);
			expect(goingOn.items).toMatchObject(
				people.map(() => ({ error: expect.stringContaining('base URL') })),
			);
		},
	);

	it('a pasted /api at its end does no harm', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', {
			items: [aPerson()],
			credential: { baseUrl: `${sim.url}/api/` },
		});

		expect(sim.state.users).toHaveLength(1);
	});
});
