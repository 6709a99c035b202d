import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '../../../playground/mess/healthy';
import { aWeekAgo } from '../../../playground/mess/lost';
import { dayAfter } from '../../../playground/story/day';

const BURST = 8;
const PAUSE_MS = 500;

const HIRED = 60;
// Fewer than the guard lets through, here and below: more would be a mass change, which is held.
const LEFT = 8;
const LEAVING = 10;
const MOVED = 15;

/**
 * What HR does on a day on which everything happens: every deed raises one event, a hire two.
 * The deeds of one kind are about different people, and some of a later kind about the same ones.
 */
function deedsOf(services: Services): Array<() => unknown> {
	const { factorial } = services;
	const ids = factorial.state.employees.map(({ id }) => id);
	const range = (from: number, count: number) => ids.slice(from, from + count);
	const lastDay = dayAfter(new Date(), 40);
	const each = (people: string[], deed: (id: string, index: number) => unknown) =>
		people.map((id, index) => () => deed(id, index));
	const rename = (id: string, last_name: string) => factorial.updateEmployee(id, { last_name });

	const hires = Array.from({ length: HIRED }, (_, index) => () => {
		const login_email = `new.${index}@corp.example`;
		// Three names for all of them.
		const first_name = ['Ana', 'Bea', 'Cleo'][index % 3] ?? '';
		factorial.hire({ first_name, last_name: 'Nova', login_email });
	});
	const early = [
		...each(range(0, 50), (id, index) => rename(id, `Vidal-${index}`)),
		...each(range(60, LEAVING), (id) => factorial.terminate(id, lastDay)),
		...each(range(100, MOVED), (id) => {
			const login_email = `moved.${id}@corp.example`;
			factorial.updateEmployee(id, { login_email, email: login_email });
		}),
		...each(range(140, 30), (id) => factorial.invite(id)),
	];
	const late = [
		...each(range(0, 50), (id, index) => rename(id, `Soler-${index}`)),
		...each(range(60, LEAVING / 2), (id) => factorial.unterminate(id)),
		...each(range(200, LEFT), (id) => factorial.terminate(id, aWeekAgo(services))),
		...each(range(140, 30), (id) => rename(id, 'Casada')),
	];
	return [
		...interleaved(early, hires.slice(0, HIRED / 2)),
		...interleaved(late, hires.slice(HIRED / 2)),
	];
}

/** The shorter list spread over the longer one. */
function interleaved<T>(long: T[], short: T[]): T[] {
	const every = Math.floor(long.length / short.length);
	return long.flatMap((item, index) => {
		const other = index % every === 0 ? short[index / every] : undefined;
		return other === undefined ? [item] : [item, other];
	});
}

/** Lets all of it happen, in bursts whose events arrive twice each and the last one first. */
export async function busyDay(services: Services): Promise<void> {
	const { factorial } = services;
	Object.assign(factorial.switches, { duplicateDeliveries: true, outOfOrder: true });
	const deeds = deedsOf(services);
	for (let from = 0; from < deeds.length; from += BURST) {
		for (const deed of deeds.slice(from, from + BURST)) deed();
		await wait(PAUSE_MS);
	}
	Object.assign(factorial.switches, { duplicateDeliveries: false, outOfOrder: false });
}
