import type { IDataObject, IRun } from 'n8n-workflow';
import { output, run } from '../test/support/engine';
import type { Cost, Planning } from './scenarios/planning';
import { median } from './quantities';

interface Credentials {
	factorial: Record<string, string>;
	jumpCloud: Record<string, string>;
}

/** Of each way, after one that does not count; by turns, so that a busy moment hits both. */
const ROUNDS = 9;

const LIMITS = {
	...{ suspensions: 100_000, suspensionsPercent: 100, changes: 100_000, creations: 100_000 },
	...{ deletions: 10, names: 100_000, namesPercent: 100 },
};

/** Nothing chosen but that it is everybody. */
const PLAIN: IDataObject = { people: 'everyone', guard: LIMITS };

const condition = (about: IDataObject) => ({ condition: [{ operator: 'is', ...about }] });

/** Every option of a plan at once, apart from those that read groups. */
const EVERYTHING: IDataObject = {
	...PLAIN,
	scope: {
		onlyWho: condition({ by: 'location', operator: 'isNot', values: ['Nowhere'] }),
		notWho: condition({ by: 'team', values: ['Nobody', 'Nobody Else'] }),
		whenLeaving: 'suspend',
	},
	beginWith: { first: 1_000_000 },
	...{ noWorkEmail: 'makeFromName', emailPattern: '{first}.{last}', emailDomain: 'corp.example' },
	...{ usernameFollowsRename: 'unbound', createDaysBefore: 14, activation: 'firstDay' },
	...{ contractEnd: 'lastDay', leaves: 'suspend', rehires: 'unsuspend' },
	leaving: { atOnceReasons: ['Dismissal'], manager: 'clear' },
	deleteAfter: { days: 90 },
	// Of new users only: those who are there would all be changed, which is no cost of an option.
	attributes: {
		attribute: [{ attribute: 'department', value: '={{ $json.team_names }}', policy: 'onCreate' }],
	},
	options: {
		...{ rememberLastDay: 'hrLastDay', clearEmpty: true, letterSpelling: 'expanded' },
		...{ report: ['csv', 'html', 'text'], summaryItem: true, mfaDays: 7 },
	},
};

/** Plans for a whole company in n8n's engine, with nothing chosen and with everything, and tells the medians. */
async function main({ factorial, jumpCloud }: Credentials): Promise<void> {
	const items = await everybody(factorial);
	const ways = { plain: PLAIN, everything: EVERYTHING };
	const costs: Record<keyof typeof ways, Cost[]> = { plain: [], everything: [] };
	for (let round = 0; round <= ROUNDS; round++) {
		// Whoever goes first finds another heap than whoever goes second.
		const order =
			round % 2 === 0 ? (['plain', 'everything'] as const) : (['everything', 'plain'] as const);
		for (const way of order) {
			globalThis.gc?.();
			const cost = await planOnce(jumpCloud, items, ways[way]);
			if (round > 0) costs[way].push(cost);
		}
	}
	const [plain, everything] = [typical(costs.plain), typical(costs.everything)];
	const measured: Planning = { people: items.length, rounds: ROUNDS, plain, everything };
	process.stdout.write(`${JSON.stringify(measured)}\n`);
}

async function everybody(factorialApi: Record<string, string>): Promise<IDataObject[]> {
	const include = ['contract', 'leaves', 'legalEntity', 'location', 'manager', 'teams'];
	const parameters = { resource: 'employee', operation: 'getAll', returnAll: true, include };
	const finished = await run({
		credentials: { factorialApi },
		nodes: [{ name: 'HR', type: 'factorial', parameters }],
	});
	refuseFailed(finished);
	return output(finished, 'HR').map((item) => ({ ...item, termination_reason: null }));
}

async function planOnce(
	jumpCloudApi: Record<string, string>,
	items: IDataObject[],
	parameters: IDataObject,
): Promise<Cost> {
	const before = process.cpuUsage();
	const finished = await run({
		...{ items, credentials: { jumpCloudApi } },
		nodes: [
			{
				...{ name: 'Plan', type: 'jumpCloud' },
				parameters: { resource: 'sync', operation: 'plan', ...parameters },
			},
		],
	});
	refuseFailed(finished);
	const { user, system } = process.cpuUsage(before);
	const elapsedMs = finished.data.resultData.runData.Plan?.[0]?.executionTime ?? NaN;
	return { elapsedMs, processorMs: (user + system) / 1000 };
}

function refuseFailed({ data }: IRun): void {
	const { error } = data.resultData;
	if (error) throw new Error([error.message, error.description].filter(Boolean).join('. '));
}

function typical(costs: Cost[]): Cost {
	return {
		elapsedMs: median(costs.map((cost) => cost.elapsedMs)),
		processorMs: Math.round(median(costs.map((cost) => cost.processorMs))),
	};
}

main(JSON.parse(process.argv[2] ?? '{}') as Credentials).catch((failure: unknown) => {
	process.stderr.write(`${failure instanceof Error ? failure.stack : String(failure)}\n`);
	process.exitCode = 1;
});
