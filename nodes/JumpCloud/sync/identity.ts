import * as told from './conflicts';
import type { Conflict, Identity } from './conflicts';
import { daysBefore } from './days';
import { agrees, isNameless, isOtherScript, namesInCommon } from './letters';
import { groupedBy, keyOf, linkOf, sameEmail } from './users';
import type { DirectoryUser, Link, UserIndex } from './users';

/** A person among all those who are looked at together. */
export interface Someone extends Identity {
	/** not a leaver: works here, maybe until a last day to come */
	stays: boolean;
	/** does not work here at the moment, whatever comes: adopts nobody */
	isInactive?: boolean;
	/** it is not certain who is meant, so no user is theirs */
	isUnclear?: boolean;
	/** YYYY-MM-DD, past or to come: of several records of one person that have ended the last one counts */
	lastDay?: string;
	/** YYYY-MM-DD, where it is still to come */
	firstDay?: string;
	/** only known: nothing is done about this record */
	isWitness?: boolean;
	/** nothing is done about this record, or may be: it is not in the scope */
	isOutOfScope?: boolean;
	/** this record gets no user: it is out of the scope, protected, or there is something to correct */
	isLeftAlone?: boolean;
	/** what is decided about this person alone, in place of the rules for all */
	own?: Partial<Omit<IdentityRules, 'link'>>;
}

/** What an admin decides about users whom nothing but the email tells apart. */
export interface IdentityRules {
	link: Link;
	/** a user without a link who has the email of somebody without a user */
	unlinkedUser: 'ifNameAgrees' | 'always' | 'report';
	/** the linked employee has left, and a new one has the same email and name */
	newRecord: 'report' | 'relink';
}

/** Whose user it is. */
export interface Identified<U extends DirectoryUser> {
	/** those that are certainly this person's; more than one of a leaver only, who loses them all */
	users: U[];
	/** `newRecord`: the link is to be moved here from a record that has ended */
	by?: 'link' | 'email' | 'newRecord';
	/** linked users who could be somebody else's: all that may be done is to let them keep the access */
	disputed?: U[];
	/** the same person works here under another record, so that the last day of this one ends nothing */
	goesOn?: boolean;
	/** that record is not in the scope, so what is scheduled for its end stays */
	keepsEnd?: boolean;
	/** what a person has to look at; with `users`, those are certain all the same, by the link */
	conflict?: Conflict<U>;
}

/**
 * Whose user is whose: the one answer for everything that writes.
 *
 * The link decides, unless names and email all say somebody else. Without a link the exact email
 * counts, for people who stay, if the name agrees. A user whose email is that of another person who
 * stays and has no user is nobody's to touch. Leavers adopt nobody, and their own email says nothing.
 * Everything else is a conflict for everybody concerned, whoever comes first in the input.
 *
 * @param people all who are looked at together, also those who are only known
 * @param users everybody who could be one of them
 * @returns in the order of the people
 */
export function identify<U extends DirectoryUser>(
	people: readonly Someone[],
	users: UserIndex<U>,
	rules: IdentityRules,
): Array<Identified<U>> {
	const byEmployee = groupedBy(people, ({ employeeId }) => employeeId || undefined);
	const staying = groupedBy(
		people.filter(({ stays }) => stays),
		({ email }) => keyOf(email) || undefined,
	);
	const othersWho = (person: Someone, email: string) =>
		(staying.get(keyOf(email)) ?? [])
			.filter((other) => other !== person)
			.toSorted((a, b) => (keyFor(a) < keyFor(b) ? -1 : 1));
	// A user whose link is of another numbering is no user of theirs.
	const hasUser = (person: Someone) =>
		person.employeeId !== '' &&
		users.linkedTo(person.employeeId).some((user) => !isDoubtful(person, user));

	/** The same person works here under another record than the one to which the user is linked. */
	const isAnewIn = (former: Someone, user: U, next: Someone) => {
		const isClear = !former.isUnclear && !next.isUnclear && !next.isInactive;
		// The link of the old record has to be certain: it is what is moved.
		const isTheirs = !isDoubtful(former, user);
		const isHere = next.stays && sameEmail(user.email, next.email);
		// Both records are HR's: their names have to agree as well as those of the user.
		const isSame = agrees(next, user) && isSameName(next, former, user);
		return isClear && isTheirs && isHere && isSame;
	};

	/** The same person leaves, and begins anew only later: until then the user is a leaver's. */
	const isAnewLater = (former: Someone, user: U, next: Someone) =>
		isApart(former, next) && isAnewIn(former, user, next);

	/** Others who stay, have no user, and have the email that this user has: it could be theirs. */
	const rivalsFor = (person: Someone, user: U) =>
		othersWho(person, user.email).filter(
			(other) => !hasUser(other) && !isAnewLater(person, user, other),
		);

	const hasNewRecord = (former: Someone, user: U, next: Someone) =>
		!former.stays && !isApart(former, next) && isAnewIn(former, user, next);

	/** What is decided about the new record counts, which gets the user. */
	const isRelinked = ({ own }: Someone) => (own?.newRecord ?? rules.newRecord) === 'relink';

	/** The old record ends, and the person goes on under the new one: so does the access. */
	const goesOnIn = (former: Someone, user?: U, next?: Someone) =>
		Boolean(
			user &&
				next &&
				former.lastDay !== undefined &&
				!isApart(former, next) &&
				isAnewIn(former, user, next),
		);

	const how = (next?: Someone) => (next && isRelinked(next) ? 'moves' : 'stays');
	const ofLinked = (person: Someone, linked: U[]): Identified<U> => {
		const doubtful = linked.filter((user) => isDoubtful(person, user));
		const disputed = linked.filter(
			(user) => !doubtful.includes(user) && rivalsFor(person, user).length > 0,
		);
		const certain = linked.filter((user) => !doubtful.includes(user) && !disputed.includes(user));
		if (doubtful.length > 0) {
			const conflict = told.linkDoubtful(person, doubtful);
			const isSeveral = person.stays && certain.length > 1;
			return { users: isSeveral ? [] : certain, by: 'link', conflict };
		}
		if (linked.length > 1 && person.stays) return conflicting(told.severalLinked(person, linked));

		const sharers = person.stays ? othersWho(person, person.email) : [];
		if (sharers.length > 0) {
			const [next, ...others] = sharers;
			const isOne = linked.length === 1 && disputed.length === 1 && others.length === 0;
			const goesOn = isOne && goesOnIn(person, disputed[0], next);
			const holders = users.withEmail(person.email);
			const conflict = told.emailOfSeveral(person, sharers, holders, goesOn && how(next));
			return { users: certain, disputed, by: 'link', conflict, goesOn };
		}
		const [user] = disputed;
		if (user) {
			const [rival, ...more] = rivalsFor(person, user);
			const isMoved = (one: U) => {
				const [next, ...others] = rivalsFor(person, one);
				if (!next || others.length > 0 || next.isLeftAlone) return false;
				return isRelinked(next) && hasNewRecord(person, one, next);
			};
			if (linked.length === 1 && more.length === 0 && isMoved(user)) return { users: [] };
			const isKept = rival?.isLeftAlone === true && isRelinked(rival);
			const conflict = told.possiblySomebodyElse(person, disputed, rival, isKept);
			// Whoever has the new record has that user as well.
			const open = disputed.filter((one) => !isMoved(one));
			const goesOn = linked.length === 1 && more.length === 0 && goesOnIn(person, user, rival);
			return { users: certain, disputed: open, by: 'link', conflict, goesOn };
		}
		const others = users.withEmail(person.email).filter((other) => !linked.includes(other));
		return person.stays && others.length > 0
			? { users: certain, by: 'link', conflict: told.emailInUse(person, linked, others) }
			: { users: certain, by: 'link' };
	};

	/** About a witness nothing is done, so the new record sees to the access itself. */
	const seenTo = (former: Someone | undefined, going: U[]) => {
		if (going.length === 0 || !former) return {};
		if (former.isOutOfScope) return { keepsEnd: true };
		return former.isWitness ? { disputed: going } : {};
	};

	const ofUnlinked = (person: Someone): Identified<U> => {
		const found = users.withEmail(person.email);
		if (!person.stays || person.isInactive) return ofUnlinkedLeaver(person, found);
		const sharers = othersWho(person, person.email);
		const [user] = found;
		if (sharers.length > 0) {
			const [former] = sharers;
			const isOne = sharers.length === 1 && found.length === 1 && former !== undefined;
			const isTheirs =
				isOne && user !== undefined && users.linkedTo(former.employeeId).includes(user);
			const goesOn = isTheirs && goesOnIn(former, user, person);
			const conflict = told.emailOfSeveral(person, sharers, found, goesOn && how(person));
			return { users: [], conflict, goesOn, ...seenTo(former, goesOn ? found : []) };
		}
		if (user === undefined) return { users: [] };
		if (found.length > 1) return conflicting(told.severalEmails(person, found));
		const owner = linkOf(user, rules.link);
		if (owner !== undefined) {
			const [former, ...twins] = byEmployee.get(owner) ?? [];
			const isOne = former !== undefined && twins.length === 0;
			const isAnew = isOne && hasNewRecord(former, user, person);
			if (isAnew && isRelinked(person)) return { users: [user], by: 'newRecord' };
			const goesOn = isOne && goesOnIn(former, user, person);
			const conflict = isAnew
				? told.possiblySomebodyElse(person, [user], former)
				: told.linkedToOther(person, [user]);
			return { users: [], conflict, goesOn, ...seenTo(former, goesOn ? [user] : []) };
		}
		const doubt = doubtAboutUnlinked(person, user, rules);
		return doubt ? conflicting(doubt) : { users: [user], by: 'email' };
	};

	/** Whoever has left adopts nobody; where no links are kept, the email is the link. */
	const ofUnlinkedLeaver = (person: Someone, found: U[]): Identified<U> => {
		const theirs = found.filter(
			(user) => linkOf(user, rules.link) === undefined && !othersWho(person, user.email).length,
		);
		const [user] = theirs;
		if (user === undefined) return { users: [] };
		if (rules.link.kind !== 'none' || theirs.length > 1) {
			return conflicting(told.possiblySomebodyElse(person, theirs));
		}
		const doubt = doubtAboutUnlinked(person, user, rules);
		return doubt ? conflicting(doubt) : { users: [user], by: 'email' };
	};

	const identified = people.map((person): Identified<U> => {
		if (person.isUnclear) return { users: [] };
		const twins = byEmployee.get(person.employeeId) ?? [];
		if (twins.length > 1) return conflicting(told.employeeTwice(person, twins.length));
		const linked = person.employeeId === '' ? [] : users.linkedTo(person.employeeId);
		return linked.length > 0 ? ofLinked(person, linked) : ofUnlinked(person);
	});
	return withoutSharedUsers(people, identified);
}

/** A weekend, or holidays, between two records of one person are no reason to lock them out. */
const LONGEST_GAP_DAYS = 7;

/** Whether somebody who goes on under another record does not work here in between. */
function isApart(former: Someone, { firstDay }: Someone): boolean {
	if (firstDay === undefined) return false;
	if (former.lastDay === undefined) return !former.stays;
	return daysBefore(firstDay, LONGEST_GAP_DAYS + 1) > former.lastDay;
}

/**
 * Whatever way it comes about: a user whom two people claim belongs to neither for now, unless they are
 * records of one person that have all ended. Then it is that of the record that ended last.
 */
function withoutSharedUsers<U extends DirectoryUser>(
	people: readonly Someone[],
	identified: Array<Identified<U>>,
): Array<Identified<U>> {
	const claimants = new Map<string, Someone[]>();
	people.forEach((person, index) => {
		for (const { id } of identified[index]?.users ?? []) {
			claimants.set(id, [...(claimants.get(id) ?? []), person]);
		}
	});
	return identified.map((one, index) => {
		const person = people[index];
		if (!person) return one;
		const shared = one.users.filter(({ id }) => (claimants.get(id) ?? []).length > 1);
		// Records without an ID are not told apart by anything.
		const isOpen = (other: Someone, user: U) =>
			other.stays || other.employeeId === '' || !isSameName(person, other, user);
		const open = shared.filter((user) => claimants.get(user.id)?.some((one) => isOpen(one, user)));
		if (open.length > 0) return conflicting(told.severalPeople(person, open));
		const isLast = ({ id }: U) => lastOf(claimants.get(id) ?? []) === person;
		const kept = one.users.filter((user) => !shared.includes(user) || isLast(user));
		return kept.length < one.users.length ? { ...one, users: kept } : one;
	});
}

/** Whether two records can be about one person, by the names. */
function isSameName(one: Someone, other: Someone, user: DirectoryUser): boolean {
	const { firstName: firstname, lastName: lastname } = other;
	return agrees(one, { ...user, firstname, lastname });
}

/** Who of several left last; of those who left on one day, one of them whatever their order. */
function lastOf(people: readonly Someone[]): Someone | undefined {
	const keyed = people.map((person) => ({
		person,
		key: `${person.lastDay ?? ''} ${keyFor(person)}`,
	}));
	return keyed.toSorted((a, b) => (a.key < b.key ? 1 : -1))[0]?.person;
}

/** A user who is found by nothing but the email: may they be taken for this person's? */
function doubtAboutUnlinked<U extends DirectoryUser>(
	person: Someone,
	user: U,
	rules: IdentityRules,
): Conflict<U> | undefined {
	const { unlinkedUser, link } = { ...rules, ...person.own };
	if (unlinkedUser === 'always') return undefined;
	if (link.kind === 'none') {
		// The email is all that there is, and one of two names can change.
		const isUnknown = isNameless(user) || (person.firstName === '' && person.lastName === '');
		const [first, last] = namesInCommon(person, user);
		return isUnknown || first || last ? undefined : told.nameDiffers(person, user);
	}
	if (unlinkedUser === 'report') return told.unlinkedFound(person, user);
	return agrees(person, user) ? undefined : told.nameDiffers(person, user);
}

/** Names and email all say somebody else: an employee number of another numbering, most likely. */
function isDoubtful({ firstName, lastName, email }: Identity, user: DirectoryUser): boolean {
	// What one side does not know does not differ.
	const names = [firstName, lastName, user.firstname, user.lastname];
	// An email that is missing agrees with nothing: HR empties those of leavers.
	if (names.some((name) => !name?.trim()) || sameEmail(email, user.email)) return false;
	if (isOtherScript(firstName, user.firstname) || isOtherScript(lastName, user.lastname))
		return false;
	return namesInCommon({ firstName, lastName }, user).every((isInCommon) => !isInCommon);
}

const keyFor = ({ employeeId, email }: Someone) => `${employeeId} ${email}`;

function conflicting<U extends DirectoryUser>(conflict: Conflict<U>): Identified<U> {
	return { users: [], conflict };
}
