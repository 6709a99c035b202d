import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { aPerson, aUser, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { company as withGroups, groupsOf, putInto } from '../groups.support';
import {
	EVERYONE,
	applyChanges,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	results,
} from './sync.support';

afterEach(closeAll);

const PAST = '2025-12-31';
const TO_COME = '2098-06-30';
const EVERY_WAY: Array<[string, IDataObject]> = [
	['Everyone', EVERYONE],
	['Some People', {}],
];
const SALES_AND_FINANCE = ['Sales', 'Finance'];

const aLeaver = (about: IDataObject = {}) =>
	aPerson({ terminated_on: PAST, active: false, ...about });

/** Noor in all three groups, of which JumpCloud computes the last, with Bo as her manager. */
async function world(): Promise<JumpCloudSimulator> {
	const sim = await withGroups();
	putInto(sim, 'Sales', 'Finance', 'Everybody');
	sim.state.user('noor.vidal').manager = sim.state.user('bo')._id;
	return sim;
}

const leaving = (choices: IDataObject, more: IDataObject = EVERYONE): IDataObject => ({
	...more,
	leaving: choices,
});

describe.each(EVERY_WAY)('whoever is out, with %s', (_way, way) => {
	it('leaves all groups but those that JumpCloud computes, and the manager goes', async () => {
		const sim = await world();
		const { _id: managerId } = sim.state.user('bo');
		const rules = leaving({ groups: 'all', manager: 'clear' }, way);
		const { planned, items } = await planAndApply(sim, [aLeaver()], rules);

		expect(reasons(planned)).toEqual(['suspend terminated', 'update terminated']);
		expect(planned[1]?.message).toContain('"Everybody"');
		expect(results(items)).toEqual(['applied suspend', 'applied update']);
		expect(items[1]?.changes).toMatchObject([
			{ field: 'groups.Finance', from: true, to: false },
			{ field: 'groups.Sales', from: true, to: false },
			{ field: 'manager', from: managerId, to: null },
		]);
		expect(groupsOf(sim)).toEqual(['Everybody']);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'SUSPENDED', manager: null });
		expect((await planChanges(sim, [aLeaver()], rules)).items).toEqual([]);
	});

	it('leaves those of a pattern only', async () => {
		const sim = await world();
		const rules = leaving({ groups: 'pattern', groupPattern: 'Sal*, nothing-*' }, way);
		await planAndApply(sim, [aLeaver()], rules);

		expect(groupsOf(sim)).toEqual(['Finance', 'Everybody']);
	});

	it('keeps everything until the last day is over, and loses it with the plan after', async () => {
		const sim = await world();
		const rules = leaving({ groups: 'all', manager: 'clear' }, way);
		const soon = aPerson({ terminated_on: TO_COME });
		const { planned } = await planAndApply(sim, [soon], rules);

		expect(reasons(planned)).toEqual(['schedule last_day']);
		expect(groupsOf(sim)).toHaveLength(3);
		// What JumpCloud has done by itself in the meantime.
		Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		await planAndApply(sim, [aLeaver()], rules);
		expect(groupsOf(sim)).toEqual(['Everybody']);
	});
});

it('with nothing chosen groups and manager stay', async () => {
	const sim = await world();
	await planAndApply(sim, [aLeaver()], EVERYONE);

	expect(groupsOf(sim)).toHaveLength(3);
	expect(sim.state.user('noor.vidal').manager).toBe(sim.state.user('bo')._id);
});

it('also of a leaver whose email HR has emptied, but of nobody who is not certain by the link', async () => {
	for (const [user, left] of [
		[{}, ['Everybody']],
		[{ employeeIdentifier: '' }, [...SALES_AND_FINANCE, 'Everybody']],
	] as const) {
		const sim = await world();
		Object.assign(sim.state.user('noor.vidal'), user);
		await planAndApply(sim, [aLeaver({ work_email: null })], leaving({ groups: 'all' }));
		expect(groupsOf(sim)).toEqual(left);
	}
});

it('nobody who is protected is taken out of a group', async () => {
	const sim = await world();
	const { planned } = await planAndApply(
		sim,
		[aLeaver()],
		leaving({ groups: 'all' }, { ...EVERYONE, protectedUsers: { usernames: 'noor.vidal' } }),
	);

	expect(reasons(planned)).toEqual(['skip protected', 'skip protected']);
	expect(groupsOf(sim)).toHaveLength(3);
});

it('one group that cannot be left keeps the user in no other', async () => {
	const sim = await world();
	const { items: planned } = await planChanges(sim, [aLeaver()], leaving({ groups: 'all' }));
	sim.state.groups.splice(1, 1);
	const { items } = await applyChanges(sim, planned);

	expect(results(items)[1]).toMatch(/^failed update/);
	expect(items[1]).toMatchObject({ notDone: ['groups.Finance'] });
	expect(groupsOf(sim)).toEqual(['Everybody']);
});

it('the guard counts every membership that ends', async () => {
	const sim = await world();
	const guard = { ...(EVERYONE.guard as IDataObject), groupRemovals: 1 };
	const rules = leaving({ groups: 'all' }, { ...EVERYONE, guard });
	const { error } = await planChanges(sim, [aLeaver()], rules);

	expect(error?.message).toContain('2 group removals planned, at most 1 allowed');
	expect(groupsOf(sim)).toHaveLength(3);
});

it('a read-only credential takes nobody out', async () => {
	const sim = await world();
	const { items: planned } = await planChanges(sim, [aLeaver()], leaving({ groups: 'all' }));
	sim.credential.access = 'readOnly';
	const { items } = await applyChanges(sim, planned);

	expect(results(items)).toEqual(['refused suspend (read_only)', 'refused update (read_only)']);
	expect(groupsOf(sim)).toHaveLength(3);
});

it('whoever comes back gets groups by the rules only', async () => {
	const sim = await world();
	const rules = leaving(
		{ groups: 'all' },
		{
			...{ ...EVERYONE, rehires: 'unsuspend' },
			groupRules: { rule: [{ by: 'field', field: 'unit', is: 'sales', group: 'Sales' }] },
		},
	);
	await planAndApply(sim, [aLeaver({ unit: 'sales' })], rules);
	expect(groupsOf(sim)).toEqual(['Everybody']);
	await planAndApply(sim, [aPerson({ unit: 'sales' })], rules);

	expect(groupsOf(sim)).toEqual(['Sales', 'Everybody']);
});

it('with managers kept in step the manager of whoever has left stays away', async () => {
	const sim = await world();
	sim.state.user('bo').employeeIdentifier = '7';
	const rules = leaving({ manager: 'clear' }, { managers: 'keep' });
	const people = [aLeaver({ manager_id: '7' })];
	await planAndApply(sim, people, rules);

	expect(sim.state.user('noor.vidal').manager).toBeNull();
	expect((await planChanges(sim, people, rules)).items).toEqual([]);
});

describe('at once for a reason', () => {
	const rules = leaving({ atOnceReasons: ['Disciplinary dismissal', 'Other'] });
	const reasonFor = (termination_reason: unknown) =>
		aPerson({ terminated_on: TO_COME, termination_reason } as IDataObject);

	it.each<[string, unknown, string]>([
		['one that is listed, in any letter case', ' disciplinary DISMISSAL', 'suspend terminated'],
		['another one', 'Resignation', 'schedule last_day'],
		['none', null, 'schedule last_day'],
		['what nobody can read', { name: 'Other' }, 'schedule last_day'],
	])('%s', async (_case, reason, expected) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [reasonFor(reason)], rules);

		expect(reasons(planned)).toEqual([expected]);
	});

	it('the suspension that was scheduled goes, and a second run is quiet', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planAndApply(sim, [reasonFor('Resignation')], rules);
		await planAndApply(sim, [reasonFor('Other')], rules);

		expect(directoryOf(sim)).toEqual([expect.stringMatching(/SUSPENDED$/)]);
		expect((await planChanges(sim, [reasonFor('Other')], rules)).items).toEqual([]);
	});

	it('without a last day a reason is none to go by', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const people = [aPerson({ termination_reason: 'Other' })];
		expect((await planChanges(sim, people, rules)).items).toEqual([]);
	});

	it('stops where the items do not say why, instead of waiting for the last day in silence', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await planChanges(sim, [aPerson({ terminated_on: TO_COME })], rules);

		expect(words(error)).toContain("'Termination Reason' under 'Include'");
	});

	it('takes the reason from where it is mapped', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const mapped = leaving({ atOnceReasons: ['Other'], reason: '={{ $json.why }}' });
		const people = [aPerson({ terminated_on: TO_COME, why: 'other' })];
		const { planned } = await planAndApply(sim, people, mapped);

		expect(reasons(planned)).toEqual(['suspend terminated']);
	});
});

it('a pattern that says nothing stops the plan', async () => {
	const sim = await world();
	const { error } = await planChanges(sim, [aLeaver()], leaving({ groups: 'pattern' }));

	expect(words(error)).toContain("'Group Pattern' is empty");
});
