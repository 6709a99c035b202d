import { chart } from './chart';
import { count, lineThrough, ratio, seconds } from './quantities';
import type { Results } from './results';
import type { Reconciliation } from './scenarios/reconcile';

const NAMES: Record<Reconciliation['competitor'], string> = {
	ours: 'Plan and Apply',
	expert: 'expert',
	'per-person': 'per person',
	'all-at-once': 'all at once',
};

const COLOURS: Record<Reconciliation['competitor'], string> = {
	ours: '#0b6e4f',
	expert: '#9a6700',
	'per-person': '#cf222e',
	'all-at-once': '#8250df',
};

/** A table as Markdown. */
export function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function curveTable({ curve }: Results): string {
	return table(
		[
			'People',
			'Who',
			'Time',
			'Calls',
			'Of them writes',
			'At the same time',
			'Memory of n8n',
			'Right afterwards',
		],
		curve.toSorted((a, b) => a.people - b.people).map(rowOf),
	);
}

function rowOf(run: Reconciliation): string[] {
	const ended =
		run.status === 'success' ? seconds(run.seconds) : `${run.status}, ${seconds(run.seconds)}`;
	return [
		...[count(run.people), NAMES[run.competitor], ended, count(run.calls)],
		...[count(run.jumpCloudWrites), String(run.peakInFlight)],
		`${count(run.peakMb)} MB (${count(run.idleMb)} before${run.peakChildrenMb > 200 ? `, Code step ${count(run.peakChildrenMb)}` : ''})`,
		count(run.right),
	];
}

/** A goal, what was measured, and whether it was met. */
export function goalsTable(results: Results): string {
	const { curve, backfill, limited, joiners } = results;
	const at = (competitor: Reconciliation['competitor']) => {
		const sizes = curve.filter((run) => run.competitor === competitor).map(({ people }) => people);
		return (people: number) =>
			curve.find(
				(run) => run.competitor === competitor && run.people === people && sizes.includes(people),
			);
	};
	const compared = Math.max(
		...curve.filter((run) => run.competitor === 'per-person').map(({ people }) => people),
	);
	const [ours, perPerson, expert] = [
		at('ours')(compared) ?? nearest(results, 'ours', compared),
		at('per-person')(compared),
		at('expert')(compared) ?? nearest(results, 'expert', compared),
	];
	const rows: string[][] = [];
	const add = (goal: string, measured: string, isMet: boolean) =>
		rows.push([goal, measured, isMet ? 'met' : '**missed**']);
	if (ours && perPerson && ours.people === perPerson.people) {
		const faster = perPerson.seconds / ours.seconds;
		const ofCalls = perPerson.calls / ours.calls;
		const who = `${count(ours.people)} people, 1 % drift`;
		add(
			`${who}: at least 20 times faster than *per person*`,
			`${ratio(faster)} times`,
			faster >= 20,
		);
		add(`${who}: at most 1/20 of its calls`, `1/${ratio(ofCalls)}`, ofCalls >= 20);
	}
	if (ours && expert) {
		const times = ours.seconds / expert.seconds;
		add(
			`${count(ours.people)} people: not slower than *expert*`,
			`${ratio(times)} of its time`,
			times <= 1,
		);
	}
	const over = curve
		.filter(({ competitor }) => competitor === 'ours')
		.map((run) => run.calls - 2 * Math.ceil(run.people / 100) - 2 * run.jumpCloudWrites);
	add(
		'at most 2 × ⌈N/100⌉ + 2 × changes + a handful of calls',
		`at most ${Math.max(...over)} above`,
		Math.max(...over) <= 10,
	);
	for (const [what, unit, of] of GROWTH) {
		const points = curve
			.filter(({ competitor }) => competitor === 'ours')
			.map((run) => ({ x: run.people / 1000, y: of(run) }));
		const { slope, fit } = lineThrough(points);
		add(
			`${what} linear in the number of people`,
			`${slope.toFixed(2)} ${unit} per 1,000 people, R² ${fit.toFixed(3)}`,
			fit >= 0.98,
		);
	}
	const [mine, oneByOne] = (['ours', 'per-person'] as const).map((who) =>
		backfill.find(({ competitor }) => competitor === who),
	);
	if (mine && oneByOne) {
		const faster = oneByOne.seconds / mine.seconds;
		add(
			`backfill of ${count(mine.people)} people: at least 4 times faster than one after another`,
			`${ratio(faster)} times (${seconds(mine.seconds)} and ${seconds(oneByOne.seconds)})`,
			faster >= 4,
		);
	}
	for (const { limit, run } of limited.filter((one) => one.run.competitor === 'ours')) {
		add(
			`backfill of ${count(run.people)} people at ${limit.requests} requests per ${limit.perMs / 1000} s: no loss`,
			`${count(run.right)} of ${count(run.people)} in ${seconds(run.seconds)}, ${count(run.refused)} times 429`,
			run.right === run.people,
		);
	}
	const [first, asSent, byHand] = joiners;
	if (first && asSent && byHand) {
		add(
			'a joiner’s event: no slower than built by hand',
			`${first.medianMs} ms; ${asSent.medianMs} ms without reading the employee again, as by hand; by hand ${byHand.medianMs} ms`,
			first.medianMs <= byHand.medianMs,
		);
	}
	return table(['Goal', 'Measured', ''], rows);
}

const GROWTH = [
	['time', 's', (run: Reconciliation) => run.seconds],
	['memory', 'MB', (run: Reconciliation) => run.peakMb],
] as const;

function nearest({ curve }: Results, who: Reconciliation['competitor'], people: number) {
	const own = curve.filter(({ competitor }) => competitor === who);
	return own.toSorted((a, b) => Math.abs(a.people - people) - Math.abs(b.people - people))[0];
}

export function limitTable({ limited }: Results): string {
	return table(
		['Limit', 'Who', 'People', 'Arrived', 'Time', '429', 'How it ended'],
		limited.map(({ limit, run }) => [
			`${limit.requests} per ${limit.perMs / 1000} s`,
			NAMES[run.competitor],
			count(run.people),
			count(run.right),
			seconds(run.seconds),
			count(run.refused),
			run.status,
		]),
	);
}

export function joinerTable({ joiners }: Results): string {
	return table(
		['Way', 'Median', 'Slowest', 'Joiners'],
		joiners.map(({ way, medianMs, slowestMs, joiners: many }) => [
			...[way, `${medianMs} ms`, `${slowestMs} ms`, String(many)],
		]),
	);
}

/** The two curves: what grows, and how. */
export function pictures({ curve }: Results): Record<'time' | 'memory', string> {
	const series = (value: (run: Reconciliation) => number) =>
		(Object.keys(NAMES) as Array<Reconciliation['competitor']>)
			.map((who) => ({
				...{ name: NAMES[who], colour: COLOURS[who] },
				points: curve
					.filter(({ competitor, status }) => competitor === who && status === 'success')
					.toSorted((a, b) => a.people - b.people)
					.map((run) => ({ x: run.people, y: value(run) })),
			}))
			.filter(({ points }) => points.length > 0);
	return {
		time: chart(
			'Bringing a company into step: time',
			'seconds',
			series((run) => run.seconds),
		),
		memory: chart(
			'Bringing a company into step: memory of n8n',
			'MB',
			series((run) => run.peakMb),
		),
	};
}
