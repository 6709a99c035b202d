import { paginate, take, where } from '../../../nodes/shared/http';
import type { Page } from '../../../nodes/shared/http';

/** A service with these pages; `asked` are the cursors with which they were fetched. */
function service(pages: Array<Page<number>>) {
	const asked: Array<string | undefined> = [];
	const stream = paginate(async (cursor) => {
		asked.push(cursor);
		return pages[asked.length - 1] ?? { items: [] };
	});
	return { asked, stream };
}

const three: Array<Page<number>> = [
	{ items: [1, 2], next: 'a' },
	{ items: [3, 4], next: 'b' },
	{ items: [5] },
];

describe('pages', () => {
	it('are walked to the end, each with the cursor of the one before', async () => {
		const { asked, stream } = service(three);

		expect(await take(stream)).toEqual([1, 2, 3, 4, 5]);
		expect(asked).toEqual([undefined, 'a', 'b']);
	});

	it('are filtered one by one, and no further than wanted', async () => {
		const { asked, stream } = service(three);
		const odd = where(stream, (number) => number % 2 === 1);

		expect(await take(odd, 2)).toEqual([1, 3]);
		expect(asked).toHaveLength(2);
	});

	it.each([
		[0, [], 0],
		[1, [1], 1],
		[2, [1, 2], 1],
		[3, [1, 2, 3], 2],
		[99, [1, 2, 3, 4, 5], 3],
	])('that nobody reads are not fetched: a limit of %d', async (limit, expected, fetched) => {
		const { asked, stream } = service(three);

		expect(await take(stream, limit)).toEqual(expected);
		expect(asked).toHaveLength(fetched);
	});

	it('end with an empty page, whatever its cursor says', async () => {
		const { asked, stream } = service([
			{ items: [1], next: 'a' },
			{ items: [], next: 'b' },
		]);

		expect(await take(stream)).toEqual([1]);
		expect(asked).toHaveLength(2);
	});

	it('whose cursor comes back are an error instead of an endless walk', async () => {
		const { stream } = service([
			{ items: [1], next: 'a' },
			{ items: [2], next: 'b' },
			{ items: [3], next: 'a' },
		]);

		await expect(take(stream)).rejects.toThrow(/cursor 'a' twice.*incomplete/);
	});

	it('that come back under new cursors are an error as well', async () => {
		const { stream } = service([
			{ items: [1, 2], next: 'a' },
			{ items: [1, 2], next: 'b' },
			{ items: [1, 2], next: 'c' },
		]);

		await expect(take(stream)).rejects.toThrow(/same page twice.*incomplete/);
	});

	it('that fail are an error of whoever reads them', async () => {
		const stream = paginate<number>(async () => await Promise.reject(new Error('no page')));
		await expect(take(stream)).rejects.toThrow('no page');
	});
});
