import { absentUsers } from './absent';
import { decide } from './decide';
import { departureOf } from './departure';
import { groupedBy, keyOf } from './directoryIndex';
import { isBlank, readPerson } from './input';
import type { Person, PersonInput } from './input';
import { joinerUsernames } from './joinerUsernames';
import { usersOfPeople } from './managers';
import { linkOf } from './match';
import type { Decision } from './planned';
import { recognise } from './recognise';
import { isProtected, stateOf } from './rules';
import type { Directory, PlanUser, SyncRules } from './rules';

export interface Plan {
	/** one for each person of the input, in its order, then one for each user whom nobody has */
	decisions: Decision[];
	/** linked users who are not suspended: what percentages of the guard are of */
	activeLinked: number;
	/** people in the input; without any, a whole company is not one */
	people: number;
}

/**
 * What has to happen so that the directory is as the source says. Nothing is asked and nothing is
 * done: the same people, users and rules give the same plan, in whatever order they come.
 */
export function plan(inputs: PersonInput[], directory: Directory, rules: SyncRules): Plan {
	const readsFirstDay = rules.activation === 'firstDay';
	// Where a list is empty, n8n may pass on one item that says nothing.
	const people = inputs.every(isBlank)
		? []
		: inputs.map((input) => readPerson(input, { ...rules, readsFirstDay }));
	const isStaying = (person: Person) =>
		departureOf(person, rules.leavers, rules.now).kind !== 'now';
	const found = recognise(people, directory.users, rules.link, isStaying);
	const joiners = people.filter((person, index) => {
		const { user, collision } = found[index] ?? {};
		return !user && !collision && isStaying(person) && mayJoin(person, rules);
	});
	const joining = joinerUsernames(joiners, directory.users.users, rules);
	const created = joiners.filter((person) => joining.get(person)?.kind === 'username');
	const recognised = people.flatMap((person, index) => {
		const { user, collision } = found[index] ?? {};
		return user && !collision ? [{ person, userId: user.id }] : [];
	});
	const newcomers = created.map((person) => ({ person, userId: '' }));
	const known = usersOfPeople([...recognised, ...newcomers]);
	const withoutLink = people.filter(
		(person) => isStaying(person) && directory.users.linkedTo(person.employeeId).length === 0,
	);
	const rivals = groupedBy(withoutLink, ({ email }) => keyOf(email) || undefined);
	const decisions = people.map((person, index): Decision => {
		const hasRival = (rivals.get(keyOf(person.email)) ?? []).some((other) => other !== person);
		const facts = { person, recognised: found[index] ?? NOBODY, directory, rules, known, hasRival };
		return { input: index, entries: decide({ ...facts, joining: joining.get(person) }) };
	});
	const absent = absentUsers(people, directory, rules);
	const absentDecisions = absent.map((entry): Decision => ({ input: null, entries: [entry] }));
	return {
		decisions: [...decisions, ...absentDecisions],
		activeLinked: activeLinked(found, directory, rules),
		people: people.length,
	};
}

const NOBODY = { isLinked: false };

/** Whether a person who stays and has no user is to get one. */
function mayJoin(person: Person, { protectedUsers }: SyncRules): boolean {
	const hasProblem = person.blocked ?? person.unfit;
	return !hasProblem && !isProtected(protectedUsers, { email: person.email });
}

/** Without a link those count whom the people have. */
function activeLinked(
	found: Array<{ user?: PlanUser }>,
	{ users }: Directory,
	{ link }: SyncRules,
): number {
	const linked =
		link.kind === 'none'
			? found.flatMap(({ user }) => user ?? [])
			: users.users.filter((user) => linkOf(user, link) !== undefined);
	return linked.filter((user) => stateOf(user) !== 'SUSPENDED').length;
}
