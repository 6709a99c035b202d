import type { PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import type { PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import type { PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { aPerson, aUser, inShort, planned } from './building';

const LAST_DAY = '2026-08-31';

/** Noor, who left on the last day of August, and was suspended for it. */
const gone = (about: Partial<PlanInput> = {}) =>
	aPerson({ active: false, lastDay: LAST_DAY, ...about });

const out = (about: Partial<PlanUser> = {}) =>
	aUser({
		state: 'SUSPENDED',
		attributes: [{ name: 'hrLastDay', value: LAST_DAY }],
		manager: null,
		...about,
	});

const RULES: Partial<SyncRules> = {
	...{ everyone: true, rememberLastDay: 'hrLastDay' },
	deleteAfter: { days: 30, reportsTo: 'manager' },
};

/** What is planned at the end of November, when it is time, unless another moment is given. */
const decided = (
	people: PlanInput[],
	users: PlanUser[],
	rules: Partial<SyncRules> = {},
	more: Parameters<typeof planned>[3] = {},
): PlanEntry[] => planned(people, users, { ...RULES, ...rules }, more);

const others = (...names: string[]) =>
	names.map((name, index) =>
		aUser({
			...{ id: `u${index + 2}`, username: name, email: `${name}@corp.example` },
			...{ firstname: name, lastname: 'Prats', employeeIdentifier: '' },
		}),
	);

const told = (entries: PlanEntry[]) => entries.map(({ message }) => message).join(' ');

it('says what goes, why, and that it cannot be undone', () => {
	const entries = decided([gone()], [out()]);

	expect(entries).toMatchObject([
		{ action: 'delete', reason: 'deleted_after', user: { id: 'u1' }, effectiveAt: null },
	]);
	expect(entries[0]?.changes).toEqual([
		{ field: 'state', from: 'SUSPENDED', to: 'DELETED' },
		{ field: 'attributes.hrLastDay', from: LAST_DAY, to: null },
	]);
	expect(told(entries)).toMatch(/2026-08-31.*30 days.*"noor.vidal".*for good/);
});

describe('days are those of the calendar in the time zone of the rules', () => {
	it.each([
		['29 days after', '2026-09-29T21:59:59Z', 'Europe/Madrid', 'noop (in_step)'],
		['30 days after, as it begins there', '2026-09-29T22:00:00Z', 'Europe/Madrid', 'delete'],
		['31 days after', '2026-10-01T12:00:00Z', 'Europe/Madrid', 'delete'],
		['30 days after in UTC, not yet in Los Angeles', '2026-09-30T06:59:59Z', 'America/Los_Angeles'],
		['30 days after in Los Angeles', '2026-09-30T07:00:00Z', 'America/Los_Angeles', 'delete'],
		[
			'30 days after in Kiritimati, not yet in UTC',
			'2026-09-29T10:00:00Z',
			'Pacific/Kiritimati',
			'delete',
		],
	])('%s', (_case, moment, timeZone, expected = 'noop (in_step)') => {
		const entries = decided([gone()], [out()], { now: new Date(moment), timeZone });
		expect(inShort(entries).join()).toContain(expected);
	});

	it.each([
		['before the hour that comes twice', '2026-10-24T22:00:00Z', 'delete'],
		['a moment before that day', '2026-10-24T21:59:59Z', 'noop'],
	])('also where clocks change: %s', (_case, moment, expected) => {
		const lastDay = '2026-10-24';
		const user = out({ attributes: [{ name: 'hrLastDay', value: lastDay }] });
		const rules = { now: new Date(moment), deleteAfter: { days: 1, reportsTo: 'nobody' as const } };
		expect(inShort(decided([gone({ lastDay })], [user], rules)).join()).toContain(expected);
	});
});

describe('nobody is deleted', () => {
	const quiet: Array<[string, PlanInput[], PlanUser[], Partial<SyncRules>]> = [
		['without a number of days', [gone()], [out()], { deleteAfter: undefined }],
		['where only some people are known', [gone()], [out()], { everyone: false }],
		['without a memory', [gone()], [out()], { rememberLastDay: undefined }],
		['without links', [gone()], [out()], { link: { kind: 'none' } }],
		['where leavers are never suspended', [gone()], [out()], { leavers: 'never' }],
		['whom IT has suspended', [gone()], [out({ attributes: [] })], {}],
		[
			'who remembers another day than that of HR',
			[gone()],
			[out({ attributes: [{ name: 'hrLastDay', value: '2026-08-30' }] })],
			{},
		],
		['who has left without a last day', [gone({ lastDay: null })], [out()], {}],
		['whom nobody has', [aPerson({ employeeId: '7', email: 'x@corp.example' })], [out()], {}],
		['who is only a witness', [gone({ witness: true })], [out()], {}],
		[
			'whose last day is the end of a contract',
			[gone({ active: '', lastDay: null, contractEnd: LAST_DAY })],
			[out()],
			{ contractEnd: 'lastDay' },
		],
		['who is not in the scope', [gone({ scope: { kind: 'out', message: 'Why.' } })], [out()], {}],
		[
			'whose user is of another numbering',
			[gone({ firstName: 'Bo', lastName: 'Lee', email: 'b@corp.example' })],
			[out()],
			{},
		],
	];

	it.each(quiet)('%s', (_case, people, users, rules) => {
		const entries = decided(people, users, rules);
		expect(entries.filter(({ action }) => action === 'delete')).toEqual([]);
		expect(entries.filter(({ reason }) => reason === 'not_deleted')).toEqual([]);
	});

	it('who still has the access, or has come back', () => {
		expect(inShort(decided([gone()], [out({ state: 'ACTIVATED' })]))).toEqual([
			'suspend (terminated)',
		]);
		const back = decided([aPerson()], [out()]);
		expect(inShort(back)).toEqual(['unsuspend (rehired)']);
	});

	it('whose user is in a group that is not in the scope', () => {
		const entries = decided([gone()], [out()], {}, { leftAlone: ['u1'] });
		expect(inShort(entries)).toEqual(['noop (out_of_scope)']);
	});

	it('who is protected: the item says what would have been done', () => {
		const protectedUsers = {
			emails: new Set<string>(),
			usernames: new Set(['noor.vidal']),
			ids: new Set<string>(),
		};
		const entries = decided([gone()], [out()], { protectedUsers });
		expect(entries).toMatchObject([
			{ action: 'skip', reason: 'protected', changes: [{ to: 'DELETED' }, {}] },
		]);
	});
});

describe('where something speaks against it, a person is told', () => {
	it.each<[string, PlanInput[], PlanUser[], string]>([
		[
			'a list that may not be everybody',
			[gone({ listComplete: false })],
			[out()],
			'known to be everybody',
		],
		['somebody who is active all the same', [gone({ active: true })], [out()], 'is active'],
		['an email that nobody can read', [gone({ email: 'noor' })], [out()], 'noor'],
	])('%s', (_case, people, users, why) => {
		const entries = decided(people, users);
		expect(inShort(entries)).toContain('skip (not_deleted)');
		expect(told(entries)).toContain(why);
	});

	it('several users who are linked to one person', () => {
		const twin = out({ id: 'u2', username: 'noor', email: 'noor2@corp.example' });
		const entries = decided([gone()], [out(), twin]);
		expect(inShort(entries)).toEqual(['skip (not_deleted)', 'skip (not_deleted)']);
	});

	it('an activation that is scheduled: it is canceled, and nobody is deleted with this plan', () => {
		const at = new Date('2027-03-01T10:00:00Z');
		const pending = [{ id: 's1', userId: 'u1', state: 'ACTIVATED' as const, at }];
		const entries = decided([gone()], [out()], {}, { pending });
		expect(inShort(entries)).toEqual(['cancel_schedule (would_return)', 'skip (not_deleted)']);
		expect(told(entries)).toContain('2027-03-01T10:00:00.000Z');
	});

	it('an email that HR has emptied does not speak against it, and a suspension to come neither', () => {
		const at = new Date('2027-03-01T10:00:00Z');
		const pending = [{ id: 's1', userId: 'u1', state: 'SUSPENDED' as const, at }];
		expect(inShort(decided([gone({ email: null })], [out()], {}, { pending }))).toEqual([
			'delete (deleted_after)',
		]);
	});

	it('somebody who gets the user as manager by this very plan', () => {
		const bo = aPerson({
			...{ employeeId: '7', firstName: 'Bo' },
			email: 'bo@corp.example',
			manager: '512',
		});
		const [user] = others('bo');
		const entries = decided(
			[gone(), bo],
			[
				out(),
				{ ...(user as PlanUser), lastname: 'Vidal', firstname: 'Bo', employeeIdentifier: '7' },
			],
			{ managers: true },
		);
		expect(inShort(entries)).toEqual(['skip (not_deleted)', 'update (mover)']);
	});
});

describe('those who report to somebody who is deleted', () => {
	const NOBODY = { deleteAfter: { days: 30, reportsTo: 'nobody' as const } };
	const moves = (entries: PlanEntry[]) =>
		entries.map(({ changes }) =>
			changes
				.filter(({ field }) => field.startsWith('reports.'))
				.map(({ field, from, to, id }) => `${field} ${id}: ${from} to ${to}`),
		);

	it('get the next manager above', () => {
		const [ines, bo, lea] = others('ines', 'bo', 'lea') as [PlanUser, PlanUser, PlanUser];
		const users = [
			out({ manager: 'u2' }),
			ines,
			{ ...bo, manager: 'u1' },
			{ ...lea, manager: 'u1' },
		];
		const entries = decided([gone()], users);

		expect(moves(entries)).toEqual([['reports.bo u3: u1 to u2', 'reports.lea u4: u1 to u2']]);
		expect(told(entries)).toContain('"ines" then: bo, lea');
	});

	it('get the first one above who has access', () => {
		const [ines, bo] = others('ines', 'bo') as [PlanUser, PlanUser];
		const locked = {
			...ines,
			id: 'u9',
			username: 'locked',
			email: 'l@corp.example',
			state: 'SUSPENDED',
			manager: 'u2',
		};
		const entries = decided(
			[gone()],
			[out({ manager: 'u9' }), locked, ines, { ...bo, manager: 'u1' }],
		);
		expect(moves(entries)).toEqual([['reports.bo u3: u1 to u2']]);
	});

	it.each<[string, string | null, Partial<PlanUser>]>([
		['there is none above', null, {}],
		['the manager is no user', 'u99', {}],
		['the manager is locked, and has none', 'u2', { state: 'SUSPENDED' }],
		['they are the manager of their manager', 'u3', {}],
		['they go round in circles', 'u2', { state: 'SUSPENDED', manager: 'u1' }],
	])('keep theirs where %s', (_case, manager, about) => {
		const [ines, bo] = others('ines', 'bo') as [PlanUser, PlanUser];
		const entries = decided(
			[gone()],
			[out({ manager }), { ...ines, ...about }, { ...bo, manager: 'u1' }],
		);
		expect(inShort(entries)).toEqual(['skip (not_deleted)']);
		expect(told(entries)).toContain('"bo"');
	});

	it('keep theirs where there must be none, or where they must not be changed', () => {
		const [ines, bo] = others('ines', 'bo') as [PlanUser, PlanUser];
		const users = [out({ manager: 'u2' }), ines, { ...bo, manager: 'u1' }];
		const protectedUsers = {
			emails: new Set<string>(),
			usernames: new Set<string>(),
			ids: new Set(['u3']),
		};
		expect(inShort(decided([gone()], users, NOBODY))).toEqual(['skip (not_deleted)']);
		expect(inShort(decided([gone()], users, { protectedUsers }))).toEqual(['skip (not_deleted)']);
		expect(inShort(decided([gone()], users, {}, { leftAlone: ['u3'] }))).toEqual([
			'skip (not_deleted)',
		]);
	});

	describe('and go as well', () => {
		const bo = gone({ employeeId: '513', firstName: 'Bo', email: 'bo@corp.example' });
		const boOut = (manager: string | null) =>
			out({
				...{ id: 'u2', username: 'bo.vidal', email: 'bo@corp.example', firstname: 'Bo' },
				...{ employeeIdentifier: '513', manager },
			});

		it('need no manager, also where there must be none', () => {
			const entries = decided([gone(), bo], [out(), boOut('u1')], NOBODY);
			expect(inShort(entries)).toEqual(['delete (deleted_after)', 'delete (deleted_after)']);
			expect(moves(entries)).toEqual([['reports.bo.vidal u2: u1 to null'], []]);
		});

		it('get the manager above, should they stay after all', () => {
			const [ines] = others('ines') as [PlanUser];
			const users = [out({ manager: 'u3' }), boOut('u1'), { ...ines, id: 'u3' }];
			expect(moves(decided([gone(), bo], users))).toEqual([['reports.bo.vidal u2: u1 to u3'], []]);
		});

		it('but not where each manages the other, because none can go first', () => {
			const entries = decided([gone(), bo], [out({ manager: 'u2' }), boOut('u1')]);
			expect(inShort(entries)).toEqual(['skip (not_deleted)', 'skip (not_deleted)']);
		});

		it('and where one of them stays after all, so does whoever it reports to', () => {
			const [lea] = others('lea') as [PlanUser];
			const users = [out(), boOut('u1'), { ...lea, id: 'u3', manager: 'u2' }];
			const entries = decided([gone(), bo], users);
			expect(inShort(entries)).toEqual(['skip (not_deleted)', 'skip (not_deleted)']);
		});
	});
});
