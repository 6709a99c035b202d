import { readText } from './person';
import type { FieldChange } from './planned';

/** Whether a value can be read by key. */
function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A user group, reduced to what is shown and decided by. */
export interface Group {
	id: string;
	name: string;
	description: string;
	/** JumpCloud's word for who decides about the members; a list of groups does not say it */
	membershipMethod: string;
}

/** What came of a name or an ID; a problem has a word for workflows and a text for people. */
export type GroupChoice =
	| { kind: 'group'; group: Group }
	| { kind: 'problem'; wanted: string; reason: GroupProblem; message: string };

type GroupProblem = 'group_not_found' | 'group_name_ambiguous';

/** Stands for who decides about the members of a group where JumpCloud has not said it. */
export const UNKNOWN = 'UNKNOWN';

/** Whether it is certain that nobody but people and programs decides about the members. */
export function isStatic({ membershipMethod }: Pick<Group, 'membershipMethod'>): boolean {
	return membershipMethod === 'STATIC' || membershipMethod === 'NOTSET';
}

/** Whether JumpCloud computes the members by itself and takes back what is changed by hand. */
export function isAutomated({ membershipMethod }: Pick<Group, 'membershipMethod'>): boolean {
	return membershipMethod === 'DYNAMIC_AUTOMATED';
}

/** The groups behind names or IDs, each once; names must fit exactly, and one group only. */
export function chooseGroups(wanted: string[], groups: Group[]): GroupChoice[] {
	const choices = new Map<string, GroupChoice>();
	for (const text of wanted.map((entry) => entry.trim()).filter((entry) => entry !== '')) {
		const choice = chooseGroup(text, groups);
		choices.set(choice.kind === 'group' ? choice.group.id : `problem ${text}`, choice);
	}
	return [...choices.values()];
}

function chooseGroup(wanted: string, groups: Group[]): GroupChoice {
	const byId = groups.find(({ id }) => id === wanted);
	const fitting = byId ? [byId] : groups.filter(({ name }) => name === wanted);
	const [group] = fitting;
	if (group === undefined) {
		const message = `No JumpCloud group has the name or ID '${shown(wanted)}'${hint(wanted, groups)}.`;
		return { kind: 'problem', wanted, reason: 'group_not_found', message };
	}
	if (fitting.length > 1) {
		const ids = fitting.map(({ id }) => id).join(', ');
		const message = `${fitting.length} JumpCloud groups have the name '${shown(wanted)}': ${ids}. Choose one by its ID, or rename the other in JumpCloud.`;
		return { kind: 'problem', wanted, reason: 'group_name_ambiguous', message };
	}
	return { kind: 'group', group };
}

function hint(wanted: string, groups: Group[]): string {
	const similar = groups.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
	if (similar) return `; there is '${similar.name}', and letter case counts`;
	return wanted.includes(',') ? '; give several as a list, not as one text' : '';
}

function shown(text: string): string {
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** Who belongs into a managed group: whose field holds a value. */
export interface GroupRule {
	/** name of the input's field, with dots for what is inside another */
	field: string;
	is: string;
	groupId: string;
}

/** The managed groups, by id: what they are called and which users are in them. */
export type ManagedGroups = ReadonlyMap<string, { name: string; members: ReadonlySet<string> }>;

/**
 * In which of the managed groups somebody belongs. A field that the record does not have at all, or
 * that holds something that is no value, says nothing, so that the group is left alone; one that is
 * null or an empty list says no.
 */
export function groupsFor(record: unknown, rules: readonly GroupRule[]) {
	const known = rules.map((rule) => ({ ...rule, value: valueIn(record, rule.field) }));
	const decided = known.filter(({ value }) => isDecisive(value));
	const open = new Set(
		known.filter(({ value }) => !isDecisive(value)).map(({ groupId }) => groupId),
	);
	const inside = new Set(
		decided.filter(({ value, is }) => holds(value, is)).map(({ groupId }) => groupId),
	);
	const outside = decided
		.map(({ groupId }) => groupId)
		.filter((id) => !inside.has(id) && !open.has(id));
	return { in: [...inside], out: [...new Set(outside)] };
}

/** What has to change in the memberships of a user, or of one who is yet to be created. */
export function membershipChanges(
	wanted: { in: string[]; out: string[] },
	userId: string | undefined,
	groups: ManagedGroups,
): FieldChange[] {
	const isIn = (id: string) =>
		userId !== undefined && (groups.get(id)?.members.has(userId) ?? false);
	const named = (id: string) => ({ field: `groups.${groups.get(id)?.name ?? id}`, id });
	const changes = [
		...wanted.out.filter(isIn).map((id) => ({ ...named(id), from: true, to: false })),
		...wanted.in.filter((id) => !isIn(id)).map((id) => ({ ...named(id), from: false, to: true })),
	];
	return changes.toSorted((a, b) => Number(a.to) - Number(b.to) || (a.field < b.field ? -1 : 1));
}

/** How many of some members a group has once everything that is planned is done, and who joins it. */
export function membersAfter(
	members: readonly string[],
	groupId: string,
	entries: ReadonlyArray<{ changes: readonly FieldChange[]; user: { id: string } | null }>,
): number {
	const left = new Set(members);
	let joined = 0;
	for (const { changes, user } of entries) {
		for (const { field, id, to } of changes) {
			if (!field.startsWith('groups.') || id !== groupId) continue;
			if (to === true) joined++;
			else left.delete(user?.id ?? '');
		}
	}
	return left.size + joined;
}

/** Whether a field says anything: an empty text or list does not. */
export function isFilled(value: unknown): boolean {
	return keysIn(value).length > 0;
}

/** The value of a field, with dots for what is inside another; undefined when it is not there. */
export function valueIn(record: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), record);
}

function holds(value: unknown, wanted: string): boolean {
	return keysIn(value).includes(valueKey(wanted));
}

/** The entries of a value, or the only one, as they are compared; empty ones are none. */
export function keysIn(value: unknown): string[] {
	return [value].flat().map(valueKey).filter(Boolean);
}

/** Whether a value can be compared with that of a rule. */
export function isDecisive(value: unknown): boolean {
	return value !== undefined && ![value].flat().some(isRecord);
}

/** A value as it is compared: letter case, encoding, and blanks around it do not count. */
export function valueKey(value: unknown): string {
	return readText(typeof value === 'boolean' ? String(value) : value).toLowerCase();
}
