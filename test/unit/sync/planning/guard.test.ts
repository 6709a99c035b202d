import { guard } from '../../../../nodes/JumpCloud/sync/guard';
import type { GuardLimits } from '../../../../nodes/JumpCloud/sync/guard';
import { aPerson, aRule, aUser } from './building';
import { planFor } from './carryOut';
import type { World } from './worlds';

const NO_LIMITS: GuardLimits = { changes: {}, creations: {}, suspensions: {} };

/** A company of twenty, of whom some leave on a day, and some are new. */
function company(leaving: number, lastDay: string, joining = 0): World {
	const ids = Array.from({ length: 20 }, (_, n) => String(n));
	const person = (employeeId: string) => ({
		...{ employeeId, email: `p${employeeId}@corp.example`, firstName: `P${employeeId}` },
	});
	const people = ids.map((id, n) =>
		aPerson({ ...person(id), lastDay: n < leaving ? lastDay : null }),
	);
	const users = ids.map((id) =>
		aUser({
			id: `u${id}`,
			username: `p${id}.vidal`,
			email: `p${id}@corp.example`,
			firstname: `P${id}`,
			employeeIdentifier: id,
		}),
	);
	const joiners = Array.from({ length: joining }, (_, n) => aPerson(person(`9${n}`)));
	const rules = aRule({ everyone: true });
	return { people: [...people, ...joiners], users, pending: [], members: {}, rules };
}

function alarms(world: World, limits: Partial<GuardLimits>) {
	return guard(planFor(world), { ...NO_LIMITS, ...limits }, world.rules.everyone);
}

describe('the guard', () => {
	it.each([
		['as many as a number allows', 3, { most: 3 }, []],
		['one more', 4, { most: 3 }, [{ kind: 'suspensions', count: 4, allowed: 3, of: 20 }]],
		['as many as a share allows', 2, { mostPercent: 10 }, []],
		['one more than a share', 3, { mostPercent: 10 }, [{ count: 3, allowed: 2 }]],
		['more than the smaller of the two', 3, { most: 10, mostPercent: 10 }, [{ allowed: 2 }]],
		['none, where none is allowed', 1, { most: 0 }, [{ allowed: 0 }]],
	])('lets or stops suspensions: %s', (_case, leaving, suspensions, expected) => {
		const found = alarms(company(leaving, '2026-01-31'), { suspensions });
		expect(found).toMatchObject(expected);
		expect(found).toHaveLength(expected.length);
	});

	it('counts suspensions that are only scheduled', () => {
		const world = company(12, '2027-01-31');
		expect(alarms(world, { suspensions: { mostPercent: 10 } })).toMatchObject([{ count: 12 }]);
	});

	it('rounds a share up, so that one person does not stop a small company', () => {
		const world = company(1, '2026-01-31');
		expect(alarms(world, { suspensions: { mostPercent: 1 } })).toEqual([]);
	});

	it('takes a share with a fraction exactly: 1.1 % of 3,000 is 33', () => {
		const [decision] = planFor(company(1, '2026-01-31')).decisions;
		const decisions = Array.from({ length: 34 }, () => decision ?? { input: null, entries: [] });
		const plan = { decisions, activeLinked: 3000, people: 3000, lacksWitnesses: false };
		const limits = { ...NO_LIMITS, suspensions: { mostPercent: 1.1 } };
		expect(guard(plan, limits, true)).toMatchObject([{ count: 34, allowed: 33 }]);
	});

	it('counts creations and changes in all', () => {
		const world = company(2, '2026-01-31', 3);
		expect(alarms(world, { creations: { most: 2 }, changes: { most: 4 } })).toMatchObject([
			{ kind: 'creations', count: 3 },
			{ kind: 'changes', count: 5 },
		]);
	});

	it('takes no share of nobody: a first synchronisation has only numbers', () => {
		const world = { ...company(0, '', 3), users: [] };
		expect(alarms(world, { creations: { mostPercent: 10 } })).toEqual([]);
		expect(alarms(world, { creations: { most: 22 } })).toMatchObject([{ count: 23 }]);
	});

	it.each([
		['nobody at all', []],
		[
			'one item that says nothing',
			[aPerson({ employeeId: undefined, email: null, firstName: '', lastName: '' })],
		],
	])('stops a whole company of %s', (_case, people) => {
		expect(alarms({ ...company(0, ''), people }, {})).toEqual([{ kind: 'empty' }]);
		const some = { ...company(0, ''), people, rules: aRule() };
		expect(alarms(some, {})).toEqual([]);
		expect(planFor(some).decisions).toEqual([]);
	});
});

it('takes no share of some people: each of them would be too many', () => {
	const world = { ...company(12, '2026-01-31'), rules: aRule() };
	const limits = { suspensions: { most: 20, mostPercent: 10 } };
	expect(alarms(world, limits)).toEqual([]);
	expect(alarms({ ...world, rules: aRule({ everyone: true }) }, limits)).toHaveLength(1);
});
