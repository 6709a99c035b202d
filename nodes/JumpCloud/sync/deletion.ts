import { valueAt } from './attributes';
import { dayIn, daysBefore } from './days';
import { about } from './decide';
import type { Identified } from './identity';
import { transliterate } from './letters';
import type { Person } from './person';
import { skipped, writing } from './planned';
import type { BareEntry, Decision, FieldChange } from './planned';
import type { Directory, PlanUser, SyncRules } from './rules';
import { momentIn } from './schedule';
import { groupedBy, isProtected, linkOf, stateOf } from './users';

/** All that is known when everybody is decided about. */
interface Everybody {
	people: readonly Person[];
	/** whose user is whose, in the order of the people */
	identified: ReadonlyArray<Identified<PlanUser>>;
	directory: Directory;
	rules: SyncRules;
	rulesOf: (person: Person) => SyncRules;
	/** whether these people are known to be everybody */
	isComplete: boolean;
}

/** A user for whom it is time, as far as the days tell. */
interface Due {
	input: number;
	person: Person;
	identity: Identified<PlanUser>;
	user: PlanUser;
	rules: SyncRules;
	lastDay: string;
}

/**
 * The same decisions, with the deletion of users whose people left long ago. Only whom this package has
 * suspended for the very last day that the source knows is deleted; where anything speaks against it, a
 * person is told. Nothing else is done about a user who is deleted.
 */
export function withDeletions(decisions: readonly Decision[], given: Everybody): Decision[] {
	const due = given.people.flatMap((person, input) => dueOf(given, person, input));
	if (due.length === 0) return [...decisions];
	const decided = groupedBy(verdictsOn(due, decisions, given), ({ one }) => String(one.input));
	return decisions.map((decision) => {
		const verdicts = decided.get(String(decision.input)) ?? [];
		if (verdicts.length === 0) return decision;
		const told = verdicts.flatMap(({ one, entry }) => about(one, one.user, [entry]));
		const isDeleted = verdicts.some(({ entry }) => entry.action === 'delete');
		const others = isDeleted ? [] : decision.entries.filter(({ action }) => action !== 'noop');
		return { ...decision, entries: [...others, ...told] };
	});
}

/** The users of a person, or linked to them, whom this package has suspended for a last day long over. */
function dueOf(
	{ identified, rulesOf, directory }: Everybody,
	person: Person,
	input: number,
): Due[] {
	const identity = identified[input];
	const rules = rulesOf(person);
	const { deleteAfter, rememberLastDay, everyone, leavers, link, now, timeZone } = rules;
	const { lastDay, employeeId } = person;
	// What nobody has terminated ends the access, and no more than that.
	if (!identity || !lastDay || lastDay.isOfContract || identity.by !== 'link') return [];
	if (!deleteAfter || rememberLastDay === undefined || !everyone || leavers === 'never') return [];
	if (person.isWitness || person.scope || person.problem?.stops === 'everything') return [];
	if (lastDay.day > daysBefore(dayIn(now, timeZone), deleteAfter.days)) return [];
	const { users, disputed = [] } = identity;
	// Where a new record disputes the user, somebody has to hear that the deletion waits for that.
	return [...users, ...disputed]
		.filter(
			(user) =>
				stateOf(user) === 'SUSPENDED' &&
				valueAt(user, `attributes.${rememberLastDay}`) === lastDay.day &&
				linkOf(user, link) === employeeId &&
				!directory.leftAlone?.has(user.id),
		)
		.map((user) => ({ input, person, identity, user, rules, lastDay: lastDay.day }));
}

const idsOf = (some: readonly Due[]) => new Set(some.map(({ user }) => user.id));

interface Verdict {
	one: Due;
	entry: BareEntry;
}

function verdictsOn(
	due: readonly Due[],
	decisions: readonly Decision[],
	given: Everybody,
): Verdict[] {
	const { directory, rules, people, identified } = given;
	const changes = decisions.flatMap(({ entries }) => entries.flatMap((entry) => entry.changes));
	const named = new Set(changes.flatMap(({ field, to }) => (field === 'manager' ? [to] : [])));
	const joiners = namesOfJoiners(given);
	const against = new Map(
		due.map((one) => [one, doubtAbout(one, named, given) ?? doubtByName(one, joiners)]),
	);
	const reports = groupedBy(directory.users.users, ({ manager }) => manager?.trim() || undefined);
	const outside = new Set(
		people.flatMap(({ scope }, index) => (scope && identified[index]?.users) || []),
	);
	const isUntouched = (user: PlanUser) =>
		outside.has(user) ||
		directory.leftAlone?.has(user.id) === true ||
		isProtected(rules.protectedUsers, user);
	const isKept = ({ person, user }: Due) =>
		[user, { email: person.email }].some((who) => isProtected(rules.protectedUsers, who));
	const movesOf = (one: Due, ids: ReadonlySet<string>) =>
		reportsMoved(one, reports.get(one.user.id) ?? [], ids, given, isUntouched);

	let going = due.filter((one) => against.get(one) === undefined && !isKept(one));
	let ids = idsOf(going);
	// Whoever is not deleted after all has to get another manager, and that can keep theirs as well.
	for (let before = -1; before !== going.length; ) {
		before = going.length;
		for (const one of going) {
			const moves = movesOf(one, ids);
			if (typeof moves === 'string') against.set(one, moves);
		}
		going = going.filter((one) => against.get(one) === undefined);
		ids = idsOf(going);
	}
	return due.map((one) => {
		const doubt = against.get(one);
		const moves = doubt ?? movesOf(one, ids);
		if (typeof moves !== 'string') return { one, entry: deletion(one, moves, given) };
		const message = `The last day was ${one.lastDay}, so it would be time to delete the user. It is not deleted: ${moves}`;
		return { one, entry: skipped({ reason: 'not_deleted', message }) };
	});
}

/** What speaks against deleting this one, as a sentence; nothing where nothing does. */
function doubtAbout(
	{ person, identity, user }: Due,
	named: ReadonlySet<unknown>,
	{ isComplete, directory }: Everybody,
): string | undefined {
	const { conflict, users, disputed = [], goesOn } = identity;
	if (!isComplete) return INCOMPLETE;
	if (conflict || disputed.length > 0 || users.length > 1 || goesOn) return UNCERTAIN;
	if (person.active === true) return ACTIVE;
	const { problem } = person;
	// The source empties the emails of those who have left; anything else is a doubt.
	if (problem && !WITHOUT_EMAIL.has(problem.reason)) return `${problem.message}`;
	const pending = directory.pending.get(user.id) ?? [];
	const coming = pending.find(({ state }) => state !== 'SUSPENDED');
	if (coming) {
		return `JumpCloud is going to change the access at ${momentIn(coming.at)}, so somebody may count on the user. See who has planned it.`;
	}
	return named.has(user.id) ? NAMED : undefined;
}

/** The names of those who have not left and have no user: the user of a former record could be theirs. */
function namesOfJoiners({ people, identified, rules }: Everybody): ReadonlySet<string> {
	const today = dayIn(rules.now, rules.timeZone);
	const isJoining = ({ isWitness, lastDay }: Person, index: number) =>
		!isWitness && identified[index]?.users.length === 0 && !(lastDay && lastDay.day < today);
	return new Set(people.filter(isJoining).map(nameKey).filter(Boolean));
}

function nameKey({ firstName, lastName }: Person): string {
	const name = `${firstName} ${lastName}`.toLowerCase().normalize('NFC').trim();
	// Of scripts that are not spelled in Latin letters here nothing would be left.
	return transliterate(name).trim() || name;
}

function doubtByName({ person }: Due, joiners: ReadonlySet<string>): string | undefined {
	return joiners.has(nameKey(person)) ? NAMESAKE : undefined;
}

/**
 * Who gets another manager by a deletion, and which; or why nobody can.
 *
 * @param going ids of the users who are deleted by the same plan
 * @param isUntouched whether a user must not be changed
 */
function reportsMoved(
	{ user, rules }: Due,
	reports: readonly PlanUser[],
	going: ReadonlySet<string>,
	{ directory }: Everybody,
	isUntouched: (user: PlanUser) => boolean,
): FieldChange[] | string {
	const staying = reports.filter(({ id }) => !going.has(id));
	const isHandedOn = rules.deleteAfter?.reportsTo === 'manager';
	const heir = isHandedOn ? nextAbove(user, reports, directory) : undefined;
	const kept = staying.filter(isUntouched);
	if (staying.length > 0 && !isHandedOn) {
		return `the user is the manager of ${namesOf(staying)}. ${FIRST}`;
	}
	if (kept.length > 0) {
		return `the user is the manager of ${namesOf(kept)}, who must not be changed. ${FIRST}`;
	}
	if (staying.length > 0 && !heir) {
		return `the user is the manager of ${namesOf(staying)}, and no manager above has access. ${FIRST}`;
	}
	if (reports.length > 0 && !heir && isAboveItself(user, directory)) {
		return `the user is the manager of ${namesOf(reports)}, and reports to them as well. ${FIRST}`;
	}
	return reports.map(({ id, username }) => ({
		// Whoever is to be deleted as well may stay after all; without anybody above, they have to go first.
		...{ field: `reports.${username}`, from: user.id, to: heir?.id ?? null, id },
	}));
}

/** The next manager above who has not lost the access, and does not report to the user. */
function nextAbove(
	user: PlanUser,
	reports: readonly PlanUser[],
	{ users: { byId } }: Directory,
): PlanUser | undefined {
	const seen = new Set([user.id]);
	for (let next = byId.get(user.manager?.trim() ?? ''); next && !seen.has(next.id); ) {
		if (stateOf(next) !== 'SUSPENDED' && !reports.includes(next)) return next;
		seen.add(next.id);
		next = byId.get(next.manager?.trim() ?? '');
	}
	return undefined;
}

/** Whether the managers above come back to the user: then none of them can be deleted first. */
function isAboveItself(user: PlanUser, { users: { byId } }: Directory): boolean {
	const seen = new Set<string>();
	let id = user.manager?.trim() ?? '';
	for (; id !== '' && id !== user.id && !seen.has(id); id = byId.get(id)?.manager?.trim() ?? '') {
		seen.add(id);
	}
	return id === user.id;
}

function deletion(
	{ user, rules, lastDay }: Due,
	moves: readonly FieldChange[],
	{ directory }: Everybody,
): BareEntry {
	const { rememberLastDay, deleteAfter } = rules;
	const changes: FieldChange[] = [
		{ field: 'state', from: 'SUSPENDED', to: 'DELETED' },
		// What the user remembers goes with it, and tells whoever carries it out why it was to be deleted.
		{ field: `attributes.${rememberLastDay}`, from: lastDay, to: null },
		...moves,
	];
	const moved = moves.filter(({ to }) => to !== null);
	const heir = directory.users.byId.get(String(moved[0]?.to ?? ''));
	const told = moved.map(({ field }) => field.replace('reports.', '')).join(', ');
	const manager = heir ? ` Their manager is "${heir.username}" then: ${told}.` : '';
	const days = deleteAfter?.days === 1 ? 'a day' : `${deleteAfter?.days} days`;
	const message = `The last day was ${lastDay}, and users are deleted ${days} after. "${user.username}" and all that hangs on it in JumpCloud are gone for good then.${manager}`;
	return { ...writing('delete', 'deleted_after', changes), message };
}

const MOST_NAMES = 5;

function namesOf(users: readonly PlanUser[]): string {
	const names = users.slice(0, MOST_NAMES).map(({ username }) => `"${username}"`);
	return `${names.join(', ')}${users.length > names.length ? ', …' : ''}`;
}

const FIRST = 'Give them another manager first.';

const WITHOUT_EMAIL: ReadonlySet<string> = new Set(['missing_work_email', 'not_a_work_email']);

const INCOMPLETE =
	'the list is not known to be everybody, so the person may be in it under another record.';

const UNCERTAIN =
	'it is not certain whose user it is, or there are several. Keep the link on one of them.';

const ACTIVE =
	'the source says that the person is active all the same. Correct the last day there, or who is active.';

const NAMESAKE =
	'somebody of the same name is in the list under another record, has not left and has no user, and may be the same person. See whose user it is: correct the work email or the link, or delete the user by hand.';

const NAMED =
	'by this very plan somebody gets the user as manager. Name another manager in the source.';
