import type { Fault } from '../../../playground/core/faults';
import {
	aSmallCompany,
	asked,
	crowd,
	employee,
	factorial,
	runFactorial,
} from '../../support/factorial';
import { GOES_ON, closeAll, closedLater, words } from '../../support/jumpcloud';
import { oddServer } from '../../support/oddServer';
import type { OddAnswer } from '../../support/oddServer';

afterEach(closeAll);

const ALL = { returnAll: true };

describe('a list', () => {
	it('that leads back to its own beginning is an error, and nothing of it is used', async () => {
		const sim = await factorial({
			company: { employees: crowd(250) },
			switches: { repeatedCursor: true },
		});
		const { items, error } = await runFactorial(sim, 'employee', 'getAll', { parameters: ALL });

		expect(words(error)).toMatch(/never ends.*not used/);
		expect(items).toEqual([]);
		expect(asked(sim)).toHaveLength(2);
	});

	it.each([{}, { end_cursor: null }, { end_cursor: '' }])(
		'that goes on without saying where (%p) is not taken for complete',
		async (meta) => {
			const body = { data: [{ id: '1' }], meta: { has_next_page: true, ...meta } };
			const odd = closedLater(await oddServer(() => ({ body })));
			const credential = {
				environment: 'custom',
				baseUrl: odd.credential.baseUrl,
				apiKey: 'eyJ-x',
			};
			const { items, error } = await runFactorial({ credential }, 'team', 'getAll', {
				parameters: ALL,
			});

			expect(words(error)).toContain('not used');
			expect(items).toEqual([]);
		},
	);

	const FULL = Array.from({ length: 100 }, (_, n) => ({ id: String(n + 1) }));

	it.each([
		['an empty object', {}],
		['nothing but the rest of a page', { meta: { has_next_page: false, total: 0 } }],
		['something else under the name', { data: { id: '1' } }],
		['nothing under the name', { data: null, errors: null }],
		['what is missing with a word', { errors: null, message: 'moved' }],
		['a reason', { errors: { exception: ['no such company'] } }],
		['a bare list', [{ id: '1' }]],
		['a list of texts', { data: ['1'] }],
		['a list with a hole', { data: [{ id: '1' }, null] }],
		['a full page that does not say whether it goes on', { data: FULL }],
		['a full page whose end is null', { data: FULL, meta: { has_next_page: null } }],
		['a page whose end is a text', { data: [{ id: '1' }], meta: { has_next_page: 'true' } }],
		['a page that is full by its own limit', { data: FULL.slice(0, 25), meta: { limit: 25 } }],
	])('that is %s is refused, not taken for an empty company', async (_case, body) => {
		const odd = closedLater(await oddServer(() => ({ body })));
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		for (const resource of ['employee', 'team', 'webhookSubscription']) {
			const { items, error } = await runFactorial({ credential }, resource, 'getAll', {
				parameters: ALL,
			});

			expect(words(error)).toMatch(/not used|nothing of it was used/);
			expect(words(error)).toMatch(/Run again later/);
			expect(items).toEqual([]);
		}
	});

	it.each([
		['an empty list', { data: [] }, 0],
		['the errors of an empty list', { errors: null }, 0],
		['a page that is not full', { data: FULL.slice(0, 99) }, 99],
		['a full page that ends', { data: FULL, meta: { has_next_page: false } }, 100],
	])('that is %s is complete', async (_case, body, count) => {
		const odd = closedLater(await oddServer(() => ({ body })));
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		const { items, error } = await runFactorial({ credential }, 'team', 'getAll', {
			parameters: ALL,
		});

		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
	});

	it.each([
		['nothing of them', {}],
		['somebody else', { id: '513', first_name: 'Ivo' }],
		['a wrapper', { data: { id: '512' } }],
	])('is asked where the answer about one person is %s', async (_case, body) => {
		const odd = closedLater(
			await oddServer((_n, path) =>
				path.includes('/employees/512')
					? { body }
					: records({ id: '512', first_name: 'Noor', active: true }),
			),
		);
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		const { items } = await runFactorial({ credential }, 'employee', 'get', {
			parameters: employee('id', '512'),
		});

		expect(items).toMatchObject([{ id: '512', first_name: 'Noor' }]);
	});

	it('of ten thousand pages that bring nobody new is left after the second round', async () => {
		const odd = closedLater(await oddServer((n) => pageOf([String(n % 3)], `cursor-${n}`)));
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		const { items, error } = await runFactorial({ credential }, 'employee', 'getAll', {
			parameters: ALL,
		});

		expect(words(error)).toMatch(/never ends.*not used/);
		expect(items).toEqual([]);
		expect(odd.requests()).toBe(4);
	});

	it('that is needed for an inclusion and never ends fails the item', async () => {
		const odd = closedLater(
			await oddServer((n, path) =>
				path.includes('/employees/employees') ? pageOf(['512']) : pageOf(['1'], `cursor-${n}`),
			),
		);
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		const { items, error } = await runFactorial({ credential }, 'employee', 'getAll', {
			parameters: { ...ALL, include: ['location'] },
		});

		expect(words(error)).toMatch(/never ends/);
		expect(items).toEqual([]);
	});

	it('of teams that do not name their people is completed by the memberships', async () => {
		const odd = closedLater(
			await oddServer((_n, path) => {
				if (path.includes('/memberships'))
					return records({ id: '61', employee_id: '512', team_id: '15', lead: true });
				if (path.includes('/teams/teams')) return records({ id: '15', name: 'Finance' });
				return records({ id: '512', full_name: 'Noor Vidal' });
			}),
		);
		const credential = { environment: 'custom', baseUrl: odd.credential.baseUrl, apiKey: 'eyJ-x' };
		const { items } = await runFactorial({ credential }, 'employee', 'getAll', {
			parameters: { ...ALL, include: ['teams'] },
		});

		expect(items).toMatchObject([{ id: '512', team_names: ['Finance'], team_lead: true }]);
	});
});

describe('a service that is busy or broken for a moment', () => {
	const moments: Array<[string, Fault]> = [
		['429', { kind: 'status', status: 429, retryAfterSeconds: 0, times: 2 }],
		['500', { kind: 'status', status: 500 }],
		['a cut connection', { kind: 'reset' }],
	];
	it.each(moments)('%s in the middle of a walk: everybody is there, once', async (_case, fault) => {
		const sim = await factorial({ company: { employees: crowd(250) } });
		sim.fail({ kind: 'slow', delayMs: 1 });
		sim.fail(fault);
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters: ALL });

		expect(items.map(({ id }) => id)).toEqual(crowd(250).map(({ id }) => id));
	});
});

describe('a service that says no', () => {
	it.each([
		[401, /does not accept the API key.*Check the key/],
		[402, /plan of this company does not include/],
		[403, /may not do this.*full admin/],
		[500, /not working at the moment.*later/],
	])('%d tells what to do', async (status, text) => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'status', status, times: 99 });
		const { error, items } = await runFactorial(sim, 'employee', 'getAll', {});

		expect(words(error)).toMatch(text);
		expect(items).toEqual([]);
	});

	it('with a page instead of data is an error', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'html' });
		const { error } = await runFactorial(sim, 'team', 'getAll', {});

		expect(words(error)).toMatch(/page instead of data.*environment/);
	});

	it('in the middle of a walk fails the item whose walk it was, not the others', async () => {
		const sim = await factorial({ company: { employees: crowd(250) } });
		// The first item needs three pages, the others one each.
		const revoked: Fault = { kind: 'status', status: 401 };
		for (let page = 1; page <= 3; page++) sim.fail({ kind: 'slow', delayMs: 30 });
		sim.fail(revoked);
		const { leaving } = await runFactorial(sim, 'employee', 'getAll', {
			items: [{ limit: 250 }, { limit: 1 }, { limit: 2 }],
			parameters: { limit: '={{ $json.limit }}' },
			node: GOES_ON,
		});

		expect(leaving.map(({ json, pairedItem }) => [json.error ?? json.id, pairedItem])).toEqual([
			[expect.stringContaining('does not accept the API key'), { item: 0 }],
			['1001', { item: 1 }],
			['1001', { item: 2 }],
			['1002', { item: 2 }],
		]);
	});

	it('to an inclusion fails the item; what a later item needs is asked for again', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'status', status: 403, path: /locations$/ });
		const { leaving } = await runFactorial(sim, 'employee', 'get', {
			items: [{ id: '512' }],
			parameters: { ...employee('id', '={{ $json.id }}'), include: ['location'] },
			node: GOES_ON,
		});
		expect(leaving).toMatchObject([{ json: { error: expect.stringContaining('may not') } }]);
	});
});

it('a key of the other environment finds nobody', async () => {
	const sim = await factorial({ company: aSmallCompany(), wrongEnvironmentKey: 'eyJ-demo' });
	const credential = { apiKey: 'eyJ-demo' };
	const { error } = await runFactorial(sim, 'employee', 'get', {
		parameters: employee('id', '512'),
		credential,
	});

	expect(words(error)).toMatch(/no employee with the ID 512.*right company/);
});

function records(...data: object[]): OddAnswer {
	return { body: { data, meta: { has_next_page: false, end_cursor: null } } };
}

function pageOf(ids: string[], cursor?: string): OddAnswer {
	const data = ids.map((id) => ({ id }));
	return { body: { data, meta: { has_next_page: cursor !== undefined, end_cursor: cursor } } };
}
