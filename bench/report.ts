import { chart } from './chart';
import { count, lineThrough, ratio, seconds } from './quantities';
import { DEFAULT_ISOLATES } from './results';
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
type Goal = [goal: string, measured: string, isMet: boolean];

export function goalsTable(results: Results): string {
	const goals = [
		...peerGoals(results),
		callGoal(results),
		...GROWTH.map((growth) => growthGoal(results, growth)),
		...backfillGoals(results),
		...limitGoals(results),
		...joinerGoals(results),
		planningGoal(results),
	];
	return table(
		['Goal', 'Measured', ''],
		goals.map(([goal, measured, isMet]) => [goal, measured, isMet ? 'met' : '**missed**']),
	);
}

/** At the largest size that everybody has done: a run that failed is nobody to be faster than. */
function peerGoals(results: Results): Goal[] {
	const curve = results.curve.filter(({ status }) => status === 'success');
	const sizes = curve.filter(({ competitor }) => competitor === 'per-person');
	const most = Math.max(...sizes.map(({ people }) => people));
	const [ours, perPerson] = (['ours', 'per-person'] as const).map((who) =>
		curve.find(({ competitor, people }) => competitor === who && people === most),
	);
	const expert = curve
		.filter(({ competitor }) => competitor === 'expert')
		.toSorted((a, b) => Math.abs(a.people - most) - Math.abs(b.people - most))[0];
	const beside = curve.find(
		({ competitor, people }) => competitor === 'ours' && people === expert?.people,
	);
	const goals: Goal[] = [];
	if (ours && perPerson) {
		const [faster, share] = [perPerson.seconds / ours.seconds, perPerson.calls / ours.calls];
		const who = `${count(most)} people, 1 % drift`;
		goals.push(
			[
				`${who}: at least 20 times faster than *per person*`,
				`${ratio(faster)} times`,
				faster >= 20,
			],
			[`${who}: at most 1/20 of its calls`, `1/${ratio(share)}`, share >= 20],
		);
	}
	if (expert && beside) {
		const share = beside.seconds / expert.seconds;
		const goal = `${count(expert.people)} people: not slower than *expert*`;
		goals.push([goal, `${share.toFixed(2)} of its time`, share <= 1]);
	}
	return goals;
}

function callGoal({ curve }: Results): Goal {
	const above = curve
		.filter(({ competitor }) => competitor === 'ours')
		.map((run) => run.calls - 2 * Math.ceil(run.people / 100) - 2 * run.jumpCloudWrites);
	const most = Math.max(...above);
	return [
		'at most 2 × ⌈N/100⌉ + 2 × changes + a handful of calls',
		most > 0 ? `at most ${most} above` : `at least ${-most} below`,
		most <= 10,
	];
}

const GROWTH = [
	{ what: 'time', unit: 's', of: (run: Reconciliation) => run.seconds },
	{ what: 'memory', unit: 'MB', of: (run: Reconciliation) => run.peakMb },
];

const times = (now: number, before: number): string => `${(now / before).toFixed(2)} ×`;

function growthGoal({ curve }: Results, { what, unit, of }: (typeof GROWTH)[number]): Goal {
	const points = curve
		.filter(({ competitor }) => competitor === 'ours')
		.map((run) => ({ x: run.people / 1000, y: of(run) }));
	const { slope, fit } = lineThrough(points);
	// A bad fit does not say on which side of the line the largest company is.
	const [before, last] = points.slice(-2);
	const lastStep =
		before && last
			? `; the last step: ${times(last.x, before.x)} the people, ${times(last.y, before.y)} the ${what}`
			: '';
	return [
		`${what} linear in the number of people`,
		`${slope.toFixed(2)} ${unit} per 1,000 people, R² ${fit.toFixed(3)}${lastStep}`,
		fit >= 0.98,
	];
}

function backfillGoals({ backfill }: Results): Goal[] {
	const [ours, oneByOne] = (['ours', 'per-person'] as const).map((who) =>
		backfill.find(({ competitor }) => competitor === who),
	);
	if (!ours || !oneByOne) return [];
	const faster = oneByOne.seconds / ours.seconds;
	return [
		[
			`backfill of ${count(ours.people)} people: at least 4 times faster than one after another`,
			`${ratio(faster)} times (${seconds(ours.seconds)} and ${seconds(oneByOne.seconds)})`,
			faster >= 4,
		],
	];
}

function limitGoals({ limited }: Results): Goal[] {
	return limited
		.filter(({ run }) => run.competitor === 'ours')
		.map(({ limit, run }) => [
			`backfill of ${count(run.people)} people at ${limit.requests} requests per ${limit.perMs / 1000} s: no loss`,
			`${count(run.right)} of ${count(run.people)} in ${seconds(run.seconds)}, ${count(run.refused)} times 429`,
			run.right === run.people,
		]);
}

function joinerGoals({ joiners }: Results): Goal[] {
	const [ours, asSent, byHand] = joiners.filter(({ isolates }) => isolates === DEFAULT_ISOLATES);
	if (!ours || !asSent || !byHand) return [];
	return [
		[
			'a joiner’s event: no slower than built by hand',
			`${ours.medianMs} ms; ${asSent.medianMs} ms without reading the employee again, as by hand; by hand ${byHand.medianMs} ms`,
			ours.medianMs <= byHand.medianMs,
		],
	];
}

/** How much longer a plan may take with everything chosen. */
const MOST_FOR_OPTIONS = 1.3;

function planningGoal({ planning: { people, plain, everything } }: Results): Goal {
	const share = everything.processorMs / plain.processorMs;
	return [
		`*Plan* for ${count(people)} people with every option but groups: at most ${MOST_FOR_OPTIONS} times the processor time with nothing chosen`,
		`${share.toFixed(2)} times`,
		share <= MOST_FOR_OPTIONS,
	];
}

export function planningTable({ planning }: Pick<Results, 'planning'>): string {
	const { people, rounds, plain, everything } = planning;
	const row = (name: string, of: 'elapsedMs' | 'processorMs') => [
		...[name, seconds(plain[of] / 1000), seconds(everything[of] / 1000)],
		(everything[of] / plain[of]).toFixed(2),
	];
	return table(
		[
			`${count(people)} people, ${rounds} rounds of each`,
			...['nothing chosen', 'every option but groups', 'ratio'],
		],
		[row('processor time', 'processorMs'), row('time that passed', 'elapsedMs')],
	);
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
		['Way', 'Isolates kept ready', 'Median', 'Slowest', 'Joiners'],
		joiners.map(({ way, isolates, medianMs, slowestMs, joiners: many }) => [
			...[way, String(isolates), `${medianMs} ms`, `${slowestMs} ms`, String(many)],
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
