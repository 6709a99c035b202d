import { absentUsers, gapIn } from './absence';
import type { Gap } from './absence';
import { leavingOf } from './access';
import { usersOfPeople } from './attributes';
import type { UsersOfPeople } from './attributes';
import { dayIn } from './days';
import { activeLinked, decide, isProtected, matched } from './decide';
import type { Directory, OwnRules, PlanUser, SyncRules } from './decide';
import { identify } from './identity';
import type { Identified, Someone } from './identity';
import { isBlank, readPerson, readText, readYesNo } from './person';
import type { Person, PersonInput } from './person';
import { isEnd, takesAccess } from './planned';
import type { Decision, PlanEntry } from './planned';
import { joinerUsernames, usernamePatterns, wantedUsername } from './username';
import { keyOf, linkOf } from './users';

/** A person of the input, and what is decided about them alone, in place of the rules for all. */
export interface PlanInput extends PersonInput {
	own?: Partial<OwnRules>;
}

export interface Plan {
	/** one for each person of the input, in its order, then one for each user whom nobody has */
	decisions: Decision[];
	/** linked users who are not suspended */
	activeLinked: number;
	/** users who are not suspended and linked, or somebody's by the email: percentages of the guard are of them */
	matched: number;
	/**
	 * whoever loses the access by this plan, or by another one as its witnesses say, in the order in which
	 * the source has let them go: the same for everybody who looks
	 */
	leavers: Leaver[];
	/** people in the input; without any, a whole company is not one */
	people: number;
	/** somebody may lose the access, or an email, and nobody was asked who else has the email */
	lacksWitnesses: boolean;
	/**
	 * whether linked users whom nobody has were looked for; else why the list does not tell them
	 */
	absence: 'lookedFor' | 'notAsked' | Gap;
}

/**
 * What has to happen so that the directory is as the source says. Nothing is asked and nothing is
 * done: the same people, users and rules give the same plan, in whatever order they come, and whether
 * everybody was read or only whom these people {@link concernOf concern}.
 */
export function plan(inputs: PlanInput[], directory: Directory, rules: SyncRules): Plan {
	const { people, rulesOf } = readPeople(inputs, rules);
	const someones = people.map((person, index) =>
		someoneOf(person, rulesOf(person), inputs[index]?.own),
	);
	const identified = identifyAll(people, someones, directory, rules);
	const joiners = people.filter((person, index) => {
		const { users, disputed = [], conflict } = identified[index] ?? NOBODY;
		const isFree = users.length + disputed.length === 0 && !conflict;
		return isFree && someones[index]?.stays && mayJoin(person, rules);
	});
	const joining = joinerUsernames(
		...([joiners, directory.users.users, rules.protectedUsers] as const),
		(person) => rulesOf(person).username,
	);
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
	const decisions = people.map((person, index): Decision => {
		const own = rulesOf(person);
		const given = { person, directory, rules: own, known, joining: joining.get(person) };
		const leaving = leavingOf(person, own);
		const entries = decide({ ...given, leaving, identified: identified[index] ?? NOBODY });
		return { input: index, entries };
	});
	const isAsked = rules.everyone && rules.link.kind !== 'none';
	const gap = isAsked && people.length > 0 ? gapIn(people, inputs) : undefined;
	const absent = isAsked && !gap ? absentUsers(people, directory, rules) : [];
	return {
		decisions: [
			...decisions,
			...absent.map((entry): Decision => ({ input: null, entries: [entry] })),
		],
		activeLinked: activeLinked(identified, directory, rules),
		matched: matched(identified, directory, rules),
		leavers: leaversOf(people, inputs, decisions, rulesOf),
		people: people.filter(({ isWitness }) => !isWitness).length,
		lacksWitnesses:
			!rules.everyone &&
			!inputs.some(isWitnessing) &&
			decisions.some(({ entries }) => entries.some(needsWitness)),
		absence: isAsked ? (gap ?? 'lookedFor') : 'notAsked',
	};
}

const NOBODY: Identified<PlanUser> = { users: [] };

const NO_MANAGERS: UsersOfPeople = new Map();

/** The people of the input, and by which rules they go. */
interface People {
	people: Person[];
	rulesOf: (person: Person) => SyncRules;
}

/** Where a list is empty, n8n may pass on one item that says nothing. */
function readPeople(inputs: PlanInput[], rules: SyncRules): People {
	if (inputs.every((input) => isBlank(input) && !input.skipped)) {
		return { people: [], rulesOf: () => rules };
	}
	const ruled = new Map<Person, SyncRules>();
	const people = inputs.map((input) => {
		const own = input.own ? { ...rules, ...input.own } : rules;
		const needsFirstDay = own.activation === 'firstDay' || own.activation === 'keepPlanned';
		const person = readPerson(input, { ...own, needsFirstDay });
		if (own !== rules) ruled.set(person, own);
		return person;
	});
	return { people, rulesOf: (person) => ruled.get(person) ?? rules };
}

function someoneOf(person: Person, rules: SyncRules, own: PlanInput['own']): Someone {
	const { employeeId, email, firstName, lastName, problem, lastDay } = person;
	// Whoever cannot be read may well work here.
	const isUnclear = problem?.stops === 'everything';
	return {
		...{ employeeId, email, firstName, lastName, isUnclear, lastDay: lastDay?.day },
		stays: isUnclear || leavingOf(person, rules).kind !== 'now',
		isInactive: person.active === false,
		...(own && { own }),
	};
}

/**
 * Whom the input is about: a witness who is in it as a person, too, is that person, and witnesses of whom
 * the same is said are one, who was asked for in several ways.
 */
function isCountedOf(people: readonly Person[]): boolean[] {
	const named = new Set(
		people.filter(({ isWitness }) => !isWitness).map(({ employeeId }) => employeeId),
	);
	const seen = new Set<string>();
	return people.map((person) => {
		const { isWitness, employeeId, email, firstName, lastName, active, lastDay } = person;
		if (!isWitness) return true;
		if (employeeId === '') return email !== '';
		const said = JSON.stringify([employeeId, email, firstName, lastName, active, lastDay?.day]);
		if (named.has(employeeId) || seen.has(said)) return false;
		seen.add(said);
		return true;
	});
}

function identifyAll(
	people: Person[],
	someones: Someone[],
	{ users }: Directory,
	rules: SyncRules,
): Array<Identified<PlanUser>> {
	const isCounted = isCountedOf(people);
	const counted = someones.filter((_, index) => isCounted[index]);
	const found = identify(counted, users, rules)[Symbol.iterator]();
	return people.map((_, index) => (isCounted[index] ? (found.next().value ?? NOBODY) : NOBODY));
}

/** Whether a person who stays and has no user is to get one. */
function mayJoin(
	{ problem, email, isWitness, active }: Person,
	{ protectedUsers }: SyncRules,
): boolean {
	return !isWitness && !problem && active !== false && !isProtected(protectedUsers, { email });
}

/** Whom a plan for some people is about: all that has to be read of the directory. */
export interface Concern {
	employeeIds: ReadonlySet<string>;
	/** in lower case */
	emails: ReadonlySet<string>;
	/** anchored regular expressions, to be compared without letter case */
	usernames: readonly string[];
	/** of those for whom something may be planned, without managers and witnesses */
	people: { employeeIds: ReadonlySet<string>; emails: ReadonlySet<string> };
}

/**
 * Which users could matter to a plan for these people: those who are linked to them, have their email,
 * manage them, or a username near the one that a new user would get.
 */
export function concernOf(inputs: PlanInput[], rules: SyncRules): Concern {
	const { people, rulesOf } = readPeople(inputs, rules);
	const own = people.filter(({ isWitness }) => !isWitness);
	const managers = people.flatMap((person) =>
		rulesOf(person).managers && person.manager !== '' ? [person.manager] : [],
	);
	const joiners = people.filter(
		(person) => mayJoin(person, rules) && leavingOf(person, rulesOf(person)).kind !== 'now',
	);
	const usernames = joiners.flatMap((person) => {
		const { username: rule } = rulesOf(person);
		if (rule.kind === 'fromName') {
			return usernamePatterns(wantedUsername(person, rule.rules), rule.rules);
		}
		return person.username === '' ? [] : [`^${escaped(person.username)}$`];
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
		people: {
			employeeIds: new Set(own.map(({ employeeId }) => employeeId).filter(Boolean)),
			emails: new Set(own.map(({ email }) => keyOf(email)).filter(Boolean)),
		},
	};
}

/** Whether a user is among those whom people concern. */
export function isConcerned(user: PlanUser, concern: Concern, { link }: SyncRules): boolean {
	const { employeeIds, emails, usernames } = concern;
	return (
		employeeIds.has(linkOf(user, link) ?? '') ||
		emails.has(keyOf(user.email)) ||
		// A search looks at usernames only: whoever has a name on a device alone shows when it is refused.
		usernames.some((pattern) => new RegExp(pattern, 'i').test(user.username))
	);
}

const isEmail = (text: string) => text.includes('@');

function escaped(literal: string): string {
	return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether a person says that somebody asked who else there is. */
function isWitnessing({ witness }: PersonInput): boolean {
	return readYesNo(witness) === true;
}

/** Who leaves, and where that is planned for. */
export interface Leaver {
	employeeId: string;
	/** when the source has changed them, in milliseconds */
	changedAtMs: number;
	/** by this plan */
	isHere: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whoever has left longer ago is edited, and not let go. */
const LATELY_DAYS = 31;

function leaversOf(
	people: readonly Person[],
	inputs: readonly PersonInput[],
	decisions: readonly Decision[],
	rulesOf: People['rulesOf'],
): Leaver[] {
	const changedAt = (index: number) => Date.parse(readText(inputs[index]?.changedAt)) || 0;
	const here = people.flatMap(({ employeeId }, index): Leaver[] =>
		decisions[index]?.entries.some(takesAccess)
			? [{ employeeId, changedAtMs: changedAt(index), isHere: true }]
			: [],
	);
	const isCounted = isCountedOf(people);
	const elsewhere = people.flatMap((person, index): Leaver[] => {
		const { employeeId, isWitness, lastDay } = person;
		if (!isWitness) return [];
		const rules = rulesOf(person);
		const isSince = dayIn(new Date(rules.now.getTime() - LATELY_DAYS * DAY_MS), rules.timeZone);
		const changedAtMs = changedAt(index);
		const isLately = changedAtMs > rules.now.getTime() - DAY_MS;
		const isLeaving =
			leavingOf(person, rules).kind !== 'none' && (lastDay?.day ?? isSince) >= isSince;
		const isOne = isCounted[index] && isLately && isLeaving;
		return isOne ? [{ employeeId, changedAtMs, isHere: false }] : [];
	});
	return [...here, ...elsewhere].toSorted(
		(a, b) => a.changedAtMs - b.changedAtMs || (a.employeeId < b.employeeId ? -1 : 1),
	);
}

/** Whether an entry takes access, or gives an email, which could be somebody else's by now. */
function needsWitness({ action, changes }: PlanEntry): boolean {
	if (action === 'suspend' || changes.some(isEnd)) return true;
	return changes.some(({ field, from, to }) => field === 'email' && from !== null && to !== null);
}
