import { keysIn, valueIn, valueKey } from './groups';
import type { Group, GroupRule } from './groups';
import { readText } from './person';
import type { Person } from './person';
import { skipped } from './planned';
import type { PlanEntry } from './planned';

/** Groups whose names are made of the values of a field. */
export interface GroupPattern {
	/** name of the input's field, with dots for what is inside another */
	field: string;
	/** as typed: blanks at their ends are part of the name */
	prefix: string;
	suffix: string;
	/** ids of the only groups that a value can name; without it, all whose names fit */
	allowed?: ReadonlySet<string>;
	/** by value: the id of the group that it names instead, or nothing for none */
	exceptions: ReadonlyMap<string, string | undefined>;
	createMissing: boolean;
	/** also who is in a group whose name fits and that nobody's value names is taken out */
	takesOutOfAll: boolean;
}

/** JumpCloud says no limit; no group that people look at is called so. */
const LONGEST_NAME = 255;

/** What a name stands for: letter case, encoding and blanks around it do not tell two groups apart. */
type Named =
	| { kind: 'group'; group: Group }
	| { kind: 'missing' }
	| { kind: 'several'; groups: Group[] };

/** The group with a name: the one that is written so, else the only one that differs by letter case. */
export function groupNamed(name: string, groups: readonly Group[]): Named {
	const key = valueKey(name);
	return among(
		name,
		groups.filter((group) => valueKey(group.name) === key),
	);
}

function among(name: string, similar: readonly Group[]): Named {
	const exact = similar.filter((group) => readText(group.name) === readText(name));
	const fitting = exact.length > 0 ? exact : similar;
	const [group] = fitting;
	if (!group) return { kind: 'missing' };
	return fitting.length > 1 ? { kind: 'several', groups: [...fitting] } : { kind: 'group', group };
}

/** What patterns come to for an input: rules as if somebody had written one for each value. */
export interface Expanded {
	rules: GroupRule[];
	/** what a person should look at, once for each group */
	reports: PlanEntry[];
}

/**
 * The rules that a pattern stands for. Of the groups whose names fit, those are managed that somebody's
 * value names: one that a person has named like that by hand, and that no value stands for, is left as
 * it is, unless the pattern says that all of them are its own.
 */
export function expandPattern(
	pattern: GroupPattern,
	records: readonly unknown[],
	groups: readonly Group[],
	everyone: boolean,
): Expanded {
	const { field, allowed, exceptions, createMissing, takesOutOfAll } = pattern;
	const byName = new Map<string, Group[]>();
	for (const group of groups) {
		const key = valueKey(group.name);
		byName.set(key, [...(byName.get(key) ?? []), group]);
	}
	const rules: GroupRule[] = [];
	const reports: PlanEntry[] = [];
	const own = new Set<string>();
	const add = (groupId: string, is: string, more: Partial<GroupRule> = {}) => {
		rules.push({ field, is, groupId, ...more });
		if (groupId !== '') own.add(groupId);
	};

	for (const [value, groupId] of exceptions) if (groupId !== undefined) add(groupId, value);
	for (const groupId of allowed ?? []) add(groupId, '');
	for (const value of valuesOf(field, records)) {
		if (exceptions.has(valueKey(value))) continue;
		const name = nameOf(pattern, value);
		const similar = (byName.get(valueKey(name)) ?? []).filter(
			({ id }) => !allowed || allowed.has(id),
		);
		const found = among(name, similar);
		if (found.kind === 'group') add(found.group.id, value);
		if (found.kind === 'several') {
			for (const { id } of found.groups) add(id, value, { isUnclear: true });
			reports.push(aboutGroup('group_name_ambiguous', name, ambiguous(name, found.groups)));
		}
		// Outside the list a value names nothing, whatever it is.
		if (found.kind !== 'missing' || allowed) continue;
		const isMade = createMissing && name.length <= LONGEST_NAME;
		rules.push({ field, is: value, groupId: '', missing: { name, isMade } });
	}
	if (allowed) return { rules, reports };

	const none = new Set([...exceptions.keys()].map((value) => valueKey(nameOf(pattern, value))));
	for (const group of groups) {
		if (own.has(group.id) || !fitsName(pattern, group)) continue;
		if (takesOutOfAll) add(group.id, '');
		else if (everyone && !none.has(valueKey(group.name))) {
			reports.push(aboutGroup('unmatched_group', group.name, unmatched(group, field)));
		}
	}
	return { rules, reports };
}

/** The distinct values that some records have, each in one way of writing it, whatever their order. */
function valuesOf(field: string, records: readonly unknown[]): string[] {
	const found = new Map<string, string>();
	for (const record of records) {
		const value = valueIn(record, field);
		for (const one of [value].flat()) {
			const [key] = keysIn(one);
			const text = readText(typeof one === 'boolean' ? String(one) : one);
			const known = key === undefined ? undefined : found.get(key);
			if (key !== undefined && (known === undefined || text < known)) found.set(key, text);
		}
	}
	return [...found.values()].toSorted();
}

function nameOf({ prefix, suffix }: GroupPattern, value: string): string {
	return readText(`${prefix}${value}${suffix}`);
}

/** Whether the name of a group can be that of some value. */
function fitsName({ prefix, suffix }: GroupPattern, { name }: Group): boolean {
	const key = valueKey(name);
	const [before, after] = [valueKey(`${prefix}.`).slice(0, -1), valueKey(`.${suffix}`).slice(1)];
	return key.startsWith(before) && key.endsWith(after) && key.length > before.length + after.length;
}

/** One entry for each group that somebody should be in and that does not exist, with the people. */
export function missingGroups(
	people: ReadonlyArray<Pick<Person, 'groups' | 'employeeId' | 'email' | 'firstName' | 'lastName'>>,
): PlanEntry[] {
	const lacking = new Map<string, (typeof people)[number][]>();
	for (const person of people) {
		for (const { name, isMade } of person.groups.missing ?? []) {
			if (!isMade) lacking.set(name, [...(lacking.get(name) ?? []), person]);
		}
	}
	return [...lacking]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, theirs]) => {
			const own = theirs
				.map(({ employeeId, email, firstName, lastName }) => ({
					...{ employeeId, email, firstName, lastName },
				}))
				.toSorted((a, b) => (a.employeeId + a.email < b.employeeId + b.email ? -1 : 1));
			const message = `No JumpCloud group is called "${shown(name)}", in which ${own.length} of the people should be. Create it in JumpCloud, name another one under 'Exceptions' of 'Groups From a Field', or let missing groups be made.`;
			return { ...aboutGroup('missing_group', name, message), people: own };
		});
}

function aboutGroup(
	reason: 'missing_group' | 'unmatched_group' | 'group_name_ambiguous',
	group: string,
	message: string,
): PlanEntry {
	return { ...skipped({ reason, message }), person: null, user: null, group };
}

const ambiguous = (name: string, groups: readonly Group[]) =>
	`${groups.length} JumpCloud groups are called "${shown(name)}": ${groups.map(({ id }) => id).join(', ')}. Nobody is put into them or taken out of them. Rename all but one, or choose one under 'Exceptions' of 'Groups From a Field'.`;

const unmatched = ({ name }: Group, field: string) =>
	`The JumpCloud group "${shown(name)}" is called like those of 'Groups From a Field', and no '${field}' of anybody names it, so whoever is in it stays. If it is of the past, delete it; if it is another one, rename it.`;

function shown(name: string): string {
	return name.length <= 80 ? name : `${name.slice(0, 80)}…`;
}
