import { leavingNow } from './access';
import { valueAt } from './attributes';
import { describeUser } from './decide';
import { readText, readYesNo } from './person';
import type { Person, PersonInput } from './person';
import { protectedEntry, skipped } from './planned';
import type { BareEntry, Gap, PlanEntry } from './planned';
import type { Directory, PlanUser, SyncRules } from './rules';
import { isProtected, keyOf, linkOf, stateOf } from './users';

/**
 * What speaks against taking a list for everybody; nothing when every item says that it is, and as many
 * people are here as were read. Of several lists in one, each is told by its ID, or by its number of
 * people where it has none: two of the same number then cannot be told apart, and are no complete list.
 */
export function gapIn(people: readonly Person[], inputs: readonly PersonInput[]): Gap | undefined {
	const said = inputs.map(({ listComplete }) => readYesNo(listComplete));
	if (said.includes(false)) return { kind: 'denied' };
	const items = said.filter((one) => one !== true).length;
	if (items > 0) return { kind: 'unsaid', items };

	const lists = new Map<string, { id: string; read: string; found: Set<number | string> }>();
	for (const [index, { listCount, listId }] of inputs.entries()) {
		const read = wordOf(listCount);
		if (read === undefined) continue;
		const id = wordOf(listId) ?? '';
		const key = JSON.stringify([id, read]);
		const list = lists.get(key) ?? { id, read, found: new Set() };
		lists.set(key, list);
		// Twice in the input is one person; whoever has no ID may be anybody.
		list.found.add(people[index]?.employeeId || index);
	}
	for (const { id, read, found } of lists.values()) {
		if (!/^\d+$/.test(read)) return { kind: 'uncounted', said: read };
		const numbers = { people: found.size, read: Number(read) };
		if (numbers.people < numbers.read) return { kind: 'fewer', ...numbers };
		if (id === '' && numbers.people > numbers.read) return { kind: 'more', ...numbers };
	}
	return undefined;
}

/** How many people a list has, or which list it is, as its item says it; nothing where it says nothing. */
function wordOf(value: unknown): string | undefined {
	if (value === null || value === undefined || value === '') return undefined;
	return readText(value) || 'something else';
}

/** A gap in words: what is wrong, as the end of a sentence, and what to do about it. */
export function gapInWords(gap: Gap): { what: string; advice: string } {
	switch (gap.kind) {
		case 'denied':
			return {
				what: 'whoever read it says that it is not everybody',
				advice:
					"In the Factorial step switch on 'Return All' and remove the filters. If there are none, Factorial has sent fewer people than it says it has: run again later.",
			};
		case 'unsaid':
			return {
				what: `${gap.items} of its items do not say that it is`,
				advice:
					"Read everybody with Factorial's Employee: Get Many, and pass its field list_complete on. For another source, let 'List Is Complete' be true where that source tells that it has read everybody.",
			};
		case 'uncounted':
			return {
				what: `'People in the List' is no number: ${gap.said.slice(0, 40)}`,
				advice: 'Map how many people were read, or empty it.',
			};
		case 'more':
			return {
				what: `${gap.people} people are here, and 'People in the List' says ${gap.read}, so there are several lists that nothing tells apart`,
				advice:
					"Map an ID of each list to 'List ID', as Factorial's Get Many gives it (list_id), or read everybody as one list.",
			};
		case 'fewer':
			return {
				what: `${gap.people} of the ${gap.read} people who were read are here`,
				advice:
					"Remove what leaves people out between reading and planning. If those left out are meant to count as absent, empty 'People in the List'.",
			};
	}
}

/**
 * Linked users whom nobody of the whole company has: the employee was removed, or never existed.
 * Without an admin's wish nothing is done about them, and nothing either while it is not certain who
 * is in the input, or whose user it is.
 */
export function absentUsers(people: Person[], directory: Directory, rules: SyncRules): PlanEntry[] {
	const present = new Set(people.map(({ employeeId }) => employeeId));
	const unnamed = people.filter(({ employeeId }) => employeeId === '').length;
	const emails = new Set(people.map(({ email }) => keyOf(email)));
	const doubtAbout = (user: PlanUser): string | undefined => {
		if (emails.has(keyOf(user.email))) return 'somebody of the input has the same work email';
		return unnamed > 0
			? `${unnamed} of the people have no usable employee ID and could be the one`
			: undefined;
	};
	return directory.users.users
		.filter((user) => {
			const employeeId = linkOf(user, rules.link);
			if (directory.leftAlone?.has(user.id)) return false;
			return employeeId !== undefined && !present.has(employeeId);
		})
		.toSorted((a, b) => (a.username < b.username ? -1 : 1))
		.flatMap((user) => {
			const bare = absentEntry(user, directory, rules, doubtAbout(user));
			if (!bare) return [];
			const entry = { ...bare, person: null, user: describeUser(user, rules.link) };
			return [isProtected(rules.protectedUsers, user) ? protectedEntry(entry) : entry];
		});
}

function absentEntry(
	user: PlanUser,
	directory: Directory,
	rules: SyncRules,
	doubt: string | undefined,
): BareEntry | undefined {
	const state = stateOf(user);
	const { rememberLastDay, absent, link } = rules;
	if (absent === 'suspend' && doubt === undefined) {
		const pending = directory.pending.get(user.id) ?? [];
		const remembered =
			rememberLastDay === undefined ? null : valueAt(user, `attributes.${rememberLastDay}`);
		return leavingNow({ state, pending, remembered, rules }, 'absent');
	}
	const returns = (directory.pending.get(user.id) ?? []).some((one) => one.state === 'ACTIVATED');
	if (state === 'SUSPENDED' && !returns) return undefined;
	const why =
		absent === 'suspend'
			? `It is not suspended, because ${doubt}.`
			: 'Correct the link, or suspend the user if nobody should have it.';
	return skipped({
		reason: 'orphan',
		message: `The JumpCloud user "${user.username}" (${user.id}) is linked to employee ${linkOf(user, link) ?? ''}, whom the input does not have. ${why}`,
	});
}
