import { KeyedLock } from '../../../nodes/shared/pool';
import { Together, settled } from './together';

describe('work on the same thing', () => {
	const held = (lock: KeyedLock, people: Together, item: number, keys: string[]) => {
		const work = lock.hold(keys, async () => await people.work(item));
		work.catch(() => undefined);
		return work;
	};

	it('waits for what was begun before, also when that fails', async () => {
		const [lock, people] = [new KeyedLock(), new Together()];
		const first = held(lock, people, 0, ['noor']);
		const second = held(lock, people, 1, ['noor']);
		await settled();
		expect(people.begun).toEqual([0]);

		await people.end(0, true);
		expect(people.begun).toEqual([0, 1]);
		await people.end(1);
		await expect(first).rejects.toThrow('item 0');
		expect(await second).toBe('done 1');
	});

	it('waits for every key, in the order of arrival', async () => {
		const [lock, people] = [new KeyedLock(), new Together()];
		held(lock, people, 0, ['employee:1']);
		held(lock, people, 1, ['email:a']);
		held(lock, people, 2, ['employee:1', 'email:a']);
		held(lock, people, 3, ['email:a']);
		await settled();
		expect(people.begun).toEqual([0, 1]);

		await people.end(0);
		expect(people.begun).toEqual([0, 1]);
		await people.end(1);
		expect(people.begun).toEqual([0, 1, 2]);
		await people.end(2);
		expect(people.begun).toEqual([0, 1, 2, 3]);
	});

	it('waits for the one before also when the one before that has ended', async () => {
		const [lock, people] = [new KeyedLock(), new Together()];
		held(lock, people, 0, ['noor']);
		held(lock, people, 1, ['noor']);
		await settled();
		await people.end(0);
		held(lock, people, 2, ['noor']);
		await settled();
		expect(people.begun).toEqual([0, 1]);

		await people.end(1);
		expect(people.begun).toEqual([0, 1, 2]);
	});

	it('cannot block itself with keys in another order', async () => {
		const [lock, people] = [new KeyedLock(), new Together()];
		held(lock, people, 0, ['a', 'b']);
		held(lock, people, 1, ['b', 'a']);
		await settled();
		await people.end(0);

		expect(people.begun).toEqual([0, 1]);
	});

	it('leaves everything else alone', async () => {
		const [lock, people] = [new KeyedLock(), new Together()];
		held(lock, people, 0, ['noor']);
		held(lock, people, 1, ['bo']);
		held(lock, people, 2, []);
		await settled();

		expect(people.begun.toSorted()).toEqual([0, 1, 2]);
	});
});
