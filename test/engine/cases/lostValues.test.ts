import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { aPerson, aUser, byEmployee, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';
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

describe('in an attribute', () => {
	const attributes = {
		attribute: [
			{ attribute: 'department', value: '={{ $json.dep }}', policy: 'keep' },
			{ attribute: 'phoneNumbers', phoneType: 'work', value: '={{ $json.dep }}', policy: 'keep' },
		],
	};
	const phone = { type: 'work', number: '+34600111222' };
	const TEXTS = LOST.filter((one): one is string => typeof one === 'string');

	it.each(TEXTS)('%s takes the place of no value, and is told of', async (dep) => {
		const sim = await jumpCloud({ users: [aUser({ department: 'Ops', phoneNumbers: [phone] })] });
		const { planned } = await planAndApply(sim, [withDep(dep)], { attributes });
		expect(noor(sim)).toMatchObject({ department: 'Ops', phoneNumbers: [phone] });
		expect(planned).toMatchObject([
			{
				action: 'skip',
				reason: 'unreadable_value',
				message: expect.stringContaining('department'),
			},
		]);
		await runUser(sim, 'update', {
			items: [withDep(dep)],
			parameters: { ...byEmployee('512'), updateFields: { department: '={{ $json.dep }}' } },
		});
		expect(noor(sim).department).toBe('Ops');
	});

	it('is not told of where there is nothing that it could take the place of', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [withDep('-')], { attributes });
		expect(planned).toEqual([]);
	});

	it('of many people at once it stops the plan', async () => {
		const people = Array.from({ length: 30 }, (_, n) =>
			aPerson({ id: `${n + 1}`, work_email: `p${n}@corp.example`, dep: '#N/A' }),
		);
		const users = people.map(({ id, work_email: email }, n) =>
			aUser({
				username: `p${n}`,
				email: String(email),
				employeeIdentifier: String(id),
				department: 'Ops',
			}),
		);
		const sim = await jumpCloud({ users });
		const planning = planAndApply(sim, people, {
			people: 'everyone',
			listComplete: 'true',
			attributes,
		});
		await expect(planning).rejects.toThrow('30 people with values that cannot be read');
	});
});

describe('a user whose email is spelled in another way', () => {
	it.each([
		['ana@müller.example', 'ana@xn--mller-kva.example'],
		['ana@xn--mller-kva.example', 'ana@müller.example'],
		['ana@ｃｏｒｐ.example', 'ana@corp.example'],
	])('%s, in JumpCloud %s: nobody is doubled or renamed', async (work_email, email) => {
		for (const linked of ['', '512']) {
			for (const act of [
				async (sim: JumpCloudSimulator) =>
					await runUser(sim, 'upsert', { items: [aPerson({ work_email })] }),
				async (sim: JumpCloudSimulator) => await planAndApply(sim, [aPerson({ work_email })]),
				async (sim: JumpCloudSimulator) =>
					await planAndApply(sim, [aPerson({ work_email })], EVERYONE),
			]) {
				const sim = await jumpCloud({ users: [aUser({ email, employeeIdentifier: linked })] });
				await act(sim);
				expect(sim.state.users).toMatchObject([{ email, employeeIdentifier: '512' }]);
			}
		}
	});
});

it.each(['علی\u200cرضا', 'ক্\u200dষ', 'Vidal'])(
	'the name %p is not written again',
	async (lastname) => {
		const sim = await jumpCloud({ users: [aUser({ lastname })] });
		const { planned } = await planAndApply(sim, [aPerson({ last_name: lastname })]);
		expect(planned).toEqual([]);
		expect(noor(sim).lastname).toBe(lastname);
	},
);

describe('a day', () => {
	it.each<[string, string]>([
		...['1970-01-01', '1970-01-01T00:00:00.000Z', '1969-12-31T19:00:00-05:00', '1980-01-01'].map(
			(day): [string, string] => [day, 'skip invalid_date'],
		),
		['1985-06-30', 'suspend terminated'],
	])('%s as a last day: %s', async (terminated_on, expected) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [aPerson({ terminated_on })]);
		expect(reasons(planned)).toEqual([expected]);
		expect(noor(sim).state).toBe(expected.startsWith('skip') ? 'ACTIVATED' : 'SUSPENDED');
	});

	it('that begins in the zone at a moment written in UTC is that day, for Plan and Suspend', async () => {
		const ends = '2098-12-30T23:00:00.000Z';
		const END = ['2098-12-31T22:59:00.000Z'];
		for (const lastDay of ['={{ $json.ends }}', '={{ new Date($json.ends) }}']) {
			const sim = await jumpCloud({ users: [aUser()] });
			await planAndApply(sim, [aPerson({ ends })], { lastDay });
			expect(sim.state.schedules.map((one) => one.scheduledDate.toISOString())).toEqual(END);
		}
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', {
			items: [{ ends }],
			parameters: { ...byEmployee('512'), when: 'at', date: '={{ $json.ends }}' },
		});
		expect(sim.state.schedules.map((one) => one.scheduledDate.toISOString())).toEqual(END);
	});

	it.each(['2098-12-31 22:59:00', '2098-12-31T22:59:00', '2098-12-31'])(
		'of a planned item that was edited to %s is refused, whatever the clock of the server',
		async (to) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const edited = (items: IDataObject[]) =>
				items.map((item) => ({
					...item,
					changes: [{ field: 'scheduled.SUSPENDED', from: null, to }],
				}));
			const leaving = aPerson({ terminated_on: '2098-12-31' });
			const { items } = await planAndApply(sim, [leaving], {}, edited);
			expect(items).toMatchObject([
				{ result: 'refused', message: expect.stringContaining('does not say by which clock') },
			]);
			expect(sim.state.schedules).toEqual([]);
		},
	);
});
