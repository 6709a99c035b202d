import { readFileSync } from 'node:fs';
import path from 'node:path';

import { benchmarkPage } from '../../bench/page';
import { FULL } from '../../bench/results';
import type { Results } from '../../bench/results';
import { WAYS } from '../../bench/scenarios/joiner';

type Competitor = keyof (typeof FULL)['curve'];

const runOf = (competitor: Competitor, people: number) => ({
	...{ competitor, people, status: 'success', seconds: 1, right: people },
	...{ peakMb: 1, idleMb: 1, peakChildrenMb: 0 },
	...{ calls: 1, jumpCloudWrites: 1, peakInFlight: 1, refused: 0 },
});

const COST = { elapsedMs: 1, processorMs: 1 };

/** A run in which everything took one second. */
const RESULTS: Results = {
	...{ machine: 'a machine', n8nVersion: '2.41.1', day: '2026-01-01', isQuick: false },
	reading: {
		...{ items: FULL.reading, seconds: 1, calls: { employees: 1 } },
		...{ peakRssMb: 1, peakHeapMb: 1, keptMb: 1 },
	},
	planning: { people: FULL.planning, rounds: 9, plain: COST, everything: COST },
	curve: Object.entries(FULL.curve).flatMap(([who, sizes]) =>
		sizes.map((people) => runOf(who as Competitor, people)),
	),
	backfill: [runOf('ours', FULL.backfill), runOf('per-person', FULL.backfill)],
	limited: [FULL.shortLimit, FULL.minuteLimit ?? FULL.shortLimit].map(
		({ people, requests, perMs }) => ({
			limit: { requests, perMs },
			run: runOf('ours', people),
		}),
	),
	joiners: FULL.joiners.isolates.flatMap((isolates) =>
		WAYS.map((way) => ({ way, isolates, joiners: 20, medianMs: 1, slowestMs: 1 })),
	),
};

/** What the page says in words: neither tables nor figures, nor the machine. */
function wordsOf(page: string): string[] {
	const lines = page.split('\n').filter((line) => !/^(\||Measured on )/.test(line));
	return lines.map((line) => line.replace(/[\d.,]+/g, '#'));
}

it('docs/benchmarks.md says what the benchmark would write today, but for the figures', () => {
	const written = readFileSync(path.resolve(__dirname, '../../docs/benchmarks.md'), 'utf8');
	expect(wordsOf(written)).toEqual(wordsOf(benchmarkPage(RESULTS)));
});
