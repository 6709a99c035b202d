import {
	changedFields,
	pendingManager,
	wantedAfter,
} from '../../../../nodes/JumpCloud/sync/attributes';
import type { PlanUser } from '../../../../nodes/JumpCloud/sync/rules';
import { plan } from '../../../../nodes/JumpCloud/sync/plan';
import { WRITING_ACTIONS } from '../../../../nodes/JumpCloud/sync/planned';
import type { PersonInput } from '../../../../nodes/JumpCloud/sync/person';
import type { FieldChange, PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { linkOf, sameEmail } from '../../../../nodes/JumpCloud/sync/users';
import { directoryOf } from './worlds';
import type { World } from './worlds';

export const planFor = (world: World) => plan(world.people, directoryOf(world), world.rules);

export const entriesOf = (world: World): PlanEntry[] =>
	planFor(world).decisions.flatMap(({ entries }) => entries);

export const writesOf = (entries: PlanEntry[]) =>
	entries.filter(({ action }) => WRITING_ACTIONS.has(action));

/** The world after everything in a plan has been done: the model of what *Apply* does. */
export function carriedOut(world: World, entries: PlanEntry[]): World {
	const next: World = structuredClone({ ...world, people: [], rules: {} }) as unknown as World;
	next.people = world.people;
	next.rules = world.rules;
	for (const entry of writesOf(entries)) apply(next, entry);
	for (const user of next.users) user.manager = resolved(next, user.manager ?? null);
	next.people = world.people.map((person) => withGroupsOf(next, person));
	return next;
}

/** A group that was missing is one like any other once it is there. */
function withGroupsOf({ members }: World, person: PersonInput): PersonInput {
	const { in: inside, out, missing = [] } = person.groups;
	const made = missing.filter(({ name }) => members[name]).map(({ name }) => name);
	if (made.length === 0) return person;
	const lacking = missing.filter(({ name }) => !made.includes(name));
	return {
		...person,
		groups: { in: [...inside, ...made], out, ...(lacking.length > 0 && { missing: lacking }) },
	};
}

function apply(world: World, { user, action, changes }: PlanEntry): void {
	if (action === 'delete') return remove(world, user?.id ?? '', changes);
	const target = user ? world.users.find(({ id }) => id === user.id) : added(world);
	if (!target) throw new Error('the plan is about a user who is not there');
	const { body } = changedFields(target, wantedAfter(changes), { clearEmpty: true });
	Object.assign(target, body);
	for (const { field, from, to, id } of changes) {
		if (field === 'username') target.username = String(to);
		if (field === 'mfa') target.enable_user_portal_multifactor = true;
		if (field === 'state') target.state = String(to);
		if (field.startsWith('groups.')) {
			const group = id ?? field.replace('groups.', '');
			const rest = (world.members[group] ?? []).filter((member) => member !== target.id);
			world.members[group] = to === true ? [...rest, target.id] : rest;
		}
		if (!field.startsWith('scheduled.')) continue;
		if (to === null) {
			const index = world.pending.findIndex((change) => change.id === id);
			expect(world.pending[index]?.at.toISOString()).toBe(from);
			world.pending.splice(index, 1);
		} else {
			const state = field === 'scheduled.ACTIVATED' ? 'ACTIVATED' : 'SUSPENDED';
			const scheduled = { id: `new${world.pending.length}${target.id}`, userId: target.id };
			world.pending.push({ ...scheduled, state, at: new Date(String(to)) });
		}
	}
}

function remove(world: World, userId: string, changes: FieldChange[]): void {
	expect(world.users.map(({ id }) => id)).toContain(userId);
	world.users = world.users.filter(({ id }) => id !== userId);
	world.pending = world.pending.filter((change) => change.userId !== userId);
	for (const group of Object.keys(world.members)) {
		world.members[group] = (world.members[group] ?? []).filter((id) => id !== userId);
	}
	const reports = world.users.filter(({ manager }) => manager === userId);
	for (const report of reports) {
		const move = changes.find(({ field, id }) => field.startsWith('reports.') && id === report.id);
		if (!move) throw new Error(`nobody knows to whom ${report.id} reports then`);
		report.manager = move.to === null ? null : String(move.to);
	}
}

function added(world: World): PlanUser {
	const user: PlanUser = { id: idAfter(world), username: '', email: '', attributes: [] };
	world.users.push(user);
	return user;
}

/** An id that no user here has. */
function idAfter({ users }: World): string {
	return `u${Math.max(-1, ...users.map(({ id }) => Number(id.slice(1)))) + 1}`;
}

function resolved({ users, people, rules }: World, manager: string | null): string | null {
	const wanted = pendingManager(manager);
	if (wanted === undefined) return manager;
	// Where no links are kept, the people tell whose ID it is.
	const person = people.find(({ employeeId }) => String(employeeId).trim() === wanted);
	const email = String(person && rules.link.kind === 'none' ? person.email : wanted);
	const found = users.find(
		(user) => linkOf(user, rules.link) === wanted || sameEmail(user.email, email),
	);
	if (!found) throw new Error(`nobody is ${wanted}`);
	return found.id;
}
