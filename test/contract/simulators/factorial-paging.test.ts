import { anEmployee } from '../../../playground/factorial/builders';
import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';

interface Page {
	data: Array<{ id: string }>;
	meta: { has_next_page: boolean; start_cursor: string | null; end_cursor: string | null };
}

describe('a list of 250 employees', () => {
	let sim: FactorialSimulator;

	beforeAll(async () => {
		const numbers = Array.from({ length: 250 }, (_, index) => index + 1);
		sim = await startFactorial({
			company: { employees: numbers.map((number) => anEmployee({ id: String(number) })) },
		});
	});
	afterAll(async () => await sim.close());

	const page = async (query: string) =>
		(await clientOf(sim).get<Page>(`/employees/employees?${query}`)).data;

	it('comes in three pages, in the order of the numbers, nobody twice', async () => {
		const seen: string[] = [];
		let query = '';
		for (let next = true; next; ) {
			const { data, meta } = await page(query);
			seen.push(...data.map(({ id }) => id));
			query = `after_id=${encodeURIComponent(meta.end_cursor ?? '')}`;
			next = meta.has_next_page;
		}

		expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => String(index + 1)));
		expect(sim.journal.reads()).toHaveLength(3);
	});

	it('is cut to 100 without a word when more is asked for', async () => {
		const { data, meta } = await page('limit=5000');

		expect(data).toHaveLength(100);
		expect(meta).toMatchObject({ limit: 100, total: 250, has_next_page: true });
	});

	it('goes backwards from a start cursor', async () => {
		const third = await page('limit=10&page=3');
		const second = await page(`limit=10&before_id=${third.meta.start_cursor}`);

		expect(third.data[0]?.id).toBe('21');
		expect(second.data.map(({ id }) => id)).toEqual(
			Array.from({ length: 10 }, (_, index) => String(index + 11)),
		);
	});

	it('keeps its place when somebody is hired between two pages', async () => {
		const first = await page('limit=100');
		const { id } = sim.hire({ first_name: 'Late', last_name: 'Comer' });
		const last = await page(`limit=100&page=3`);
		const second = await page(`after_id=${first.meta.end_cursor}`);

		expect(second.data[0]?.id).toBe('101');
		expect(last.data.at(-1)?.id).toBe(id);
	});

	it('never ends when the cursor leads back to itself', async () => {
		sim.switches.repeatedCursor = true;
		const first = await page('limit=100');
		const second = await page(`after_id=${first.meta.end_cursor}`);

		expect(second.meta).toMatchObject({ has_next_page: true, end_cursor: first.meta.end_cursor });
		expect(second.data).toEqual(first.data);
	});
});
