import { isProblem, isUnchanged, nameOf, planLine } from './planLines';
import type { PlanLine } from './planLines';

/** Why the guard would stop the plan. */
interface Alarm {
	/** as the guard of *Plan* names them, such as `suspensions`, or `empty` when there is nobody at all */
	kind: string;
	count: number;
	/** the first ones */
	names: string[];
}

/** A plan as a person looks at it. */
export interface PlanView {
	changes: PlanLine[];
	problems: PlanLine[];
	/** about whom nothing has to be done, where the plan tells of them */
	unchanged: PlanLine[];
	/** how many people were compared */
	people: number;
	/** how many of them are not in the scope */
	outOfScope: number;
	/** users who are linked to somebody and not suspended */
	activeLinked: number;
	/** empty when the guard lets the plan through */
	alarms: Alarm[];
}

const MOST_NAMES = 10;

/** Sorts what left *Plan* into changes and problems, and says what the guard minds. */
export function planView(items: Array<Record<string, unknown>>): PlanView {
	const lines = items.flatMap((item) => planLine(item) ?? []);
	const summary = items.find(({ action }) => action === 'summary') ?? {};
	const changes = lines.filter((line) => !isProblem(line) && !isUnchanged(line));
	const kinds = Array.isArray(summary.guard) ? summary.guard.map(String) : [];
	return {
		changes,
		problems: lines.filter(isProblem),
		unchanged: lines.filter(isUnchanged),
		people: number(summary.people),
		outOfScope: number(summary.out_of_scope),
		activeLinked: number(summary.active_linked_users),
		alarms: kinds.map((kind) => alarmOf(kind, changes)),
	};
}

function alarmOf(kind: string, changes: PlanLine[]): Alarm {
	const concerned = changes.filter(COUNTED[kind] ?? (() => false));
	const names = concerned.slice(0, MOST_NAMES).map(nameOf);
	return { kind, count: concerned.length, names };
}

/** As the guard counts: a suspension on a day to come is one, too. */
const COUNTED: Record<string, (line: PlanLine) => boolean> = {
	deletions: ({ action }) => action === 'delete',
	suspensions: ({ action, changes }) =>
		action === 'suspend' ||
		changes.some(({ field, to }) => field === 'scheduled.SUSPENDED' && to !== null),
	lettingIn: ({ action, changes }) =>
		action !== 'create' &&
		action !== 'suspend' &&
		changes.some(
			({ field, to }) =>
				(field === 'state' && to === 'ACTIVATED') ||
				(field === 'scheduled.ACTIVATED' && to !== null) ||
				(field === 'scheduled.SUSPENDED' && to === null),
		),
	emails: ({ changes }) => changes.some(({ field, from }) => field === 'email' && from !== null),
	names: ({ changes }) =>
		changes.some(({ field, from }) => /^(first|last|user)name$/.test(field) && from !== null),
	groupRemovals: isLeaving,
	emptiedGroups: isLeaving,
	creations: ({ action }) => action === 'create',
	changes: () => true,
};

function isLeaving({ changes }: PlanLine): boolean {
	return changes.some(({ field, to }) => field.startsWith('groups.') && to === false);
}

function number(given: unknown): number {
	return typeof given === 'number' ? given : 0;
}
