import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { stopAll } from '../playground/n8n/process.cjs';
import { benchmarkPage } from './page';
import type { Prepared } from '../playground/n8n/installation';
import { curveTable, goalsTable, joinerTable, limitTable, pictures, planningTable } from './report';
import { count } from './quantities';
import { FULL, QUICK } from './results';
import type { Plan, Results } from './results';
import { compareWith } from './scenarios/against';
import { timeJoiners, WAYS } from './scenarios/joiner';
import { measurePlanning } from './scenarios/planning';
import { measureReading } from './scenarios/reading';
import { reconcile } from './scenarios/reconcile';
import type { Reconciliation } from './scenarios/reconcile';
import type { Competitor } from './workflows';

const ROOT = join(__dirname, '..');
const ROUNDS = 5;
const EVERYBODY: Competitor[] = ['ours', 'expert', 'all-at-once', 'per-person'];

/** Measures everything, tells it, and fails when something did not work, whatever the time. */
async function main(prepared: Prepared, isQuick: boolean): Promise<void> {
	const plan = isQuick ? QUICK : FULL;
	const results: Results = {
		machine: machine(),
		n8nVersion: prepared.installation.version,
		day: new Date().toISOString().slice(0, 10),
		isQuick,
		reading: await told('reading a company', async () => await measureReading(plan.reading)),
		planning: await told('planning', async () => await measurePlanning(plan.planning)),
		...{ curve: [], backfill: [], limited: [], joiners: [] },
	};
	for (const who of EVERYBODY) {
		for (const people of plan.curve[who]) {
			results.curve.push(await one(prepared, who, { people }));
		}
	}
	for (const who of ['ours', 'per-person'] as const) {
		results.backfill.push(await one(prepared, who, { people: plan.backfill, isNew: true }));
	}
	const { competitors, ...shortLimit } = plan.shortLimit;
	for (const who of competitors) results.limited.push(await limited(prepared, who, shortLimit));
	for (const isolates of plan.joiners.isolates) {
		for (const way of WAYS) {
			const time = async () => await timeJoiners(prepared, { way, isolates }, plan.joiners.many);
			results.joiners.push(await told(`a joiner, ${way}, ${isolates} isolates`, time));
		}
	}
	// Last, because it mostly waits.
	if (plan.minuteLimit) results.limited.push(await limited(prepared, 'ours', plan.minuteLimit));
	tell(results);
	process.exitCode = worked(results) ? 0 : 1;
}

async function limited(
	prepared: Prepared,
	who: Competitor,
	{ people, ...limit }: Omit<Plan['shortLimit'], 'competitors'>,
): Promise<Results['limited'][number]> {
	return { limit, run: await one(prepared, who, { people, isNew: true, limit }) };
}

async function one(
	prepared: Prepared,
	who: Competitor,
	conditions: Parameters<typeof reconcile>[2],
): Promise<Reconciliation> {
	const { people, isNew, limit } = conditions;
	const about = [isNew && 'new', limit && `${limit.requests} per ${limit.perMs} ms`];
	const name = [who, people, ...about.filter(Boolean)].join(', ');
	return await told(name, async () => await reconcile(prepared, who, conditions));
}

async function told<T extends object>(name: string, work: () => Promise<T>): Promise<T> {
	const outcome = await work();
	process.stdout.write(`${name}: ${JSON.stringify(outcome)}\n`);
	return outcome;
}

/** What the options of a plan cost, without n8n itself. */
async function planningOnly(): Promise<void> {
	const planning = await told('planning', async () => await measurePlanning(FULL.planning));
	process.stdout.write(`\n${planningTable({ planning })}\n`);
}

/** This state beside another package: a line for each task, with the ratio that tells. */
async function against(prepared: Prepared, tarball: string): Promise<void> {
	await compareWith(prepared, tarball, ROUNDS, ({ task, otherMs, oursMs, rounds }) => {
		const times = `${count(otherMs)} ms before, ${count(oursMs)} ms now`;
		const share = (oursMs / otherMs).toFixed(2);
		process.stdout.write(`${task}: ${share} of the time (${times}; medians of ${rounds})\n`);
	});
}

/** The quick run is for looking; only the full one is written down. */
function tell(results: Results): void {
	const tables = [goalsTable, curveTable, limitTable, joinerTable].map((make) => make(results));
	process.stdout.write(`\n${tables.join('\n\n')}\n`);
	if (results.isQuick) return;
	mkdirSync(join(ROOT, 'docs', 'images'), { recursive: true });
	for (const [name, svg] of Object.entries(pictures(results))) {
		writeFileSync(join(ROOT, 'docs', 'images', `benchmark-${name}.svg`), svg);
	}
	writeFileSync(join(ROOT, 'docs', 'benchmarks.md'), benchmarkPage(results));
}

/** Ours has to arrive, everywhere; those of the others who do not are part of what is measured. */
function worked({ curve, backfill, limited }: Results): boolean {
	const runs = [...curve, ...backfill, ...limited.map(({ run }) => run)];
	return runs
		.filter(({ competitor }) => competitor === 'ours')
		.every(({ status, right, people }) => status === 'success' && right === people);
}

function machine(): string {
	const [first] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory} GB, ${process.platform}; the services and the harness on Node.js ${process.version}`;
}

// What was started here is in process groups of its own and would outlive us.
process.on('SIGTERM', () => {
	stopAll('SIGTERM');
	process.exit(130);
});

async function begin([given = '{}', mode = '', tarball = '']: string[]): Promise<void> {
	const prepared = JSON.parse(given) as Prepared;
	if (mode === 'planning') return await planningOnly();
	if (mode === 'against') return await against(prepared, tarball);
	await main(prepared, mode === 'quick');
}

begin(process.argv.slice(2)).catch((failure: unknown) => {
	process.stderr.write(`${failure instanceof Error ? failure.stack : String(failure)}\n`);
	process.exitCode = 1;
});
