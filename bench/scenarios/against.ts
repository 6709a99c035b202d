import type { Prepared } from '../../playground/n8n/installation';
import { PACKAGE } from '../../playground/n8n/stage';
import { median } from '../quantities';
import { timeJoiners } from './joiner';
import { reconcile } from './reconcile';

/** What one task takes with this state of the package and with another one. */
interface Comparison {
	task: string;
	/** medians of whole runs in n8n */
	otherMs: number;
	oursMs: number;
	rounds: number;
}

const MS_PER_SECOND = 1000;
const JOINERS = 30;

const companyOf =
	(people: number, isNew = false) =>
	async (prepared: Prepared) => {
		const { seconds, right, status } = await reconcile(prepared, 'ours', { people, isNew });
		if (status !== 'success' || right < people) throw new Error(`${right} of ${people}: ${status}`);
		return seconds * MS_PER_SECOND;
	};

const TASKS: Record<string, (prepared: Prepared) => Promise<number>> = {
	'200 people': companyOf(200),
	'2,000 people': companyOf(2000),
	'a backfill of 50': companyOf(50, true),
	'a joiner': async (prepared) =>
		(await timeJoiners(prepared, { way: 'ours', isolates: 1 }, JOINERS)).medianMs,
};

/**
 * Gives both packages the same work by turns, each time in a fresh n8n and with fresh services, so that
 * whatever else the machine does is shared by both. Who begins changes from round to round. Throws when
 * either did not bring everybody into step.
 */
export async function compareWith(
	prepared: Prepared,
	tarball: string,
	rounds: number,
	tell: (comparison: Comparison) => void,
): Promise<void> {
	const other = { ...prepared, tarballs: { ...prepared.tarballs, [PACKAGE]: tarball } };
	for (const [task, timeIt] of Object.entries(TASKS)) {
		const times = { other: [] as number[], ours: [] as number[] };
		for (let round = 0; round < rounds; round++) {
			const turns = [
				async () => times.other.push(await timeIt(other)),
				async () => times.ours.push(await timeIt(prepared)),
			];
			for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
		}
		const [otherMs, oursMs] = [times.other, times.ours].map((all) => Math.round(median(all)));
		tell({ task, rounds, otherMs: otherMs ?? NaN, oursMs: oursMs ?? NaN });
	}
}
