import fc from 'fast-check';

import { beginWith } from '../../../../nodes/JumpCloud/sync/beginning';
import type { Beginning } from '../../../../nodes/JumpCloud/sync/beginning';
import type { Decision, PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { forAll } from '../properties';
import { planFor, writesOf } from './carryOut';
import { anyWorld } from './worlds';

const entry = (action: PlanEntry['action'], employeeId: string, userId?: string): PlanEntry => ({
	...{ action, reason: 'mover', changes: [{ field: 'department', from: null, to: 'Sales' }] },
	...{ person: { employeeId, email: '', firstName: '', lastName: '' }, effectiveAt: null },
	user: userId
		? { id: userId, username: userId, email: '', state: 'ACTIVATED', link: employeeId }
		: null,
});

const COMPANY: Decision[] = [
	{ input: 0, entries: [entry('update', '10', 'u10'), entry('suspend', '10', 'u10')] },
	{ input: 1, entries: [entry('noop', '3', 'u3')] },
	{ input: 2, entries: [entry('create', '9')] },
	{ input: 3, entries: [entry('update', '2', 'u2')] },
	{ input: null, entries: [{ ...entry('suspend', '', 'u0'), person: null }] },
];

const begun = (beginning: Beginning) => {
	const { decisions, later } = beginWith(COMPANY, beginning);
	const entries = decisions.flatMap((decision) => decision.entries);
	const inShort = ({ action, reason, user }: PlanEntry) =>
		`${action}${reason === 'later' ? ' later' : ''} ${user?.id ?? 'new'}`;
	return { entries: entries.map(inShort), later };
};

describe('a plan of which only a beginning is carried out', () => {
	it('takes people in the order of their IDs, whatever the order of the input, each as a whole', () => {
		expect(begun({ most: 2 })).toEqual({
			entries: [
				...['skip later u10', 'skip later u10', 'noop u3', 'create new', 'update u2'],
				'skip later u0',
			],
			later: { changes: 3, suspensions: 2 },
		});
		expect(begun({ most: 3 }).entries.slice(0, 2)).toEqual(['update u10', 'suspend u10']);
	});

	it('changes the users of a group, and makes nobody', () => {
		expect(begun({ canary: new Set(['u2', 'u0']) })).toEqual({
			entries: [
				...['skip later u10', 'skip later u10', 'noop u3', 'skip later new', 'update u2'],
				'suspend u0',
			],
			later: { changes: 3, suspensions: 1 },
		});
	});

	it('counts the first ones among the users of the group', () => {
		const { entries } = begun({ most: 1, canary: new Set(['u10', 'u0']) });
		expect(entries.filter((one) => !/later|noop/.test(one))).toEqual(['update u10', 'suspend u10']);
	});

	it('says what would have been done', () => {
		const [, , , decision] = beginWith(COMPANY, { canary: new Set() }).decisions;
		expect(decision?.entries[0]).toMatchObject({
			...{ action: 'skip', reason: 'later', changes: [{ field: 'department' }] },
			message: expect.stringMatching(/left to a later plan: update \(mover\)\.$/),
		});
	});
});

it('of no plan more people are changed than was said, and nobody but those', () => {
	forAll(fc.tuple(anyWorld, fc.nat(3), fc.subarray(['u0', 'u1', 'u2'])), ([world, most, ids]) => {
		const { decisions } = planFor(world);
		for (const canary of [undefined, new Set(ids)]) {
			const { decisions: some, later } = beginWith(decisions, { most, canary });
			const changed = some.filter(({ entries }) => writesOf(entries).length > 0);
			expect(changed.length).toBeLessThanOrEqual(most);
			const all = decisions.flatMap(({ entries }) => entries);
			const kept = some.flatMap(({ entries }) => entries);
			expect(kept.length).toBe(all.length);
			expect(writesOf(all).length).toBe(writesOf(kept).length + later.changes);
			if (!canary) continue;
			expect(writesOf(kept).filter(({ user }) => !canary.has(user?.id ?? ''))).toEqual([]);
		}
	});
});
