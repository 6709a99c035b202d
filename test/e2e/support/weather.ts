import type { Fault } from '../../../playground/core/faults';
import type { Services } from '../../../playground/mess/healthy';

const EVERY_MS = 1_500;

/** One gust after another, again and again; the last two carry the request out and hide that. */
const GUSTS: Fault[] = [
	{ kind: 'status', status: 429, retryAfterSeconds: 1, times: 20 },
	{ kind: 'reset', times: 6 },
	{ kind: 'status', status: 500, times: 10 },
	{ kind: 'resetAfter', times: 5 },
	{ kind: 'status', status: 500, times: 5, after: true },
];

/** From now on both services fail every now and then, in all ways; the result ends that. */
export function badWeather({ factorial, jumpCloud }: Services): () => void {
	let round = 0;
	const blow = () => {
		const gust = (turn: number) => GUSTS[(round + turn) % GUSTS.length] as Fault;
		factorial.faults.clear();
		jumpCloud.faults.clear();
		factorial.fail(gust(0));
		jumpCloud.fail(gust(2));
		round += 1;
	};
	const blowing = setInterval(blow, EVERY_MS);
	return () => {
		clearInterval(blowing);
		factorial.faults.clear();
		jumpCloud.faults.clear();
	};
}
