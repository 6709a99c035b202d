import { reasonInWords } from './reasons';

type Item = Record<string, unknown>;

/** One difference, as *Plan* says it; null stands for nothing. */
interface LineChange {
	field: string;
	from: string | boolean | null;
	to: string | boolean | null;
}

/** One change that would be made, or one thing that a person has to look at. */
export interface PlanLine {
	action: string;
	reason: string;
	/** the reason in words; of a conflict, its kind */
	why: string;
	/** of the person; empty for a user whom nobody has */
	name: string;
	/** empty for whoever has no user yet; of a conflict, those whom it is about */
	username: string;
	changes: LineChange[];
	/** when access changes, ISO 8601; null for at once */
	effectiveAt: string | null;
	message: string | null;
}

/** Reads an item that left *Plan*; undefined for the summary and for whatever is no part of a plan. */
export function planLine(item: Item): PlanLine | undefined {
	const { action, reason } = item;
	if (typeof action !== 'string' || typeof reason !== 'string') return undefined;
	const person = record(item.person);
	return {
		action,
		reason,
		why: reasonInWords(text(item.conflict) || reason),
		name: `${text(person.firstName)} ${text(person.lastName)}`.trim(),
		username: text(record(item.user).username) || usernames(item.users),
		changes: (Array.isArray(item.changes) ? item.changes : []).map(lineChange),
		effectiveAt: text(item.effectiveAt) || null,
		message: text(item.message) || null,
	};
}

/** What is told of somebody by name: the person, else the user. */
export function nameOf({ name, username }: PlanLine): string {
	return name || username || 'somebody without a name';
}

/** Whether nothing is written for this line, because a person has to decide. */
export function isProblem({ action }: PlanLine): boolean {
	return action === 'skip' || action === 'conflict';
}

function lineChange(change: unknown): LineChange {
	const { field, from, to } = record(change);
	return { field: text(field), from: value(from), to: value(to) };
}

function usernames(users: unknown): string {
	const names = (Array.isArray(users) ? users : []).map((user) => text(record(user).username));
	return names.filter(Boolean).join(', ');
}

function value(given: unknown): LineChange['to'] {
	return typeof given === 'string' || typeof given === 'boolean' ? given : null;
}

function text(given: unknown): string {
	return typeof given === 'string' ? given : '';
}

function record(given: unknown): Item {
	return typeof given === 'object' && given !== null ? { ...given } : {};
}
