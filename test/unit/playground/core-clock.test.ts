import { Clock } from '../../../playground/core/clock';

const DAY_MS = 86_400_000;

describe('the clock', () => {
	it('starts at the real time', () => {
		const before = Date.now();
		const now = new Clock().now().getTime();
		expect(now).toBeGreaterThanOrEqual(before);
		expect(now).toBeLessThanOrEqual(Date.now());
	});

	it('goes on from wherever it is set', () => {
		const clock = new Clock();
		clock.set('2030-01-01T00:00:00Z');
		clock.advance(DAY_MS);
		expect(clock.now().toISOString()).toMatch(/^2030-01-02T00:00/);
		clock.set(new Date('2020-01-01T00:00:00Z'));
		expect(clock.now().toISOString()).toMatch(/^2020-01-01T00:00/);
	});

	it('says how far it is ahead, and shows the real time again', () => {
		const clock = new Clock();
		const ahead: number[] = [];
		clock.onMove(() => ahead.push(clock.aheadMs));
		clock.advance(3 * DAY_MS);
		clock.reset();
		expect(ahead).toEqual([3 * DAY_MS, 0]);
		expect(clock.now().getTime()).toBeLessThanOrEqual(Date.now());
	});

	it('tells of moves until nobody listens any more', () => {
		const clock = new Clock();
		const heard: string[] = [];
		const stop = clock.onMove((now) => heard.push(now.toISOString().slice(0, 10)));
		clock.set('2030-01-01T00:00:00Z');
		clock.advance(DAY_MS);
		stop();
		clock.advance(DAY_MS);
		expect(heard).toEqual(['2030-01-01', '2030-01-02']);
	});

	it('refuses what is no date and stays where it was', () => {
		const clock = new Clock();
		clock.set('2030-01-01T00:00:00Z');
		expect(() => clock.set('tomorrow')).toThrow(RangeError);
		expect(clock.now().getUTCFullYear()).toBe(2030);
	});
});
