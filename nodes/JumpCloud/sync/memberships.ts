import { isRecord } from './record';
import type { FieldChange } from './planned';

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

/** The value of a field, with dots for what is inside another; undefined when it is not there. */
export function valueIn(record: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), record);
}

function holds(value: unknown, wanted: string): boolean {
	return [value].flat().some((one) => keyOf(one) !== '' && keyOf(one) === keyOf(wanted));
}

/** Whether a value can be compared with that of a rule. */
function isDecisive(value: unknown): boolean {
	return value !== undefined && ![value].flat().some(isRecord);
}

const keyOf = (value: unknown) =>
	['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim().toLowerCase() : '';
