import { readText } from './person';
import type { FieldChange } from './planned';
import { groupedBy, isLost } from './users';
import type { GroupWish, MissingGroup } from './users';

const isLostText = (value: unknown) =>
	typeof value === 'number' || (typeof value === 'string' && isLost(readText(value)));

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

type GroupProblem = 'group_not_found' | 'group_name_ambiguous' | 'group_not_allowed';

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

/**
 * Those choices that may be named: where the names come from somebody else's records, these must not
 * lead to any group that there is.
 *
 * @param allowed names or IDs; one that ends with * stands for all names that begin like it
 */
export function onlyAllowed(choices: GroupChoice[], allowed: readonly string[]): GroupChoice[] {
	const known = allowed.map((entry) => {
		const isBeginning = entry.trim().endsWith('*');
		return { entry, isBeginning, key: valueKey(isBeginning ? entry.trim().slice(0, -1) : entry) };
	});
	const isAllowed = ({ id, name }: Group) =>
		known.some(({ entry, isBeginning, key }) => {
			// Alone, the star would allow everything.
			if (isBeginning) return key !== '' && valueKey(name).startsWith(key);
			return entry.trim() === id || (key !== '' && key === valueKey(name));
		});
	return choices.map((choice) => {
		if (choice.kind !== 'group' || isAllowed(choice.group)) return choice;
		const { name } = choice.group;
		const message = `The JumpCloud group '${shown(name)}' is not among the 'Allowed Groups' of this step, so nobody is put into it.`;
		return { kind: 'problem', wanted: name, reason: 'group_not_allowed', message };
	});
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
	/** nobody belongs into the group by a value that is empty */
	is: string;
	/** empty for a group that does not exist */
	groupId: string;
	/** it is not certain that this group is meant, so whoever has the value is left as they are */
	isUnclear?: boolean;
	/** the group that does not exist, and whether it is going to be made */
	missing?: MissingGroup;
}

/**
 * The managed groups, by id: what they are called, which users are in them, and who is never taken out
 * of them.
 */
export type ManagedGroups = ReadonlyMap<
	string,
	{ name: string; members: ReadonlySet<string>; kept?: ReadonlySet<string> }
>;

/**
 * In which of the managed groups the person of a record belongs. A field that the record does not have
 * at all, or that holds something that is no value, says nothing, so that the group is left alone; one
 * that is null or an empty list says no. Of a field of which something got lost, `lost` says in which groups
 * that leaves somebody.
 */
export function groupsFor(rules: readonly GroupRule[]): (record: unknown) => GroupWish {
	const keyed = rules.map((rule) => ({ ...rule, key: valueKey(rule.is) }));
	const named = new Map(
		[...groupedBy(keyed, ({ field }) => field)].map(([field, theirs]) => [
			field,
			new Set(theirs.map(({ key }) => key)),
		]),
	);
	return (record) => {
		const values = new Map(
			[...named].map(([field, keys]) => {
				const value = valueIn(record, field);
				return [field, isDecisive(value, keys) ? new Set(keysIn(value, keys)) : undefined];
			}),
		);
		const [inside, outside, open] = [new Set<string>(), new Set<string>(), new Set<string>()];
		const missing = new Map<string, MissingGroup>();
		for (const { field, key, groupId, isUnclear, missing: lacking } of keyed) {
			const found = values.get(field);
			const holds = found?.has(key) ?? false;
			if (lacking) {
				if (holds) missing.set(lacking.name, lacking);
				continue;
			}
			if (!found || (holds && isUnclear)) open.add(groupId);
			else if (holds) inside.add(groupId);
			else outside.add(groupId);
		}
		const out = [...outside].filter((id) => !inside.has(id) && !open.has(id));
		// What is no text at all has been told of by the step that gave it.
		const lost = [...named.keys()].filter(
			(field) => !values.get(field) && [valueIn(record, field)].flat().some(isLostText),
		);
		const leftFor = (field: string) => keyed.filter((one) => one.field === field && one.groupId);
		return {
			...{ in: [...inside], out },
			...(missing.size > 0 && { missing: [...missing.values()] }),
			...(lost.length > 0 && {
				lost: lost.map((field) => {
					const read = new Set(keysIn(valueIn(record, field), named.get(field)));
					const theirs = leftFor(field);
					return {
						field,
						groups: theirs.map(({ groupId }) => groupId),
						named: theirs.filter(({ key }) => read.has(key)).map(({ groupId }) => groupId),
					};
				}),
			}),
		};
	};
}

/** What has to change in the memberships of a user, or of one who is yet to be created. */
export function membershipChanges(
	wanted: GroupWish,
	userId: string | undefined,
	groups: ManagedGroups,
): FieldChange[] {
	const isIn = (id: string) =>
		userId !== undefined && (groups.get(id)?.members.has(userId) ?? false);
	const named = (id: string) => ({ field: `groups.${groups.get(id)?.name ?? id}`, id });
	const isKept = (id: string) => groups.get(id)?.kept?.has(userId ?? '') ?? false;
	const made = (wanted.missing ?? []).filter(({ isMade }) => isMade);
	const changes: FieldChange[] = [
		...wanted.out
			.filter((id) => isIn(id) && !isKept(id))
			.map((id) => ({ ...named(id), from: true, to: false })),
		...wanted.in.filter((id) => !isIn(id)).map((id) => ({ ...named(id), from: false, to: true })),
		...made.map(({ name }) => ({
			...{ field: `groups.${name}`, creates: true as const, from: false, to: true },
		})),
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

/** The entries of a value, or the only one, as they are compared; empty and lost ones are none. */
export function keysIn(value: unknown, named: ReadonlySet<string> = NOTHING): string[] {
	const entries = [value].flat().filter((entry) => isReadable(entry, named));
	return entries.map(valueKey).filter(Boolean);
}

/**
 * Whether a value can be compared with that of a rule: it is there, and no entry of it got lost.
 *
 * @param named keys of what rules name: whoever has written "N/A" in one means it
 */
export function isDecisive(value: unknown, named: ReadonlySet<string> = NOTHING): boolean {
	return value !== undefined && [value].flat().every((entry) => isReadable(entry, named));
}

const NOTHING: ReadonlySet<string> = new Set();

function isReadable(entry: unknown, named: ReadonlySet<string>): boolean {
	if (entry === null || typeof entry === 'boolean') return true;
	// Beyond 2^53 a number has lost its last digits, and an infinite one was never written.
	if (typeof entry === 'number') {
		return Number.isSafeInteger(entry) || (Number.isFinite(entry) && entry % 1 !== 0);
	}
	if (typeof entry !== 'string') return false;
	return !isLost(readText(entry)) || named.has(valueKey(entry));
}

/** A value as it is compared: letter case, encoding, and blanks around it do not count. */
export function valueKey(value: unknown): string {
	return readText(typeof value === 'boolean' ? String(value) : value).toLowerCase();
}
