import fc from 'fast-check';

import { beginWith } from '../../../../nodes/JumpCloud/sync/beginning';
import { groupsFor, valueKey } from '../../../../nodes/JumpCloud/sync/groups';
import type { Group } from '../../../../nodes/JumpCloud/sync/groups';
import { expandPattern } from '../../../../nodes/JumpCloud/sync/patterns';
import type { GroupPattern } from '../../../../nodes/JumpCloud/sync/patterns';
import { WRITING_ACTIONS } from '../../../../nodes/JumpCloud/sync/planned';
import type { PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { notInScope } from '../../../../nodes/JumpCloud/sync/scope';
import type { Condition } from '../../../../nodes/JumpCloud/sync/scope';
import { planFor } from './carryOut';
import { anyWorld } from './worlds';

const numRuns = Number(process.env.FC_RUNS ?? 1000);

/** What stands in fields of HR: teams, names of groups that nobody must choose, and what is no value. */
const anyWord = fc.constantFrom(
	...[
		'Fin',
		'fin ',
		'Audit',
		'Admins',
		'Team Admins',
		'*',
		'.*',
		'',
		' ',
		'-',
		'N/A',
		'null',
		'NaN',
	],
	...[
		'{{ $json.x }}',
		'#N/A',
		'???',
		'Fi\u200bn',
		'ﬁn',
		'Caf\u00e9',
		'Cafe\u0301',
		'x'.repeat(300),
	],
);
const anyEntry = fc.oneof(
	{ weight: 6, arbitrary: anyWord },
	fc.constantFrom<unknown>(null, undefined, true, 7, 2 ** 60, Number.NaN, {}, [], { id: 'Admins' }),
);
const anyValue = fc.oneof(anyEntry, fc.array(anyEntry, { maxLength: 4 }));
const anyRecords = fc.array(fc.record({ teams: anyValue }), { minLength: 1, maxLength: 6 });

const NAMES = ['Team Fin', 'Team Audit', 'Team Admins', 'Admins', 'Team ', 'Team *', 'Team Café'];
const GROUPS: Group[] = NAMES.map((name, index) => ({
	...{ id: `g${index}`, name, description: '', membershipMethod: 'STATIC' },
}));

const anyPattern: fc.Arbitrary<GroupPattern> = fc.record(
	{
		field: fc.constant('teams'),
		prefix: fc.constantFrom('Team ', 'Team', 'Mode '),
		suffix: fc.constantFrom('', ' EU'),
		allowed: fc.subarray(['g0', 'g1']).map((ids) => new Set(ids)),
		exceptions: fc
			.subarray<[string, string | undefined]>([
				['audit', 'g1'],
				['fin', undefined],
			])
			.map((pairs) => new Map(pairs)),
		createMissing: fc.boolean(),
		takesOutOfAll: fc.boolean(),
	},
	{ requiredKeys: ['field', 'prefix', 'suffix', 'exceptions', 'createMissing', 'takesOutOfAll'] },
);

describe('whatever stands in a field that names groups', () => {
	it('leads to no group outside of the prefix, the list and the exceptions, nor makes one', () => {
		fc.assert(
			fc.property(anyPattern, anyRecords, fc.boolean(), (pattern, records, everyone) => {
				const { rules } = expandPattern(pattern, records, GROUPS, everyone);
				const chosen = new Set([...pattern.exceptions.values()].filter(Boolean));
				const may = ({ id, name }: Group) =>
					chosen.has(id) ||
					(pattern.allowed?.has(id) ?? valueKey(name).startsWith(valueKey(pattern.prefix)));
				const wishOf = groupsFor(rules);
				for (const record of records) {
					const { in: joins, out: leaves, missing = [] } = wishOf(record);
					for (const id of [...joins, ...leaves]) {
						expect(GROUPS.filter(may).map((one) => one.id)).toContain(id);
					}
					expect(joins.filter((id) => leaves.includes(id))).toEqual([]);
					for (const { name, isMade } of missing) {
						expect(pattern.allowed === undefined || !isMade).toBe(true);
						if (isMade) expect(name.startsWith(pattern.prefix)).toBe(true);
						if (isMade) expect(pattern.createMissing).toBe(true);
					}
				}
			}),
			{ numRuns },
		);
	});

	it('takes nobody out of a group by a value that got lost', () => {
		fc.assert(
			fc.property(anyPattern, anyRecords, (pattern, records) => {
				const { rules } = expandPattern(pattern, records, GROUPS, true);
				const wishOf = groupsFor(rules);
				for (const lost of [
					undefined,
					{},
					Number.NaN,
					Infinity,
					2 ** 60,
					'#N/A',
					['Fin', { id: 1 }],
				]) {
					const { in: joins, out: leaves } = wishOf({ teams: lost });
					expect([joins, leaves]).toEqual([[], []]);
				}
			}),
			{ numRuns },
		);
	});
});

const anyCondition: fc.Arbitrary<Condition> = fc
	.record({
		field: fc.constantFrom('teams', 'gone'),
		operator: fc.constantFrom<Condition['operator']>('is', 'isNot', 'contains', 'isEmpty'),
		values: fc.array(anyWord, { minLength: 1, maxLength: 3 }),
	})
	.map((one) => (one.operator === 'isEmpty' ? { ...one, values: [] } : one));

it('nobody has left a scope because a field is missing', () => {
	fc.assert(
		fc.property(
			fc.array(anyCondition, { maxLength: 3 }),
			fc.array(anyCondition, { maxLength: 3 }),
			(only, not) => {
				const said = notInScope({}, { only, not });
				expect(said?.kind).not.toBe('out');
				expect(said === undefined).toBe(only.length + not.length === 0);
			},
		),
		{ numRuns },
	);
});

const isWriting = ({ action }: PlanEntry) => WRITING_ACTIONS.has(action);

it('a plan that begins with some people changes them alone, and the next one goes on', () => {
	fc.assert(
		fc.property(anyWorld, fc.integer({ min: 0, max: 4 }), (world, most) => {
			const { decisions } = planFor(world);
			const { decisions: begun, later } = beginWith(decisions, { most });
			const changed = begun.filter(({ entries }) => entries.some(isWriting));
			const all = decisions.filter(({ entries }) => entries.some(isWriting));
			expect(changed).toHaveLength(Math.min(most, all.length));
			const count = (some: typeof decisions) =>
				some.flatMap(({ entries }) => entries).filter(isWriting);
			expect(count(begun).length + later.changes).toBe(count(decisions).length);
			// All changes of a person stay together, and nobody else's are touched.
			begun.forEach(({ entries }, index) => {
				const own = decisions[index]?.entries ?? [];
				const isFirst = entries.some(isWriting);
				expect(isFirst ? entries : entries.filter((one) => one.reason !== 'later')).toEqual(
					isFirst ? own : own.filter((one) => !isWriting(one)),
				);
			});
			const reversed = beginWith(decisions.toReversed(), { most });
			expect(reversed.decisions.toReversed()).toEqual(begun);
		}),
		{ numRuns },
	);
});
