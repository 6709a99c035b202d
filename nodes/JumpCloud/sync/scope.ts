import { stateOf } from './users';
import { leavingNow } from './access';
import { valueAt } from './attributes';
import { about, decide } from './decide';
import { isDecisive, keysIn, valueIn, valueKey } from './groups';
import type { Identified } from './identity';
import type { NotInScope, Person } from './person';
import { noop, skipped, writing } from './planned';
import type { BareEntry, PlanEntry } from './planned';
import type { Case, Directory, PlanUser, SyncRules } from './rules';
import { cancelling } from './schedule';

/** What a field of a person has to be. */
export interface Condition {
	/** name of the input's field, with dots for what is inside another */
	field: string;
	operator: 'is' | 'isNot' | 'contains' | 'isEmpty';
	/** one of them is enough; none for `isEmpty` */
	values: string[];
}

/** Whom a plan is about: whoever fits all of `only`, and none of `not`. */
export interface ScopeRules {
	only: Condition[];
	not: Condition[];
}

/**
 * Why the person of a record is not in the scope; nothing where they are. A field that the record does
 * not have, or that holds something that is no value, says neither yes nor no: somebody who could be
 * outside is not changed, and somebody who could be inside has not left.
 */
export function notInScope(record: unknown, { only, not }: ScopeRules): NotInScope | undefined {
	const answers = [
		...only.map((condition) => ({ condition, fits: fits(record, condition), wanted: true })),
		...not.map((condition) => ({ condition, fits: fits(record, condition), wanted: false })),
	];
	// What is certain comes first: whoever is outside by one field is so whatever another one says.
	const against = answers.find(({ fits, wanted }) => fits !== undefined && fits !== wanted);
	if (against) {
		const rule = against.wanted ? 'Only People Who' : 'Not People Who';
		const message = `'${against.condition.field}' says so, by '${rule}' of 'Scope'.`;
		return { kind: 'out', message: `The person is not in the scope of this plan: ${message}` };
	}
	const open = answers.find(({ fits }) => fits === undefined);
	if (!open) return undefined;
	return {
		kind: 'unclear',
		message: `The person has no '${open.condition.field}' that can be read, so it is not known whether they are in the scope of this plan, and nothing is done. Add the field to the items, in Factorial under 'Include', or correct 'Scope'.`,
	};
}

/** Whether a record fits a condition; undefined where it does not say. */
function fits(record: unknown, { field, operator, values }: Condition): boolean | undefined {
	const value = valueIn(record, field);
	const wanted = values.map(valueKey);
	const named = new Set(wanted);
	if (!isDecisive(value, named)) return undefined;
	const found = keysIn(value, named);
	if (operator === 'isEmpty') return found.length === 0;
	if (operator === 'contains') {
		return found.some((one) => wanted.some((part) => one.includes(part)));
	}
	return found.some((one) => wanted.includes(one)) === (operator === 'is');
}

/** Decides about one person where there is a scope: whoever is not in it is left alone. */
export function decideInScope(given: Case): PlanEntry[] {
	const { person, identified, directory } = given;
	if (person.isWitness) return decide(given);
	const { users, disputed = [], conflict } = identified;
	const theirs = [...users, ...disputed, ...(conflict?.users ?? [])];
	const isKept = ({ id }: { id: string }) => directory.leftAlone?.has(id) ?? false;
	const [first] = [...users, ...disputed];
	if (theirs.length > 0 && theirs.every(isKept)) {
		return about(given, first, [{ ...noop('out_of_scope'), message: BY_GROUP }]);
	}
	if (person.scope)
		return outside(
			given,
			person.scope,
			users.filter((user) => !isKept(user)),
		);
	const kept = (some: PlanUser[]) => some.filter((user) => !isKept(user));
	return decide({
		...given,
		identified: { ...identified, users: kept(users), disputed: kept(disputed) },
	});
}

/** Somebody who is not in the scope; whether they have been in it, only the link of their user tells. */
function outside(given: Case, { kind, message }: NotInScope, users: PlanUser[]): PlanEntry[] {
	const { identified } = given;
	const [user] = [...identified.users, ...(identified.disputed ?? [])];
	if (kind === 'unclear' && !user && given.leaving.kind === 'now') {
		return about(given, user, [noop('inactive')]);
	}
	if (kind === 'unclear') {
		return about(given, user, [skipped({ reason: 'unclear_scope', message })]);
	}
	const losing = isCertain(given) ? users : [];
	const suspended = losing.flatMap((one) => about(given, one, suspension(given, one)));
	if (suspended.length > 0) return suspended.map((entry) => ({ ...entry, message }));
	return about(given, user, [{ ...noop('out_of_scope'), message }]);
}

/** Whether it is certain whose user it is, and that whoever has left the scope is to lose it. */
function isCertain({ person, identified, rules }: Case): boolean {
	const { by, conflict, disputed = [] } = identified;
	const isLinked = by === 'link' && rules.link.kind !== 'none';
	const isDoubtful = conflict !== undefined || disputed.length > 0;
	const isUnclear = person.problem?.stops === 'everything';
	return rules.leavingScope === 'suspend' && isLinked && !isDoubtful && !isUnclear;
}

function suspension({ directory, rules }: Case, user: PlanUser): BareEntry[] {
	const { rememberLastDay } = rules;
	const pending = directory.pending.get(user.id) ?? [];
	if (stateOf(user) === 'STAGED') {
		// There is no access to take yet, and whoever is locked would not come in with the scope again.
		const coming = pending.filter(({ state }) => state === 'ACTIVATED');
		if (coming.length === 0) return [];
		return [writing('cancel_schedule', 'out_of_scope', coming.map(cancelling))];
	}
	const entry = leavingNow(
		{
			...{ state: stateOf(user), rules, pending },
			remembered:
				rememberLastDay === undefined ? null : valueAt(user, `attributes.${rememberLastDay}`),
		},
		'out_of_scope',
	);
	return entry ? [entry] : [];
}

/** The users of whom a plan changes nothing because of its scope. */
export function usersOutside(
	people: readonly Person[],
	identified: ReadonlyArray<Identified<PlanUser>>,
	{ leftAlone = NOBODY }: Directory,
	{ leavingScope }: SyncRules,
): ReadonlySet<string> {
	const outside = people.flatMap(({ scope, isWitness }, index) => {
		if (isWitness || scope?.kind !== 'out' || leavingScope === 'suspend') return [];
		const { users = [], disputed = [] } = identified[index] ?? {};
		return [...users, ...disputed].map(({ id }) => id);
	});
	return new Set([...leftAlone, ...outside]);
}

const NOBODY: ReadonlySet<string> = new Set();

const BY_GROUP =
	"The user is in a group of 'Not Users In Group' of 'Scope', so nothing is done about them.";
