import { Gate } from '../../../nodes/shared/pool';
import { Together, settled } from './together';

afterEach(() => void jest.useRealTimers());

describe('a gate', () => {
	const crowd = (gate: Gate, requests: Together, count: number) =>
		Array.from(
			{ length: count },
			async (_, item) => await gate.pass(async () => await requests.work(item)),
		);

	it('lets a bounded number in, and the next one when one leaves', async () => {
		const requests = new Together();
		const all = crowd(new Gate(3), requests, 5);
		await settled();
		expect(requests.begun).toEqual([0, 1, 2]);

		for (const item of [1, 0, 2, 3, 4]) await requests.end(item);
		expect(await Promise.all(all)).toHaveLength(5);
		expect(requests.peak).toBe(3);
	});

	it('does not let two in when somebody arrives just as one leaves and another one waits', async () => {
		const [gate, requests] = [new Gate(1), new Together()];
		let leave = (): void => undefined;
		const first = new Promise<void>((resolve) => {
			leave = resolve;
		});
		void gate.pass(() => first);
		const pass = (item: number) => void gate.pass(async () => await requests.work(item));
		pass(1);
		await settled();
		void first.then(() => pass(2));
		leave();
		await settled();
		expect(requests.begun).toHaveLength(1);

		await requests.end(requests.begun[0] ?? 0);
		expect(requests.begun.toSorted()).toEqual([1, 2]);
		expect(requests.peak).toBe(1);
	});

	it('gives the room back when a request fails', async () => {
		const requests = new Together();
		const [first, second] = crowd(new Gate(1), requests, 2);
		const failure = expect(first).rejects.toThrow('item 0');
		await settled();
		await requests.end(0, true);
		await failure;
		await requests.end(1);

		expect(await second).toBe('done 1');
	});

	it('lets half as many in after the service asked to slow down, and one more per calm round', async () => {
		const [gate, requests] = [new Gate(4), new Together()];
		gate.slowDown(0);
		crowd(gate, requests, 20);
		await settled();
		expect(requests.begun).toHaveLength(2);

		gate.succeeded();
		gate.succeeded();
		await requests.end(0);
		expect(requests.begun).toHaveLength(4);
	});

	it('never closes for good, however often the service asks', async () => {
		const [gate, requests] = [new Gate(8), new Together()];
		for (let time = 0; time < 10; time++) gate.slowDown(0);
		crowd(gate, requests, 3);
		await settled();
		expect(requests.begun).toEqual([0]);

		await requests.end(0);
		expect(requests.begun).toEqual([0, 1]);
	});

	it('never lets in more than at first, however calm it is', async () => {
		const [gate, requests] = [new Gate(2), new Together()];
		for (let time = 0; time < 50; time++) gate.succeeded();
		crowd(gate, requests, 5);
		await settled();

		expect(requests.begun).toEqual([0, 1]);
	});

	it('stays closed as long as the service asks, and longer when it asks again', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate'] });
		const [gate, requests] = [new Gate(4), new Together()];
		gate.slowDown(1_000);
		crowd(gate, requests, 1);
		await jest.advanceTimersByTimeAsync(999);
		gate.slowDown(2_000);
		await jest.advanceTimersByTimeAsync(1_999);
		expect(requests.begun).toEqual([]);

		await jest.advanceTimersByTimeAsync(1);
		expect(requests.begun).toEqual([0]);
	});
});
