import type { JoinerTimes } from './scenarios/joiner';
import type { Planning } from './scenarios/planning';
import type { Reading } from './scenarios/reading';
import type { Reconciliation } from './scenarios/reconcile';

/** Everything that one run of the benchmark has measured. */
export interface Results {
	machine: string;
	n8nVersion: string;
	/** YYYY-MM-DD */
	day: string;
	isQuick: boolean;
	reading: Reading;
	planning: Planning;
	/** one drifted company of each size, by everybody */
	curve: Reconciliation[];
	/** a company of which nobody has a user */
	backfill: Reconciliation[];
	/** the same, where JumpCloud takes so many requests */
	limited: Array<{ limit: { requests: number; perMs: number }; run: Reconciliation }>;
	joiners: JoinerTimes[];
}

/** How large everything is, so that the quick run stays below five minutes. */
export interface Plan {
	curve: Record<Reconciliation['competitor'], number[]>;
	backfill: number;
	/** people and the limit they meet, and who meets it: each costs a start of n8n */
	shortLimit: {
		competitors: Array<Reconciliation['competitor']>;
		people: number;
		requests: number;
		perMs: number;
	};
	/** the same with the limit of a real minute, for ours only */
	minuteLimit?: { people: number; requests: number; perMs: number };
	/** how many, and with how many isolates that n8n keeps ready: each number costs three starts of n8n */
	joiners: { many: number; isolates: number[] };
	reading: number;
	/** people for whom a plan is made with nothing and with everything chosen */
	planning: number;
}

/** N8N_EXPRESSION_ENGINE_POOL_SIZE, where nobody has set it. */
export const DEFAULT_ISOLATES = 1;

export const FULL: Plan = {
	curve: {
		ours: [1000, 2000, 5000, 10_000, 20_000, 50_000],
		expert: [1000, 2000, 5000, 10_000, 20_000, 50_000],
		'per-person': [1000, 10_000],
		'all-at-once': [1000, 10_000],
	},
	backfill: 1000,
	shortLimit: {
		competitors: ['ours', 'expert', 'per-person', 'all-at-once'],
		people: 300,
		requests: 100,
		perMs: 6000,
	},
	minuteLimit: { people: 1000, requests: 100, perMs: 60_000 },
	joiners: { many: 20, isolates: [DEFAULT_ISOLATES, 4] },
	reading: 10_000,
	planning: 10_000,
};

export const QUICK: Plan = {
	curve: { ours: [200, 2000], expert: [2000], 'per-person': [200], 'all-at-once': [] },
	backfill: 50,
	shortLimit: { competitors: ['ours', 'expert'], people: 100, requests: 100, perMs: 6000 },
	joiners: { many: 5, isolates: [DEFAULT_ISOLATES] },
	reading: 2000,
	planning: 2000,
};
