import type { Leaving } from './access';
import { valueAt } from './attributes';
import { isDayAlone, parseMoment } from './days';
import type { Identified } from './identity';
import { readText } from './person';
import type { Person, PersonInput } from './person';
import { takesAccess } from './planned';
import type { PlanEntry, PlanEvent } from './planned';
import { followsName } from './rename';
import type { Case, Directory, PlanUser, SyncRules } from './rules';
import type { Joining, Renaming } from './username';
import { keyOf, stateOf } from './users';

interface Witnessed {
	/** as if this plan were about them */
	person: Person;
	identified: Identified<PlanUser>;
	leaving: Leaving;
	directory: Directory;
	rules: SyncRules;
	/** for somebody who is to get a user; which username is nobody's business here */
	joining?: Joining;
}

/** What a plan does about somebody, and whether another one has most likely just taken their access. */
interface Done {
	entries: PlanEntry[];
	hasLost: boolean;
}

/** Which username somebody gets is for the plan that is about them: here it counts that they get one. */
const ANOTHER_USERNAME: Renaming = { kind: 'renamed', username: '' };

/**
 * What the plan that is about a witness is going to do, or has most likely just done: nothing of it is done
 * here, but the guard counts it. What their user is bound to is asked by that plan alone, so that a username
 * counts as if it were bound to nothing.
 */
export function doneElsewhere(given: Witnessed, decided: (given: Case) => PlanEntry[]): Done {
	const { person, identified, directory } = given;
	const rules = { ...given.rules, managers: false };
	const isFollowing = followsName(person, identified, directory, rules);
	const renaming = isFollowing ? ANOTHER_USERNAME : undefined;
	const entries = decided({ ...given, rules, known: new Map(), renaming });
	return { entries, hasLost: hasLost({ ...given, rules }) };
}

/** Whether a user has lost the access, or is going to at a time that is known, for what the source says now. */
function hasLost({ person, identified, leaving, directory, rules }: Witnessed): boolean {
	const users = identified.users.filter(({ id }) => !directory.leftAlone?.has(id));
	const out = users.filter((user) => stateOf(user) === 'SUSPENDED');
	if (person.scope) {
		const hasLeft = person.scope.kind === 'out' && rules.leavingScope === 'suspend';
		return hasLeft && identified.by === 'link' && out.length > 0;
	}
	const { leaves } = rules;
	const isOnLeave = (user: PlanUser) =>
		leaves !== undefined && valueAt(user, `attributes.${leaves.memory}`) !== null;
	if (person.leave === 'on' && out.some(isOnLeave)) return true;
	if (leaving.kind === 'none' || rules.leavers === 'never') return false;
	const isEnding = ({ id }: PlanUser) =>
		(directory.pending.get(id) ?? []).some(({ state }) => state === 'SUSPENDED');
	return out.length > 0 || users.some(isEnding);
}

/**
 * Whom the input is about: a witness who is in it as a person, too, is that person, and witnesses of whom
 * the same is said are one, who was asked for in several ways.
 */
export function isCountedOf(people: readonly Person[]): boolean[] {
	return standIns(people).map((standIn, index) => standIn === index);
}

/** Who of the input stands for each of the people; nobody where it is about somebody else, or nobody. */
function standIns(people: readonly Person[]): Array<number | undefined> {
	const named = new Set(
		people.filter(({ isWitness }) => !isWitness).map(({ employeeId }) => employeeId),
	);
	const first = new Map<string, number>();
	return people.map((person, index) => {
		const { isWitness, employeeId, email, firstName, lastName, active, lastDay } = person;
		if (!isWitness) return index;
		if (employeeId === '') return email === '' ? undefined : index;
		if (named.has(employeeId)) return undefined;
		const said = JSON.stringify([employeeId, email, firstName, lastName, active, lastDay?.day]);
		const standIn = first.get(said) ?? index;
		first.set(said, standIn);
		return standIn;
	});
}

/** Which witnesses are one: by the ID, and of those without one by the email. */
const whoIs = ({ employeeId, email }: Person) => employeeId || `@${keyOf(email)}`;

/**
 * Of a witness of whom several things are said, nobody can tell whose user is theirs. What each of them
 * would mean alone can be told: then it counts, by the worst.
 *
 * @param together who is whose user where all of them are looked at
 * @param alone the same of some of them
 */
export function saidOneAtATime<T>(
	people: readonly Person[],
	together: readonly T[],
	alone: (isCounted: boolean[]) => T[],
): Array<T | undefined> {
	const standIn = standIns(people);
	const said = new Map<string, number[]>();
	for (const [index, person] of people.entries()) {
		if (!person.isWitness || standIn[index] !== index) continue;
		said.set(whoIs(person), [...(said.get(whoIs(person)) ?? []), index]);
	}
	const times = [...said.values()].reduce((most, { length }) => Math.max(most, length), 1);
	if (times === 1) return standIn.map((one) => together[one ?? -1]);
	const turns = Array.from({ length: times }, (_, turn) =>
		alone(
			people.map((person, index) => {
				const all = said.get(whoIs(person));
				if (standIn[index] !== index) return false;
				return !all?.includes(index) || all[turn % all.length] === index;
			}),
		),
	);
	return people.map((person, index) => {
		const one = standIn[index] ?? -1;
		const turn = said.get(whoIs(person))?.indexOf(one) ?? 0;
		return turns[Math.max(turn, 0)]?.[one];
	});
}

/**
 * Whose access is gone already counts as long as the source has changed them about when it has changed
 * those whom the plan is about: later it would be somebody's edit of a record that is over.
 */
const SAME_TIME_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the source has changed somebody. */
interface Span {
	fromMs: number;
	toMs: number;
}

/** It may have been just now: a limit must not be lifted by a value that says nothing. */
const AT_ANY_TIME: Span = { fromMs: -Infinity, toMs: Infinity };

/** Of a day alone, some time of it; of a number, the seconds or milliseconds that its length tells. */
function changedIn(value: unknown, timeZone: string): Span {
	const text = readText(value);
	const [, seconds, ms] = /^(\d{10}(?:\.\d+)?)$|^(\d{13})$/.exec(text) ?? [];
	const counted = seconds ?? ms;
	const written = typeof value === 'string' ? text : value;
	const moment =
		counted === undefined
			? written
			: new Date(Number(counted) * (seconds === undefined ? 1 : 1000));
	const fromMs = parseMoment(moment, { time: '00:00', timeZone })?.getTime();
	if (fromMs === undefined) return AT_ANY_TIME;
	const isDay = counted === undefined && isDayAlone(written);
	return { fromMs, toMs: fromMs + (isDay ? DAY_MS : 0) };
}

const isAtSameTime = (one: Span, other: Span) =>
	one.fromMs - other.toMs <= SAME_TIME_MS && other.fromMs - one.toMs <= SAME_TIME_MS;

/** What is done about each of the people, in the order in which the source has changed them. */
export function eventsOf(
	people: readonly Person[],
	inputs: readonly PersonInput[],
	{ timeZone }: Pick<SyncRules, 'timeZone'>,
	decided: (person: Person, index: number) => Done,
): PlanEvent[] {
	const standIn = standIns(people);
	const spans = inputs.map(({ changedAt }) => changedIn(changedAt, timeZone));
	const spanOf = (index: number) => spans[index] ?? AT_ANY_TIME;
	// Those who lose nothing here have nothing in common with whoever has lost the access.
	const here = people.flatMap((person, index) => {
		const isLosing = !person.isWitness && decided(person, index).entries.some(takesAccess);
		return isLosing ? [spanOf(index)] : [];
	});
	// Whatever is said of a witness is said of one person.
	const records = new Map<string | number, number[]>();
	for (const [index, person] of people.entries()) {
		if (standIn[index] === undefined) continue;
		const key = person.isWitness ? whoIs(person) : index;
		records.set(key, [...(records.get(key) ?? []), index]);
	}
	return [...records.values()]
		.map((indices): PlanEvent => {
			const done = indices.flatMap((index) => {
				const person = people[index];
				return person ? [decided(person, index)] : [];
			});
			const { employeeId = '', isWitness = false } = people[indices[0] ?? -1] ?? {};
			const fromMs = Math.min(...indices.map((index) => spanOf(index).fromMs));
			const isAtThatTime = () =>
				indices.some((index) => here.some((own) => isAtSameTime(own, spanOf(index))));
			return {
				...{ employeeId, isHere: !isWitness, readings: done.map(({ entries }) => entries) },
				changedAtMs: Number.isFinite(fromMs) ? fromMs : null,
				hasLost: done.some(({ hasLost: isOut }) => isOut) && isAtThatTime(),
			};
		})
		.toSorted(
			(a, b) =>
				(a.changedAtMs ?? 0) - (b.changedAtMs ?? 0) || (a.employeeId < b.employeeId ? -1 : 1),
		);
}
