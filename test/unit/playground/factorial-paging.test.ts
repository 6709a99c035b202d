import fc from 'fast-check';
import { compareIds } from '../../../playground/factorial/ids';
import { pageOf } from '../../../playground/factorial/paging';

const runs = { numRuns: Number(process.env.FC_RUNS ?? 200) };

const records = fc
	.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 20n }), { maxLength: 40 })
	.map((ids) => ids.map((id) => ({ id: id.toString() })))
	.map((list) => list.sort((a, b) => compareIds(a.id, b.id)));

type Direction = { cursor: 'after_id' | 'before_id'; start: string };

/** Follows cursors to the end, however large the ids are. */
function walk(list: Array<{ id: string }>, limit: number, { cursor, start }: Direction) {
	const pages: Array<Array<{ id: string }>> = [];
	const forward = cursor === 'after_id';
	let query = new URLSearchParams(start);
	for (;;) {
		query.set('limit', String(limit));
		const page = pageOf(list, query);
		if (!page) throw new Error('The cursor was refused');
		pages.push(page.data);
		const { has_next_page, has_previous_page, start_cursor, end_cursor } = page.meta;
		const bound = forward ? end_cursor : start_cursor;
		if (bound === null || !(forward ? has_next_page : has_previous_page)) return pages;
		query = new URLSearchParams({ [cursor]: bound });
	}
}

describe('pages', () => {
	it('show everybody once and in order, forwards', () => {
		fc.assert(
			fc.property(records, fc.integer({ min: 1, max: 12 }), (list, limit) => {
				const pages = walk(list, limit, { cursor: 'after_id', start: '' });
				expect(pages.flat()).toEqual(list);
			}),
			runs,
		);
	});

	it('show everybody once and in order, backwards from the last page', () => {
		fc.assert(
			fc.property(records, fc.integer({ min: 1, max: 12 }), (list, limit) => {
				const last = Math.max(Math.ceil(list.length / limit), 1);
				const pages = walk(list, limit, { cursor: 'before_id', start: `page=${last}` });
				expect(pages.reverse().flat()).toEqual(list);
			}),
			runs,
		);
	});

	it('accept no cursor but those they gave out', () => {
		const forged = fc
			.string()
			.filter((text) => !/^\d+$/.test(Buffer.from(text, 'base64').toString()));
		fc.assert(
			fc.property(records, forged, (list, cursor) => {
				expect(pageOf(list, new URLSearchParams({ after_id: cursor }))).toBeUndefined();
			}),
			runs,
		);
	});
});
