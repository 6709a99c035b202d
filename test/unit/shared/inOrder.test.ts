import { inOrder } from '../../../nodes/shared/pool';
import { Together } from './together';

describe('items that are worked on a few at a time', () => {
	it('come out in their order, however they end', async () => {
		const people = new Together();
		const outcomes = inOrder(3, 2, people.work, true);
		await people.end(1);
		await people.end(2);
		await people.end(0);

		expect(await outcomes).toEqual([0, 1, 2].map((item) => ({ ok: true, value: `done ${item}` })));
	});

	it('are never more than the size at once', async () => {
		const people = new Together();
		const outcomes = inOrder(5, 2, people.work, false);
		expect(people.begun).toEqual([0, 1]);
		for (const item of [0, 1, 2, 3, 4]) await people.end(item);

		expect(await outcomes).toHaveLength(5);
		expect(people.peak).toBe(2);
	});

	it('are not begun after a failure, and those under way are finished', async () => {
		const people = new Together();
		const outcomes = inOrder(5, 2, people.work, true);
		await people.end(0, true);
		await people.end(1);

		const all = await outcomes;
		expect(people.begun).toEqual([0, 1]);
		expect(all).toEqual([
			{ ok: false, cause: new Error('item 0') },
			{ ok: true, value: 'done 1' },
		]);
	});

	it('are all done after a failure when told to go on', async () => {
		const people = new Together();
		const outcomes = inOrder(3, 1, people.work, false);
		await people.end(0, true);
		await people.end(1);
		await people.end(2);

		expect((await outcomes).map(({ ok }) => ok)).toEqual([false, true, true]);
	});

	it('may be none', async () => {
		expect(await inOrder(0, 8, async (item) => await Promise.resolve(item), true)).toEqual([]);
	});
});
