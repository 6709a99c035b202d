import fc from 'fast-check';

import type { PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import { zonedTimeToUtc } from '../../../../nodes/JumpCloud/sync/days';
import { plan } from '../../../../nodes/JumpCloud/sync/plan';
import type { PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { indexUsers } from '../../../../nodes/JumpCloud/sync/users';
import { activeValue, dayValue, emailValue, idValue, nameValue } from '../../../support/hostile';
import { forAll } from '../properties';

/*
 * One law: whatever comes in, nobody is suspended, let in, doubled or renamed by a value that is not
 * plainly what it should be, and the item that leaves says why.
 */

const NOW = new Date('2026-11-27T12:00:00Z');
const TODAY = '2026-11-27';
const ZONE = 'Europe/Madrid';
const NAME = { first: 'Zoë', last: 'Müller-Ångström' };
const EMAIL = 'zoe.mueller@corp.example';

const anyRules: fc.Arbitrary<SyncRules> = fc.record({
	everyone: fc.boolean(),
	absent: fc.constant('report'),
	link: fc.constantFrom<SyncRules['link']>(
		{ kind: 'employeeIdentifier' },
		{ kind: 'customAttribute', name: 'factorialId' },
	),
	unlinkedUser: fc.constantFrom('ifNameAgrees', 'always', 'report'),
	newRecord: fc.constantFrom('report', 'relink'),
	rememberLastDay: fc.constantFrom(undefined, 'hrLastDay'),
	username: fc.constant({
		kind: 'fromName' as const,
		rules: { letterCase: 'lower' as const, maxLength: 30 as const },
	}),
	attributes: fc.constant([]),
	clearEmpty: fc.boolean(),
	state: fc.constantFrom('STAGED', 'ACTIVATED'),
	activation: fc.constantFrom('none', 'now', 'firstDay'),
	activationTime: fc.constant('08:00'),
	leavers: fc.constantFrom('lastDay', 'now', 'never'),
	rehires: fc.constantFrom('report', 'unsuspend'),
	suspensionTime: fc.constant('23:59'),
	timeZone: fc.constant(ZONE),
	managers: fc.constant(false),
	protectedUsers: fc.constant({ emails: new Set(), usernames: new Set(), ids: new Set() }),
	now: fc.constant(NOW),
});

const anyPerson = fc.record({
	id: idValue('512'),
	email: emailValue(EMAIL),
	active: activeValue,
	lastDay: dayValue,
	firstDay: dayValue,
	firstName: nameValue(NAME.first),
	lastName: nameValue(NAME.last),
});

type Person = Parameters<Parameters<typeof anyPerson.map>[0]>[0];

const stateOfUser = fc.constantFrom('STAGED', 'ACTIVATED', 'SUSPENDED');

const userIn = (state: string): PlanUser => ({
	...{ id: 'u1', username: 'zoe.muller-angstrom', email: EMAIL, state },
	...{ suspended: state === 'SUSPENDED', employeeIdentifier: '512' },
	...{ firstname: NAME.first, lastname: NAME.last, manager: null },
	attributes: [{ name: 'factorialId', value: '512' }],
});

function planFor(person: Person, users: PlanUser[], rules: SyncRules): PlanEntry[] {
	const input = {
		...{ employeeId: person.id.value, email: person.email.value, active: person.active.value },
		...{ firstName: person.firstName, lastName: person.lastName },
		...{ lastDay: person.lastDay.value, firstDay: person.firstDay.value },
		...{ manager: '', username: '', attributes: [], groups: { in: [], out: [] } },
	};
	const directory = {
		users: indexUsers(users, rules.link),
		pending: new Map<string, never[]>(),
		groups: new Map(),
	};
	return plan([input], directory, rules)
		.decisions.filter(({ input: from }) => from !== null)
		.flatMap(({ entries }) => entries);
}

const given = fc.tuple(anyPerson, stateOfUser, anyRules);
const isWriting = ({ action }: PlanEntry) => !['noop', 'skip', 'conflict'].includes(action);
const dayOf = ({ lastDay: { means } }: Person) =>
	typeof means === 'object' ? means.day : undefined;
const firstDayOf = ({ firstDay: { means } }: Person) =>
	typeof means === 'object' ? means.day : undefined;
const changesIn = (entries: PlanEntry[]) => entries.flatMap(({ changes }) => changes);

it('nobody is suspended, now or later, but by a plain last day or a plain no', () => {
	forAll(given, ([person, state, rules]) => {
		const entries = planFor(person, [userIn(state)], rules);
		const day = dayOf(person);
		const isOver = day !== undefined && (day < TODAY || rules.leavers === 'now');
		for (const { field, to } of changesIn(entries)) {
			if (field === 'state' && to === 'SUSPENDED') {
				const hasLeft = person.lastDay.means === 'none' && person.active.means === 'no';
				expect({ person, isPlain: isOver || day === TODAY || hasLeft }).toMatchObject({
					isPlain: true,
				});
			}
			if (field === 'scheduled.SUSPENDED' && to !== null) {
				expect(to).toBe(zonedTimeToUtc(day ?? '', '23:59', ZONE).toISOString());
			}
		}
	});
});

it('nobody is let in, now or later, whose ID, activity or last day is not plain', () => {
	forAll(given, ([person, state, rules]) => {
		const entries = planFor(person, [userIn(state)], rules);
		const isLetIn = changesIn(entries).some(
			({ field, to }) =>
				(field === 'state' && to === 'ACTIVATED') || (field === 'scheduled.ACTIVATED' && to),
		);
		if (!isLetIn) return;
		expect([person.id.means, person.active.means]).toEqual(['given', 'yes']);
		expect(person.lastDay.means).not.toBe('unclear');
		const [first, last] = [firstDayOf(person), dayOf(person)];
		expect(last === undefined || last >= TODAY).toBe(true);
		for (const { field, to } of changesIn(entries)) {
			if (field !== 'scheduled.ACTIVATED' || to === null) continue;
			expect(to).toBe(zonedTimeToUtc(first ?? '', '08:00', ZONE).toISOString());
		}
	});
});

it('nobody is doubled: whose ID or email is plain has the user that they have', () => {
	forAll(given, ([person, state, rules]) => {
		const entries = planFor(person, [userIn(state)], rules);
		expect(entries.filter(({ action }) => action === 'create')).toEqual([]);
	});
});

it('nobody is renamed by a disguise of the same name, email or ID', () => {
	forAll(given, ([person, state, rules]) => {
		const fields = changesIn(planFor(person, [userIn(state)], rules)).map(({ field }) => field);
		const own = ['email', 'firstname', 'lastname', 'employeeIdentifier', 'attributes.factorialId'];
		expect(fields.filter((field) => own.includes(field))).toEqual([]);
	});
});

it('a new user is made of plain values only, and holds none of the disguise', () => {
	forAll(fc.tuple(anyPerson, anyRules), ([person, rules]) => {
		const entries = planFor(person, [], rules);
		const [creation] = entries.filter(({ action }) => action === 'create');
		if (!creation) return;
		expect([person.id.means, person.email.means]).toEqual(['given', 'given']);
		expect(person.active.means).toBe('yes');
		const values = creation.changes.map(({ to }) => String(to));
		for (const value of values) expect(value).not.toMatch(/\p{Cf}|\p{Cc}|^\s|\s$/u);
		for (const value of values) expect(value).toBe(value.normalize('NFC'));
		const emails = creation.changes.filter(({ field }) => field === 'email');
		expect(emails.map(({ to }) => String(to).toLowerCase())).toEqual([EMAIL]);
	});
});

it('what is not plain about whom and when writes nothing, and the item says why', () => {
	forAll(given, ([person, state, rules]) => {
		for (const users of [[userIn(state)], []]) {
			const entries = planFor(person, users, rules);
			const isUnclear = [person.id, person.active, person.lastDay].some(
				({ means }) => means === 'unclear',
			);
			const isBlank = entries.length === 0;
			if (!isUnclear || isBlank) continue;
			expect(entries.filter(isWriting)).toEqual([]);
			expect(entries).toMatchObject([{ action: 'skip' }]);
			expect(entries[0]?.message).toMatch(/^.+\. .+\.$/s);
			expect(entries[0]?.reason).toMatch(/^(unknown_|unsafe_|invalid_|missing_)/);
		}
	});
});

it('a wrong email keeps nobody in, locks nobody out, and is told of whoever stays', () => {
	forAll(given, ([person, state, rules]) => {
		if (person.email.means === 'given') return;
		const entries = planFor(person, [userIn(state)], rules);
		if (entries.length === 0 || entries.some(({ action }) => action === 'noop')) return;
		const right = planFor(
			{ ...person, email: { value: EMAIL, means: 'given' } },
			[userIn(state)],
			rules,
		);
		const isEnd = ({ field, to }: { field: string; to: unknown }) =>
			to === 'SUSPENDED' || (field === 'scheduled.SUSPENDED' && to !== null);
		expect(changesIn(entries).filter(isEnd)).toEqual(changesIn(right).filter(isEnd));
		const isLeaving = changesIn(right).some(({ to }) => to === 'SUSPENDED');
		const hasLeft = dayOf(person) !== undefined || person.active.means === 'no';
		if (isLeaving || hasLeft) return;
		expect(entries.map(({ action }) => action)).toContain('skip');
	});
});
