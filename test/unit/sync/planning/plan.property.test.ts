import fc from 'fast-check';

import { readChange } from '../../../../nodes/JumpCloud/actions/sync/planItem';
import { isBlank } from '../../../../nodes/JumpCloud/sync/person';
import { concernOf, readPeople } from '../../../../nodes/JumpCloud/sync/plan';
import type { Concern, PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import { OF_LEAVERS, isRename } from '../../../../nodes/JumpCloud/sync/planned';
import type { PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { isMadeFromName } from '../../../../nodes/JumpCloud/sync/username';
import { isProtected, keyOf, linkOf, sameEmail } from '../../../../nodes/JumpCloud/sync/users';
import { carriedOut, entriesOf, planFor, writesOf } from './carryOut';
import { LONG_AGO, anyRenamingWorld, anyWorld } from './worlds';
import type { World } from './worlds';

/** FC_RUNS raises the number of cases per property for a longer look. */
const numRuns = Number(process.env.FC_RUNS ?? 2000);

function inEveryWorld(holds: (world: World) => void): void {
	fc.assert(fc.property(anyWorld, holds), { numRuns });
}

/** Whether a user is among those whom people concern, as the searches find them. */
function isConcerned(user: World['users'][number], concern: Concern, { rules }: World): boolean {
	const { employeeIds, emails, usernames, madeEmails } = concern;
	return (
		employeeIds.has(linkOf(user, rules.link) ?? '') ||
		emails.has(keyOf(user.email)) ||
		madeEmails.some((pattern) => new RegExp(pattern, 'i').test(user.email)) ||
		// A search looks at usernames only: whoever has a name on a device alone shows when it is refused.
		usernames.some((pattern) => new RegExp(pattern, 'i').test(user.username))
	);
}

/** An entry as text: whoever says the same is the same. */
const texts = (entries: unknown[]) => entries.map((entry) => JSON.stringify(entry)).toSorted();

const countOf = (values: string[]) => new Set(values).size;

describe('whatever people and users there are', () => {
	it('the order of neither makes a difference', () => {
		inEveryWorld((world) => {
			const reversed = {
				...world,
				people: world.people.toReversed(),
				users: world.users.toReversed(),
				pending: world.pending.toReversed(),
			};
			expect(texts(entriesOf(reversed))).toEqual(texts(entriesOf(world)));
		});
	});

	it('planning twice gives the same, and changes nothing', () => {
		inEveryWorld((world) => {
			const before = JSON.stringify(world);
			const first = planFor(world);
			expect(planFor(world)).toEqual(first);
			expect(JSON.stringify(world)).toBe(before);
		});
	});

	it('everybody in the input is decided about exactly once', () => {
		inEveryWorld((world) => {
			const { decisions } = planFor(world);
			const named = decisions.flatMap(({ input }) => (input === null ? [] : [input]));
			const isEmpty = world.people.every(isBlank);
			expect(named).toEqual(isEmpty ? [] : [...world.people.keys()]);
			expect(decisions.filter(({ entries }) => entries.length === 0)).toEqual([]);
		});
	});

	it('a plan without conflicts leaves nothing to plan once it is carried out', () => {
		inEveryWorld((world) => {
			const entries = entriesOf(world);
			// A link that has moved, or is new to somebody who is suspended, leaves the access to the next plan.
			const isOpen = ({ action, reason, user }: PlanEntry) =>
				action === 'conflict' ||
				reason === 'relinked' ||
				(reason === 'adopted' && user?.state === 'SUSPENDED');
			fc.pre(!entries.some(isOpen));
			const left = writesOf(entriesOf(carriedOut(world, entries)));
			// Whom this plan has suspended, or about whom it has told something, the next one may delete.
			const isNext = ({ action, user }: PlanEntry) =>
				action === 'delete' &&
				entries.some((one) => one.user?.id === user?.id && one.action !== 'noop');
			expect(left.filter((entry) => !isNext(entry))).toEqual([]);
		});
	});

	it('also with conflicts, repeating comes to an end', () => {
		inEveryWorld((world) => {
			let current = world;
			for (let round = 0; round <= world.people.length + 1; round++) {
				current = carriedOut(current, entriesOf(current));
			}
			expect(writesOf(entriesOf(current))).toEqual([]);
		});
	});

	it('reading only whom some people concern gives the same plan as reading everybody', () => {
		inEveryWorld((any) => {
			const world = { ...any, rules: { ...any.rules, everyone: false } };
			const concern = concernOf(readPeople(world.people, world.rules), world.rules);
			const users = world.users.filter((user) => isConcerned(user, concern, world));
			expect(texts(entriesOf({ ...world, users }))).toEqual(texts(entriesOf(world)));
		});
	});

	it('no user is touched who could be somebody else’s', () => {
		inEveryWorld((world) => {
			const { link } = world.rules;
			const hasUser = (id: unknown) =>
				String(id ?? '').trim() !== '' &&
				world.users.some((user) => linkOf(user, link) === String(id).trim());
			const staying = world.people.filter(
				(person) =>
					(person.lastDay ?? '') === '' && person.active === true && !hasContractEnd(person, world),
			);
			for (const { input, entries } of planFor(world).decisions) {
				for (const { user, action, changes } of writesOf(entries)) {
					// What a user remembers of a last day only ever lets somebody in: it may be emptied.
					const isEmptied = changes.every(
						({ field, to }) =>
							field === `attributes.${world.rules.rememberLastDay}` &&
							(to === null || to === 'taken back'),
					);
					if (!user || action === 'cancel_schedule' || isEmptied) continue;
					const rivals = staying.filter(
						(person) =>
							person.employeeId !== world.people[input ?? -1]?.employeeId &&
							!hasUser(person.employeeId) &&
							sameEmail(String(person.email ?? ''), user.email),
					);
					expect([user.id, changes, rivals]).toEqual([user.id, changes, []]);
				}
			}
		});
	});

	it('whoever has left gets no user, no email and no access', () => {
		inEveryWorld((world) => {
			for (const { input, entries } of planFor(world).decisions) {
				const { active, lastDay } = world.people[input ?? -1] ?? {};
				const hasLeft = lastDay === '2020-01-31' || (active === false && lastDay === null);
				if (!hasLeft) continue;
				for (const { action, changes, user } of writesOf(entries)) {
					expect(['create', 'activate', 'unsuspend']).not.toContain(action);
					const given = changes.filter(
						({ field, to }) =>
							field === 'email' ||
							(field === 'state' && to === 'ACTIVATED') ||
							(field === 'scheduled.ACTIVATED' && to !== null),
					);
					expect([user?.id, given]).toEqual([user?.id, []]);
				}
			}
		});
	});

	it('no two users get one username, email or link', () => {
		inEveryWorld((world) => {
			const { users, rules } = carriedOut(world, entriesOf(world));
			expect(countOf(users.map(({ username }) => username.toLowerCase()))).toBe(users.length);
			expect(countOf(users.map(({ email }) => email.toLowerCase()))).toBe(users.length);
			const before = linksOf(world);
			const after = linksOf({ ...world, users });
			// Custom attributes may hold one twice before; a plan adds no more of it.
			expect(after.length - countOf(after)).toBeLessThanOrEqual(before.length - countOf(before));
			expect(rules).toBe(world.rules);
		});
	});

	it('whatever a plan writes, Apply can read', () => {
		inEveryWorld((world) => {
			for (const { action, changes } of writesOf(entriesOf(world))) {
				expect(changes.map((change) => readChange(action, { ...change }))).toEqual(changes);
			}
		});
	});

	it('nobody who is protected is written', () => {
		inEveryWorld((world) => {
			const written = writesOf(entriesOf(world)).map(
				({ user, person }) => user ?? { email: person?.email ?? '' },
			);
			expect(written.filter((who) => isProtected(world.rules.protectedUsers, who))).toEqual([]);
		});
	});

	// Whoever is certain by the link loses access and groups all the same; nothing else is done.
	it('no user is written about two people, nor anybody in a conflict but to lose something', () => {
		inEveryWorld((world) => {
			const writers = new Map<string, Set<string>>();
			for (const { input, entries } of planFor(world).decisions) {
				for (const { user } of writesOf(entries)) {
					if (user) writers.set(user.id, (writers.get(user.id) ?? new Set()).add(String(input)));
				}
				if (!entries.some(({ action }) => action === 'conflict')) continue;
				for (const { action, changes } of writesOf(entries)) {
					if (['suspend', 'schedule', 'cancel_schedule'].includes(action)) continue;
					expect(action).toBe('update');
					const others = changes.filter(
						({ field, to }) =>
							!(field.startsWith('groups.') && to === false) && field !== 'attributes.hrLastDay',
					);
					expect(others).toEqual([]);
				}
			}
			expect([...writers.values()].filter((people) => people.size > 1)).toEqual([]);
		});
	});

	it('no user of a conflict is written because nobody has them', () => {
		inEveryWorld((world) => {
			const entries = entriesOf(world);
			const disputed = new Set(entries.flatMap(({ users = [] }) => users.map(({ id }) => id)));
			const written = writesOf(entries).filter(({ person }) => person === null);
			expect(written.filter(({ user }) => user && disputed.has(user.id))).toEqual([]);
		});
	});

	it('whoever is not in the scope is left alone, or suspended where that is chosen', () => {
		inEveryWorld((world) => {
			const isSuspending =
				world.rules.leavingScope === 'suspend' && world.rules.link.kind !== 'none';
			for (const { input, entries } of planFor(world).decisions) {
				const { scope, witness } = world.people[input ?? -1] ?? {};
				const written = writesOf(entries);
				const kept = written.filter(({ user }) => world.leftAlone?.includes(user?.id ?? ''));
				expect(kept).toEqual([]);
				if (!scope || witness === true) continue;
				const mayBe = isSuspending && scope.kind === 'out' ? ['suspend', 'cancel_schedule'] : [];
				expect(written.filter(({ action }) => !mayBe.includes(action))).toEqual([]);
				expect(written.filter(({ user }) => user?.link === null)).toEqual([]);
			}
		});
	});

	it('a username follows the name only where it was made of it, and of nobody who is bound or leaves', () => {
		inEveryWorld((world) => {
			const { rules, users, bound = [] } = world;
			for (const { input, entries } of planFor(world).decisions) {
				const { lastDay, active, firstName, lastName } = world.people[input ?? -1] ?? {};
				for (const { user, action, changes } of writesOf(entries)) {
					const change = changes.find(isRename);
					if (!change || !user) continue;
					const before = users.find(({ id }) => id === user.id);
					const made = rules.username.kind === 'fromName' ? rules.username.rules : null;
					const names = { firstName: before?.firstname ?? '', lastName: before?.lastname ?? '' };
					const now = { firstName: String(firstName), lastName: String(lastName) };
					expect([action, rules.usernameFollowsRename]).toEqual(['update', true]);
					expect(made && isMadeFromName(user.username, names, made)).toBe(true);
					expect(made && isMadeFromName(String(change.to), now, made)).toBe(true);
					expect(bound).not.toContain(user.id);
					expect([lastDay ?? '', active === false]).toEqual(['', false]);
				}
			}
		});
	});

	it('whoever is activated, now or later, needs a second factor where that is chosen', () => {
		inEveryWorld((world) => {
			const { mfaDays, activation } = world.rules;
			const next = carriedOut(world, entriesOf(world));
			for (const user of next.users) {
				const before = world.users.find(({ id }) => id === user.id);
				const isOn = user.enable_user_portal_multifactor === true;
				if (!mfaDays) expect(isOn).toBe(before?.enable_user_portal_multifactor === true);
				const isLetIn = user.state === 'ACTIVATED' && (!before || before.state === 'STAGED');
				if (mfaDays && isLetIn) expect(isOn).toBe(true);
				const planned = (some: World['pending']) =>
					some.filter(({ userId, state }) => userId === user.id && state === 'ACTIVATED');
				const isNew = planned(next.pending).length > planned(world.pending).length;
				if (mfaDays && isNew && activation !== 'none') expect(isOn).toBe(true);
			}
		});
	});

	it('whoever is kept in their groups is taken out of none, unless they have left', () => {
		inEveryWorld((world) => {
			for (const { user, changes, reason } of writesOf(entriesOf(world))) {
				// What is chosen for leavers is about all of them.
				if (!user || !world.kept?.includes(user.id) || OF_LEAVERS.has(reason)) continue;
				const left = changes.filter(({ field, to }) => field.startsWith('groups.') && to === false);
				expect(left).toEqual([]);
			}
		});
	});

	it('nobody is deleted but whom this package has suspended for a last day that is long over', () => {
		inEveryWorld((world) => {
			const { users, rules, people, pending } = world;
			const { decisions } = planFor(world);
			const deletions = decisions.flatMap(({ input, entries }) =>
				entries
					.filter(({ action }) => action === 'delete')
					.map((entry) => ({ ...entry, input, isAlone: entries.length === 1 })),
			);
			const going = new Set(deletions.map(({ user }) => user?.id));
			for (const { input, user, isAlone, changes } of deletions) {
				const person = people[input ?? -1];
				const theirs = users.filter((one) => one.id === user?.id);
				const id = String(person?.employeeId).trim();
				expect({
					isChosen: rules.everyone && rules.deleteAfter !== undefined && rules.leavers !== 'never',
					isComplete: people.every(({ listComplete }) => listComplete === true),
					lastDay: person?.lastDay,
					isActive: person?.active === true,
					isWitness: person?.witness === true,
					scope: person?.scope,
					isLeftAlone: world.leftAlone?.includes(user?.id ?? '') === true,
					states: theirs.map(({ state }) => state),
					remembered: theirs.map(
						({ attributes }) => attributes?.find(({ name }) => name === 'hrLastDay')?.value,
					),
					links: users.filter((one) => linkOf(one, rules.link) === id).map((one) => one.id),
					isProtected: theirs.some((one) => isProtected(rules.protectedUsers, one)),
					isComing: pending.some(
						({ userId, state }) => userId === user?.id && state !== 'SUSPENDED',
					),
					isAlone,
				}).toEqual({
					...{ isChosen: true, isComplete: true, lastDay: LONG_AGO, isActive: false },
					...{ isWitness: false, scope: undefined, isLeftAlone: false, states: ['SUSPENDED'] },
					...{ remembered: [LONG_AGO], links: [user?.id], isProtected: false, isComing: false },
					isAlone: true,
				});
				// Whoever stays gets somebody who can be a manager, and is one who may be changed.
				for (const report of users.filter(({ manager }) => manager === user?.id)) {
					const move = changes.find(({ field }) => field === `reports.${report.username}`);
					const heir = users.find((one) => one.id === move?.to);
					const isGone = going.has(report.id);
					expect([isGone, move?.to === null, heir?.state === 'SUSPENDED', heir === report]).toEqual(
						[isGone, isGone, false, false],
					);
					expect(isGone || heir !== undefined).toBe(true);
					if (!isGone) expect(isProtected(rules.protectedUsers, report)).toBe(false);
				}
			}
		});
	});

	it('whoever has no business leaving keeps the access', () => {
		inEveryWorld((world) => {
			for (const { input, entries } of planFor(world).decisions) {
				const suspended = entries.filter(
					({ action, reason }) => action === 'suspend' && reason !== 'on_leave',
				);
				for (const { reason } of entries.filter(({ action }) => action === 'suspend')) {
					if (reason !== 'on_leave') continue;
					expect(world.rules.leaves).toBeDefined();
					expect([true, 'yes']).toContain(world.people[input ?? -1]?.onLeave);
				}
				if (suspended.length === 0) continue;
				const person = input === null ? undefined : world.people[input];
				const hasLeftScope =
					person?.scope?.kind === 'out' && world.rules.leavingScope === 'suspend';
				if (hasLeftScope) continue;
				const mayLeave = person
					? world.rules.leavers !== 'never' &&
						(person.lastDay || /false/.test(String(person.active)) || hasContractEnd(person, world))
					: world.rules.everyone &&
						world.rules.absent === 'suspend' &&
						world.people.every(({ listComplete }) => listComplete === true);
				expect(Boolean(mayLeave)).toBe(true);
			}
		});
	});
});

describe('whatever names change', () => {
	const inEveryRenamingWorld = (holds: (world: World) => void) =>
		fc.assert(fc.property(anyRenamingWorld, holds), { numRuns: numRuns / 2 });

	it('no two users get one username, and nothing is left to plan', () => {
		inEveryRenamingWorld((world) => {
			const entries = entriesOf(world);
			const next = carriedOut(world, entries);
			expect(countOf(next.users.map(({ username }) => username.toLowerCase()))).toBe(
				next.users.length,
			);
			if (entries.some(({ action }) => action === 'conflict')) return;
			expect(writesOf(entriesOf(next))).toEqual([]);
		});
	});

	it('reading few and reading everybody, in any order, decide the same', () => {
		inEveryRenamingWorld((any) => {
			const world = { ...any, rules: { ...any.rules, everyone: false } };
			const concern = concernOf(readPeople(world.people, world.rules), world.rules);
			const users = world.users.filter((user) => isConcerned(user, concern, world)).toReversed();
			const people = world.people.toReversed();
			expect(texts(entriesOf({ ...world, users, people }))).toEqual(texts(entriesOf(world)));
		});
	});

	it('names that go there and back bring a username back that was made of them', () => {
		inEveryRenamingWorld((world) => {
			fc.pre(!entriesOf(world).some(({ action }) => action === 'conflict'));
			const there = carriedOut(world, entriesOf(world));
			const named = world.people.map((person, index): PlanInput => {
				const { firstname: firstName, lastname: lastName } = world.users[index] ?? {};
				return { ...person, firstName, lastName };
			});
			const back = { ...there, people: named };
			const home = carriedOut(back, entriesOf(back));
			for (const [index, { username }] of world.users.entries()) {
				const rule = world.rules.username;
				if (rule.kind === 'given') continue;
				const [before, after] = [world, home].map(({ users }) => users[index]);
				const names = { firstName: before?.firstname ?? '', lastName: before?.lastname ?? '' };
				if (!isMadeFromName(username, names, rule.rules)) continue;
				expect(isMadeFromName(after?.username ?? '', names, rule.rules)).toBe(true);
			}
		});
	});
});

/** Whether a contract that ends is a last day in this world; one that nobody can read is none to go by. */
function hasContractEnd({ contractEnd }: PlanInput, { rules }: World): boolean {
	return rules.contractEnd === 'lastDay' && (contractEnd ?? '') !== '';
}

function linksOf({ users, rules }: World): string[] {
	return users.flatMap((user) => linkOf(user, rules.link) ?? []);
}
