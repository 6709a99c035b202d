import { absentUsers, gapIn } from './absence';
import { leavingOf } from './access';
import { usersOfPeople } from './attributes';
import type { UsersOfPeople } from './attributes';
import { tooEarly } from './beforehand';
import { dayIn } from './days';
import { decide } from './decide';
import { withDeletions } from './deletion';
import { activeLinked, matched } from './guard';
import { identify } from './identity';
import type { Identified, Someone } from './identity';
import { isAway, withLeave } from './leave';
import { withLastDay } from './leaver';
import type { LeaverInput } from './leaver';
import { makeEmails, madeEmailPattern } from './madeEmail';
import { isBlank, readPerson, readYesNo } from './person';
import type { Person, PersonInput } from './person';
import { isOutOfScope, needsWitness, skipped } from './planned';
import type { Decision, Plan } from './planned';
import { missingGroups } from './patterns';
import { mayFollow, renamings } from './rename';
import type { Case, Directory, OwnRules, PlanUser, SyncRules } from './rules';
import { decideInScope, usersOutside } from './scope';
import type { Joining, Renaming } from './username';
import { joinerUsernames, usernamePatterns, wantedUsername } from './username';
import { isProtected, keyOf, literal, stateOf } from './users';
import { doneElsewhere, eventsOf, isCountedOf, saidOneAtATime } from './witnesses';

/** A person of the input, and what is decided about them alone, in place of the rules for all. */
export interface PlanInput extends PersonInput, LeaverInput {
	own?: Partial<OwnRules>;
}

/**
 * What has to happen so that the directory is as the source says. Nothing is asked and nothing is
 * done: the same people, users and rules give the same plan, in whatever order they come, and whether
 * everybody was read or only whom these people {@link concernOf concern}.
 *
 * @param read the people, where they have been read by these rules before
 */
export function plan(
	inputs: PlanInput[],
	directory: Directory,
	rules: SyncRules,
	read = readPeople(inputs, rules),
): Plan {
	const { people, rulesOf } = ruledBy(rules, read);
	const someones = people.map((person, index) =>
		someoneOf(person, rulesOf(person), inputs[index]?.own),
	);
	const identified = identifyAll(people, someones, directory, rules);
	const isScoped = directory.leftAlone !== undefined || people.some(({ scope }) => scope);
	const decided = (given: Case) => (isScoped ? decideInScope(given) : decide(given));
	const coming = people.filter((person, index) => {
		const { users, disputed = [], conflict } = identified[index] ?? NOBODY;
		const isFree = users.length + disputed.length === 0 && !conflict;
		return isFree && someones[index]?.stays && mayJoin(person, rules);
	});
	// Whoever is yet to come later takes no username from anybody.
	const later = new Map(coming.flatMap((person) => heldBack(person, rulesOf(person))));
	const joiners = coming.filter((person) => !later.has(person));
	const chosen = joinerUsernames(
		...([joiners, directory.users.users, rules.protectedUsers] as const),
		(person) => rulesOf(person).username,
	);
	const lacking = joiners.filter((person) => person.email === '' && rulesOf(person).madeEmails);
	const made = lacking.length > 0 && makeEmails(lacking, chosen, { people, directory, rulesOf });
	const joining = new Map([...later, ...chosen, ...(made || [])]);
	const renaming = people.some((person) => rulesOf(person).usernameFollowsRename)
		? renamings(people, identified, { directory, rules, rulesOf, chosen })
		: NO_RENAMINGS;
	const known = !people.some((person) => rulesOf(person).managers)
		? NO_MANAGERS
		: usersOfPeople([
				...people.flatMap((person, index) => {
					const [user] = identified[index]?.users ?? [];
					const hasLeft = !someones[index]?.stays;
					return user && !identified[index]?.conflict ? [{ person, userId: user.id, hasLeft }] : [];
				}),
				...joiners
					.filter((person) => joining.get(person)?.kind === 'username')
					.map((person) => ({ person, userId: '', hasLeft: false })),
			]);
	const first = people.map((person, index): Decision => {
		const own = rulesOf(person);
		const names = { joining: joining.get(person), renaming: renaming.get(person) };
		const given = { person, directory, rules: own, known, ...names };
		const leaving = leavingOf(person, own);
		const identity = identified[index] ?? NOBODY;
		return { input: index, entries: decided({ ...given, leaving, identified: identity }) };
	});
	const hasWitnesses = people.some(({ isWitness }) => isWitness);
	const told = hasWitnesses
		? saidOneAtATime(people, identified, (isCounted) =>
				identifyAll(people, someones, directory, rules, isCounted),
			)
		: identified;
	const ofWitness = (witness: Person, index: number) => {
		const identity = told[index] ?? NOBODY;
		const person = { ...witness, isWitness: false };
		const own = rulesOf(witness);
		const [[, early] = []] = heldBack(person, own);
		const joining = mayJoin(person, own) ? (early ?? ANY_USERNAME) : undefined;
		const given = { person, directory, rules: own, identified: identity };
		return doneElsewhere({ ...given, joining, leaving: leavingOf(person, own) }, decided);
	};
	const isAsked = rules.everyone && rules.link.kind !== 'none';
	const gap = isAsked && people.length > 0 ? gapIn(people, inputs) : undefined;
	const all = { people, identified, directory, rules, rulesOf, isComplete: isAsked && !gap };
	const decisions = rules.deleteAfter ? withDeletions(first, all) : first;
	const absent = isAsked && !gap ? absentUsers(people, directory, rules) : [];
	const isMember = ({ groups, isWitness, scope, problem }: Person, index: number) => {
		if (!groups.missing || isWitness || scope || problem) return false;
		const { users, conflict } = identified[index] ?? NOBODY;
		const isOut = users.some((one) => stateOf(one) === 'SUSPENDED');
		return !isOut && !conflict && someones[index]?.stays === true;
	};
	const members = people.filter(isMember);
	const missing = members.length > 0 ? missingGroups(members) : [];
	const outside = isScoped ? usersOutside(people, identified, directory, rules) : NO_IDS;
	return {
		decisions: [
			...decisions,
			...[...absent, ...missing].map((entry): Decision => ({ input: null, entries: [entry] })),
		],
		activeLinked: activeLinked(identified, directory, rules),
		matched: matched(someones, identified, directory, rules, outside),
		events: hasWitnesses
			? eventsOf(people, inputs, rules, (person, index) =>
					person.isWitness
						? ofWitness(person, index)
						: { entries: decisions[index]?.entries ?? [], hasLost: false },
				)
			: [],
		people: people.filter(({ isWitness }) => !isWitness).length,
		outOfScope: decisions.filter(({ entries }) => entries.some(isOutOfScope)).length,
		lacksWitnesses:
			!rules.everyone &&
			!inputs.some(isWitnessing) &&
			decisions.some(({ entries }) => entries.some(needsWitness)),
		absence: isAsked ? (gap ?? 'lookedFor') : 'notAsked',
	};
}

const NOBODY: Identified<PlanUser> = { users: [] };

const NO_MANAGERS: UsersOfPeople = new Map();

const NO_IDS: ReadonlySet<string> = new Set();

const NO_RENAMINGS: ReadonlyMap<Person, Renaming> = new Map();

const ANY_USERNAME: Joining = { kind: 'username', username: '' };

/** The people of the input, and by which rules of their own they go. */
interface People {
	people: Person[];
	own: ReadonlyMap<Person, Partial<OwnRules>>;
}

function ruledBy(rules: SyncRules, { people, own }: People) {
	const ruled = new Map([...own].map(([person, theirs]) => [person, { ...rules, ...theirs }]));
	return { people, rulesOf: (person: Person): SyncRules => ruled.get(person) ?? rules };
}

/**
 * What the input says of people, which does not depend on the directory. Where a list is empty, n8n may pass
 * on one item that says nothing.
 */
export function readPeople(inputs: PlanInput[], rules: SyncRules): People {
	const ownRules = new Map<Person, Partial<OwnRules>>();
	if (inputs.every((input) => isBlank(input) && !input.skipped)) {
		return { people: [], own: ownRules };
	}
	const people = inputs.map((input) => {
		const own = input.own ? { ...rules, ...input.own } : rules;
		const needsFirstDay = own.activation === 'firstDay' || own.activation === 'keepPlanned';
		const read = readPerson(input, {
			...own,
			needsFirstDay,
			mayLackEmail: own.madeEmails !== undefined,
		});
		const isMore = own.contractEnd !== undefined || own.leaving !== undefined;
		const leaver = isMore ? withLastDay(read, input, own) : read;
		const person = own.leaves ? withLeave(leaver, input, own) : leaver;
		if (input.own) ownRules.set(person, input.own);
		return person;
	});
	return { people, own: ownRules };
}

function someoneOf(person: Person, rules: SyncRules, own: PlanInput['own']): Someone {
	const { employeeId, email, firstName, lastName, problem, lastDay, isWitness } = person;
	const firstDay = person.firstDay?.day;
	const isYetToCome = firstDay !== undefined && firstDay > dayIn(rules.now, rules.timeZone);
	// Whoever cannot be read may well work here.
	const isUnclear = problem?.stops === 'everything';
	return {
		...{ employeeId, email, firstName, lastName, isUnclear, lastDay: lastDay?.day, isWitness },
		...{ stays: isUnclear || leavingOf(person, rules).kind !== 'now' },
		isInactive: person.active === false,
		...(isYetToCome && { firstDay }),
		isOutOfScope: person.scope !== undefined,
		isLeftAlone: Boolean(person.scope ?? problem) || isProtected(rules.protectedUsers, { email }),
		...(own && { own }),
	};
}

function identifyAll(
	people: Person[],
	someones: Someone[],
	{ users }: Directory,
	rules: SyncRules,
	isCounted = people.some(({ isWitness }) => isWitness) ? isCountedOf(people) : undefined,
): Array<Identified<PlanUser>> {
	if (!isCounted) return identify(someones, users, rules);
	const counted = someones.filter((_, index) => isCounted[index]);
	const found = identify(counted, users, rules)[Symbol.iterator]();
	return people.map((_, index) => (isCounted[index] ? (found.next().value ?? NOBODY) : NOBODY));
}

/** Whether a person who stays and has no user is to get one. */
function mayJoin(
	{ problem, notice, leave, email, isWitness, active, scope }: Person,
	{ protectedUsers }: SyncRules,
): boolean {
	if (isWitness || problem || notice || scope || active === false) return false;
	return !(leave !== undefined && isAway({ leave })) && !isProtected(protectedUsers, { email });
}

/** Somebody who is to get a user, but not yet. */
function heldBack(person: Person, rules: SyncRules): Array<[Person, Joining]> {
	if (!rules.createDaysBefore) return [];
	const skip = tooEarly(person, rules);
	return skip ? [[person, { kind: 'problem', entry: skipped(skip) }]] : [];
}

/** Whom a plan for some people is about: all that has to be read of the directory. */
export interface Concern {
	employeeIds: ReadonlySet<string>;
	/** in lower case */
	emails: ReadonlySet<string>;
	/** anchored regular expressions, to be compared without letter case */
	usernames: readonly string[];
	/** the same, of emails that are to be made */
	madeEmails: readonly string[];
	/** of those about whom something is decided, without managers */
	people: { employeeIds: ReadonlySet<string>; emails: ReadonlySet<string> };
}

/**
 * Which users could matter to a plan for these people: those who are linked to them, have their email,
 * manage them, or a username near the one that a new user would get.
 */
export function concernOf(read: People, rules: SyncRules): Concern {
	const { people, rulesOf } = ruledBy(rules, read);
	const managers = people.flatMap((person) =>
		rulesOf(person).managers && person.manager !== '' ? [person.manager] : [],
	);
	const joiners = people.filter(
		(person) =>
			mayJoin(person, rules) &&
			leavingOf(person, rulesOf(person)).kind !== 'now' &&
			heldBack(person, rulesOf(person)).length === 0,
	);
	const isJoiner = new Set(joiners);
	const isFollowing = (person: Person) =>
		rulesOf(person).usernameFollowsRename && mayFollow(person, rulesOf(person));
	const usernames = people.flatMap((person) => {
		if (!isJoiner.has(person) && !isFollowing(person)) return [];
		const { username: rule } = rulesOf(person);
		if (rule.kind === 'fromName') {
			return usernamePatterns(wantedUsername(person, rule.rules), rule.rules);
		}
		return person.username === '' ? [] : [`^${literal(person.username)}$`];
	});
	return {
		employeeIds: new Set(
			[...people.map(({ employeeId }) => employeeId), ...managers].filter(Boolean),
		),
		emails: new Set(
			[...people.map(({ email }) => keyOf(email)), ...managers.filter(isEmail).map(keyOf)].filter(
				Boolean,
			),
		),
		usernames: [...new Set(usernames)],
		madeEmails: joiners.flatMap((person) => madeEmailLike(person, rulesOf(person))),
		people: {
			employeeIds: new Set(people.map(({ employeeId }) => employeeId).filter(Boolean)),
			emails: new Set(people.map(({ email }) => keyOf(email)).filter(Boolean)),
		},
	};
}

function madeEmailLike(person: Person, { madeEmails, username: rule }: SyncRules): string[] {
	if (!madeEmails || person.email !== '') return [];
	const isGiven = rule.kind === 'given';
	const username = isGiven ? person.username : wantedUsername(person, rule.rules);
	return [madeEmailPattern(person, username, madeEmails)];
}

const isEmail = (text: string) => text.includes('@');

/** Whether a person says that somebody asked who else there is. */
function isWitnessing({ witness }: PersonInput): boolean {
	return readYesNo(witness) === true;
}
