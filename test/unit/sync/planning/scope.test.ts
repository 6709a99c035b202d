import type { PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import type { NotInScope, PersonInput } from '../../../../nodes/JumpCloud/sync/person';
import { notInScope } from '../../../../nodes/JumpCloud/sync/scope';
import type { Condition, ScopeRules } from '../../../../nodes/JumpCloud/sync/scope';
import { aPerson, aUser, inShort, planned } from './building';

const team = (operator: Condition['operator'], ...values: string[]): Condition => ({
	...{ field: 'team_names', operator, values },
});

describe('who is in the scope', () => {
	it.each<[string, unknown, Partial<ScopeRules>, NotInScope['kind'] | undefined]>([
		[
			'a list with one entry that fits',
			{ team_names: ['Audit', 'sales '] },
			{ only: [team('is', 'Sales')] },
			undefined,
		],
		['a list without it', { team_names: ['Audit'] }, { only: [team('is', 'Sales')] }, 'out'],
		[
			'one of several values',
			{ team_names: ['Audit'] },
			{ only: [team('is', 'Sales', 'AUDIT')] },
			undefined,
		],
		[
			'a value with a comma',
			{ team_names: ['Sales, EMEA'] },
			{ only: [team('is', 'Sales, EMEA')] },
			undefined,
		],
		[
			'part of such a value, which is another one',
			{ team_names: ['Sales, EMEA'] },
			{ only: [team('is', 'Sales')] },
			'out',
		],
		[
			'a part that is contained',
			{ team_names: ['Sales, EMEA'] },
			{ only: [team('contains', 'emea')] },
			undefined,
		],
		[
			'accents in two encodings',
			{ team_names: ['Se\u0301curite\u0301'] },
			{ only: [team('is', 'Sécurité')] },
			undefined,
		],
		[
			'nothing, where something is wanted',
			{ team_names: [] },
			{ only: [team('is', 'Sales')] },
			'out',
		],
		[
			'nothing, where nothing is wanted',
			{ team_names: null },
			{ only: [team('isEmpty')] },
			undefined,
		],
		[
			'something else than what is excluded',
			{ team_names: ['Audit'] },
			{ not: [team('is', 'Sales')] },
			undefined,
		],
		['what is excluded', { team_names: ['Sales'] }, { not: [team('is', 'Sales')] }, 'out'],
		['anything but the value', { team_names: ['Audit'] }, { not: [team('isNot', 'Sales')] }, 'out'],
		['a field that is not there', { name: 'Noor' }, { only: [team('is', 'Sales')] }, 'unclear'],
		['a field that is not there, of those excluded', {}, { not: [team('is', 'Sales')] }, 'unclear'],
		[
			'something that is no value',
			{ team_names: { id: 7 } },
			{ only: [team('isNot', 'Sales')] },
			'unclear',
		],
		[
			'a number',
			{ cost: { center: 4711 } },
			{ only: [{ field: 'cost.center', operator: 'is', values: ['4711'] }] },
			undefined,
		],
		[
			'what is outside by one field, whatever another one is',
			{ team_names: ['Audit'] },
			{ only: [{ field: 'gone', operator: 'is', values: ['x'] }, team('is', 'Sales')] },
			'out',
		],
	])('%s', (_case, record, rules, kind) => {
		expect(notInScope(record, { only: [], not: [], ...rules })?.kind).toBe(kind);
	});
});

const OUT: NotInScope = { kind: 'out', message: 'Outside.' };
const UNCLEAR: NotInScope = { kind: 'unclear', message: 'Unclear.' };

const outside = (
	about: Partial<PersonInput>,
	users: PlanUser[],
	rules: Partial<SyncRules> = {},
	leftAlone?: string[],
) => inShort(planned([aPerson(about)], users, rules, leftAlone ? { leftAlone } : {}));

const SUSPEND = { leavingScope: 'suspend' as const };

describe('whoever is outside', () => {
	it.each<
		[string, Partial<PersonInput>, PlanUser[], Partial<SyncRules>, string[] | undefined, string[]]
	>([
		['gets no user', { scope: OUT }, [], {}, undefined, ['noop (out_of_scope)']],
		[
			'is not changed',
			{ scope: OUT, lastName: 'Prats' },
			[aUser()],
			{},
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'is no leaver',
			{ scope: OUT, lastDay: '2026-01-31' },
			[aUser()],
			{},
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'is not adopted',
			{ scope: OUT },
			[aUser({ employeeIdentifier: '' })],
			SUSPEND,
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'is suspended, where that is chosen',
			{ scope: OUT },
			[aUser()],
			SUSPEND,
			undefined,
			['suspend (out_of_scope)'],
		],
		[
			'is suspended once',
			{ scope: OUT },
			[aUser({ state: 'SUSPENDED' })],
			SUSPEND,
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'keeps the access where the link is doubtful',
			{ scope: OUT, email: 'x@corp.example', firstName: 'Bo', lastName: 'Prats' },
			[aUser()],
			SUSPEND,
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'keeps the access where no links are kept',
			{ scope: OUT },
			[aUser()],
			{ ...SUSPEND, link: { kind: 'none' } },
			undefined,
			['noop (out_of_scope)'],
		],
		[
			'keeps the access where that cannot be read',
			{ scope: UNCLEAR },
			[aUser()],
			SUSPEND,
			undefined,
			['skip (unclear_scope)'],
		],
		[
			'is no leaver either where that cannot be read',
			{ scope: UNCLEAR, lastDay: '2026-01-31' },
			[aUser()],
			SUSPEND,
			undefined,
			['skip (unclear_scope)'],
		],
		[
			'is nobody’s business who left long ago without a user',
			{ scope: UNCLEAR, active: false },
			[],
			SUSPEND,
			undefined,
			['noop (inactive)'],
		],
		[
			'by a group is left alone',
			{ lastDay: '2026-01-31' },
			[aUser()],
			SUSPEND,
			['u1'],
			['noop (out_of_scope)'],
		],
		[
			'by a group is never suspended',
			{ scope: OUT },
			[aUser()],
			SUSPEND,
			['u1'],
			['noop (out_of_scope)'],
		],
		[
			'by a group is not reported as a conflict',
			{ lastName: 'Prats' },
			[aUser({ employeeIdentifier: '' })],
			{},
			['u1'],
			['noop (out_of_scope)'],
		],
		[
			'keeps the reason of an earlier step',
			{ skipped: { reason: 'not_read', message: 'Not read.' } },
			[aUser()],
			{},
			undefined,
			['skip (not_read)'],
		],
	])('%s', (_case, about, users, rules, leftAlone, entries) => {
		expect(outside(about, users, rules, leftAlone)).toEqual(entries);
	});

	it('is no orphan, and neither is a user in a group that is left alone', () => {
		const people = [
			aPerson({ scope: OUT }),
			aPerson({ employeeId: '7', email: 'bo@corp.example', scope: OUT }),
		];
		const users = [
			aUser(),
			aUser({ id: 'u2', username: 'svc', email: 'svc@corp.example', employeeIdentifier: '99' }),
			aUser({ id: 'u3', username: 'gone', email: 'gone@corp.example', employeeIdentifier: '98' }),
		];
		const rules = { everyone: true, absent: 'suspend' as const };
		expect(inShort(planned(people, users, rules, { leftAlone: ['u2'] }))).toEqual([
			...['noop (out_of_scope)', 'noop (out_of_scope)', 'suspend (absent)'],
		]);
	});

	it('still has the email that somebody else wants, and is still whose manager they are', () => {
		const people = [
			aPerson({ scope: OUT }),
			aPerson({ employeeId: '7', firstName: 'Bo', lastName: 'Prats' }),
			aPerson({ employeeId: '8', email: 'cleo@corp.example', firstName: 'Cleo', manager: '512' }),
		];
		const cleo = { username: 'cleo.vidal', email: 'cleo@corp.example', firstname: 'Cleo' };
		const users = [aUser(), aUser({ id: 'u2', ...cleo, employeeIdentifier: '8' })];
		const entries = planned(people, users, { managers: true });
		expect(inShort(entries)).toEqual([
			...['noop (out_of_scope)', 'conflict (conflict)', 'update (mover)'],
		]);
		expect(entries[2]?.changes).toEqual([{ field: 'manager', from: null, to: 'u1' }]);
	});

	it('comes back with the scope whom this package suspended for it', () => {
		const rules = { ...SUSPEND, rememberLastDay: 'hrLastDay' };
		const [entry] = planned([aPerson({ scope: OUT })], [aUser({ attributes: [] })], rules);
		expect(entry?.changes).toEqual([
			{ field: 'state', from: 'ACTIVATED', to: 'SUSPENDED' },
			{ field: 'attributes.hrLastDay', from: null, to: '2026-11-27' },
		]);
		const attributes = [{ name: 'hrLastDay', value: '2026-11-27' }];
		const user = aUser({ state: 'SUSPENDED', attributes });
		expect(outside({}, [user], rules)).toEqual(['unsuspend (rehired)']);
	});
});
