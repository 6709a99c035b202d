import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { aPerson, aUser, closeAll, jumpCloud } from '../../support/jumpcloud';
import { EVERYONE, planAndApply, reasons } from '../jumpcloud/sync/sync.support';

/*
 * What became of a value on its way, where the value would have decided something: it says neither yes nor
 * no, in scopes, groups and attributes alike, and whoever has it is told of.
 */

afterEach(closeAll);

/** As texts, alone or among others, and as what no text is. */
const LOST: unknown[] = [
	...['#N/A', '#REF!', '#N/D', '#¡REF!', '#WERT!', '########', 'null', 'undefined', 'None', 'N/A'],
	...[
		'[object Object]',
		'{{ $json.department }}',
		'Loading...',
		'-',
		'?',
		'Sa\ufffdles',
		'3.46E+10',
	],
	...[['Audit', '#N/A'], [['Sales']], [{ name: 'Sales' }], { unclear: 'unknown_option' }],
	...[18446744073709551616, 2 ** 53],
];
const MODES: Array<[string, IDataObject]> = [
	['Some People', {}],
	['Everyone', EVERYONE],
];

const noor = (sim: JumpCloudSimulator) => sim.state.user('noor.vidal');
const isIn = (sim: JumpCloudSimulator, group: string) =>
	sim.state.groups.find(({ name }) => name === group)?.members.includes(noor(sim)._id);
const condition = (...values: string[]) => ({
	condition: [{ by: 'field', field: 'dep', operator: 'is', values }],
});
const withDep = (dep: unknown) => aPerson({ dep: dep as IDataObject[string] });

describe.each(MODES)('a lost value, with %s,', (_, mode) => {
	it.each(LOST)('%j puts nobody out of a scope', async (dep) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const scope = { onlyWho: condition('Sales'), whenLeaving: 'suspend' };
		const others = aPerson({
			id: '7',
			first_name: 'Bo',
			work_email: 'b@corp.example',
			dep: 'Sales',
		});
		const { planned } = await planAndApply(sim, [withDep(dep), others], { ...mode, scope });
		expect(reasons(planned)).toContain('skip unclear_scope');
		expect(noor(sim).state).toBe('ACTIVATED');
	});

	it.each(LOST)('%j lets nobody in who could be outside', async (dep) => {
		const sim = await jumpCloud({ users: [] });
		const scope = { notWho: condition('Contractors') };
		const other = aPerson({
			id: '7',
			first_name: 'Bo',
			work_email: 'b@corp.example',
			dep: 'Sales',
		});
		const { planned } = await planAndApply(sim, [withDep(dep), other], {
			...{ ...mode, scope, state: 'ACTIVATED' },
		});
		expect(reasons(planned)).toEqual(['skip unclear_scope', 'create joiner']);
		expect(sim.state.users).toHaveLength(1);
	});

	it.each(LOST)('%j takes nobody out of a managed group', async (dep) => {
		const groups = [{ name: 'Sales' }, { name: 'dep-Audit' }];
		const sim = await jumpCloud({ users: [aUser()], groups });
		sim.state.groups.forEach(({ members }) => members.push(noor(sim)._id));
		const rule = { by: 'field', field: 'dep', is: 'Sales', group: sim.state.groups[0]?.id };
		const pattern = { by: 'field', field: 'dep', prefix: 'dep-', suffix: '', createMissing: true };
		const { planned } = await planAndApply(sim, [withDep(dep)], {
			...{ ...mode, groupRules: { rule: [rule] } },
			groupPatterns: { pattern: [{ ...pattern, takesOutOfAll: true }] },
		});
		expect(isIn(sim, 'Sales')).toBe(true);
		expect(isIn(sim, 'dep-Audit')).toBe(true);
		expect(sim.state.groups).toHaveLength(2);
		const told = planned.filter(({ reason }) => reason === 'unreadable_value');
		// What is no text has been told of by the step that gave it.
		const isText = [dep].flat().some((one) => typeof one !== 'object');
		expect(told).toMatchObject(
			isText ? [{ message: expect.stringContaining("the groups by 'dep'") }] : [],
		);
	});
});

it.each(['N/A', '-', 'None'])('%p is a value where a rule names it', async (dep) => {
	const sim = await jumpCloud({
		users: [aUser()],
		groups: [{ name: 'Sales' }, { name: 'Nowhere' }],
	});
	sim.state.groups[0]?.members.push(noor(sim)._id);
	const rule = ['Sales', dep].map((is, n) => ({
		...{ by: 'field', field: 'dep', is, group: sim.state.groups[n]?.id },
	}));
	const scope = { onlyWho: condition(dep) };
	await planAndApply(sim, [withDep(dep)], { groupRules: { rule }, scope });
	expect([isIn(sim, 'Sales'), isIn(sim, 'Nowhere')]).toEqual([false, true]);
});

it.each(['NA', 'Nil', 'IT/HR', '#1', '0', 'Q&A', 'R&D - EMEA', 'C#'])(
	'%p is a value',
	async (dep) => {
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
		sim.state.groups[0]?.members.push(noor(sim)._id);
		const rule = [{ by: 'field', field: 'dep', is: 'Sales', group: sim.state.groups[0]?.id }];
		await planAndApply(sim, [withDep(dep)], { groupRules: { rule } });
		expect(isIn(sim, 'Sales')).toBe(dep === 'Nil');
	},
);
