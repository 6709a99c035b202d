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
	/** the same for all lines about one person, or about a user whom nobody has */
	id: string;
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
	/** who gets the mail of an activation: an address, `default` or `none`; null where there is none to send */
	mail: string | null;
}

/** Reads an item that left *Plan*; undefined for the summary and for whatever is no part of a plan. */
export function planLine(item: Item): PlanLine | undefined {
	const { action, reason } = item;
	if (typeof action !== 'string' || typeof reason !== 'string') return undefined;
	return {
		id: text(record(item.person).employeeId) || text(record(item.user).id) || nameIn(item),
		action,
		reason,
		why: reasonInWords(text(item.conflict) || reason),
		name: nameIn(item),
		username: text(record(item.user).username) || usernames(item.users),
		changes: (Array.isArray(item.changes) ? item.changes : []).map(lineChange),
		effectiveAt: text(item.effectiveAt) || null,
		message: text(item.message) || null,
		mail: text(item.mail) || null,
	};
}

/** The name of the person of an item, or of the group that it is about; empty where there is none. */
export function nameIn(item: Item): string {
	const { firstName, lastName } = record(item.person);
	const person = `${text(firstName)} ${text(lastName)}`.trim();
	const group = text(item.group);
	return person || text(item.full_name) || (group && `Group ${group}`);
}

/** What is told of somebody by name: the person, else the user. */
export function nameOf({ name, username }: PlanLine): string {
	return name || username || 'somebody without a name';
}

/** Whether nothing is written for this line, because a person has to decide. */
export function isProblem({ action }: PlanLine): boolean {
	return action === 'skip' || action === 'conflict';
}

/** Whether nothing has to be done, and the line only says why. */
export function isUnchanged({ action }: PlanLine): boolean {
	return action === 'noop';
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

/** A text as it is; empty for everything else. */
export function text(given: unknown): string {
	return typeof given === 'string' ? given : '';
}

function record(given: unknown): Item {
	return typeof given === 'object' && given !== null ? { ...given } : {};
}
