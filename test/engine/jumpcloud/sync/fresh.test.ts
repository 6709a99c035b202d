import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, calls, closeAll, jumpCloud, runUser } from '../../../support/jumpcloud';
import { EVERYONE, dateStandsAt, results } from './sync.support';

afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

const LAST_YEAR = '2025-12-31';

interface Circumstances {
	/** how much later it is applied */
	afterMs?: number;
	isSameExecution?: boolean;
	between?: (sim: Sim, plan: IDataObject[]) => unknown;
}

let executions = 0;

/** Plans, and applies in the same execution a moment later, as two nodes of one workflow do. */
async function planned(
	sim: Sim,
	people: IDataObject[],
	{ afterMs = 500, isSameExecution = true, between = () => {} }: Circumstances = {},
	rules: IDataObject = {},
) {
	const executionId = `fresh ${++executions}`;
	const given = { resource: 'sync', executionId };
	const { items } = await runUser(sim, 'plan', { ...given, items: people, parameters: rules });
	const plan = items.filter(({ action }) => action !== 'summary');
	await between(sim, plan);
	dateStandsAt(new Date(Date.now() + afterMs).toISOString());
	const apply = async () => {
		sim.journal.clear();
		const own = isSameExecution ? { executionId } : {};
		return await runUser(sim, 'apply', { resource: 'sync', items: plan, ...own });
	};
	return { ...(await apply()), again: apply };
}

const staged = { state: 'STAGED' as const };

describe.each([
	['some people', {}],
	['everyone', EVERYONE],
])('a plan for %s that was made a moment ago in the same execution', (_who, people) => {
	it.each([
		['a change', aUser({ lastname: 'Old' }), aPerson(), ['update']],
		['a suspension now', aUser(), aPerson({ terminated_on: LAST_YEAR }), ['update']],
		[
			'a suspension at a date',
			aUser(),
			aPerson({ terminated_on: '2098-06-30' }),
			['schedule', 'read schedule'],
		],
		['a newcomer', undefined, aPerson(), ['create']],
	])('is applied without looking again: %s', async (_case, user, person, expected) => {
		const sim = await jumpCloud({ users: user ? [user] : [] });
		const { items } = await planned(sim, [person], {}, people);

		expect(items.map(({ result }) => result)).toEqual(['applied']);
		expect(calls(sim)).toEqual(expected);
	});

	it('counts once: the same items again are read, and nothing is written', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const leaver = aPerson({ terminated_on: '2098-06-30' });
		const { again } = await planned(sim, [leaver], {}, people);
		const { items } = await again();

		expect(results(items)).toEqual(['noop schedule']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('counts once for a newcomer as well: nobody is sent to be created a second time', async () => {
		const sim = await jumpCloud();
		const { again } = await planned(sim, [aPerson()], {}, people);
		const { items } = await again();

		expect(results(items)).toEqual(['noop create']);
		expect(sim.journal.writes()).toEqual([]);
		expect(sim.state.users).toHaveLength(1);
	});

	it.each([
		['is older than a minute', { afterMs: 61_000 }],
		['belongs to another execution', { isSameExecution: false }],
	])('is read again when it %s', async (_case, circumstances) => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		await planned(sim, [aPerson()], circumstances, people);

		expect(calls(sim)).toEqual(['read', 'update']);
	});

	it('is looked up again when something here has changed the user since', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const between = async () =>
			await runUser(sim, 'update', {
				parameters: {
					user: { __rl: true, mode: 'employeeIdentifier', value: '512' },
					updateFields: { lastname: 'Elsewhere' },
				},
			});
		const { items } = await planned(sim, [aPerson()], { between }, people);

		expect(results(items)).toEqual(['refused update (stale)']);
		expect(sim.state.user('noor.vidal').lastname).toBe('Elsewhere');
	});

	it('is looked up again for a newcomer whom another plan here has created since', async () => {
		const sim = await jumpCloud();
		const between = async (_sim: Sim, plan: IDataObject[]) =>
			await runUser(sim, 'apply', { resource: 'sync', items: plan });
		const { items } = await planned(sim, [aPerson()], { between }, people);

		expect(results(items)).toEqual(['noop create']);
		expect(calls(sim)).toEqual(['search']);
	});

	it('is read again when something here has worked on the user since, with what is scheduled', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const between = async (_sim: Sim, plan: IDataObject[]) =>
			await runUser(sim, 'apply', { resource: 'sync', items: plan });
		const leaver = aPerson({ terminated_on: '2098-06-30' });
		const { items } = await planned(sim, [leaver], { between }, people);

		expect(results(items)).toEqual(['noop schedule']);
		expect(calls(sim)).toEqual(['read', 'read schedule']);
	});

	it('keeps the attributes that the plan does not know about', async () => {
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await jumpCloud({ users: [aUser({ attributes })] });
		const rule = { attribute: 'attributes', name: 'costUnit', value: '7' };
		await planned(sim, [aPerson()], {}, { ...people, attributes: { attribute: [rule] } });

		expect(calls(sim)).toEqual(['update', 'read']);
		expect(sim.state.user('noor.vidal').attributes).toEqual([
			{ name: 'own', value: 'x' },
			{ name: 'costUnit', value: '7' },
		]);
	});

	it('reads lists again that may have grown in the meantime', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rule = { attribute: 'attributes', name: 'costUnit', value: '7' };
		const between = () =>
			sim.state.user('noor.vidal').attributes.push({ name: 'badge', value: 'B1' });
		const rules = { ...people, attributes: { attribute: [rule] } };
		await planned(sim, [aPerson()], { afterMs: 6_000, between }, rules);

		const names = sim.state.user('noor.vidal').attributes.map(({ name }) => name);
		expect(names.toSorted()).toEqual(['badge', 'costUnit']);
	});

	it.each([
		['a text', 'jobTitle', { jobTitle: 'Chosen by IT' }],
		['a custom attribute', 'attributes.desk', { attributes: [{ name: 'desk', value: 'A1' }] }],
		['a phone number', 'phoneNumbers.work', { phoneNumbers: [{ type: 'work', number: '1' }] }],
	])(
		'overwrites nothing that it has not seen, when %s is added to it',
		async (_case, field, had) => {
			const sim = await jumpCloud({ users: [aUser({ lastname: 'Old', ...had })] });
			const between = (_sim: Sim, plan: IDataObject[]) => {
				const [{ changes } = { changes: [] }] = plan;
				(changes as IDataObject[]).push({ field, from: null, to: 'Added by Hand' });
			};
			const { items } = await planned(sim, [aPerson()], { between }, people);

			expect(results(items)).toEqual(['refused update (stale)']);
			expect(sim.state.user('noor.vidal')).toMatchObject({ lastname: 'Old', ...had });
		},
	);

	it('looks when a create is refused: no second user', async () => {
		const sim = await jumpCloud();
		const between = () => sim.state.addUser(aUser({ username: 'noor', firstname: 'N.' }));
		const { items } = await planned(sim, [aPerson()], { between }, people);

		expect(results(items)).toEqual(['refused create (stale)']);
		expect(calls(sim)).toEqual(['create', 'search']);
		expect(sim.state.users).toHaveLength(1);
	});

	it.each([
		['is activated', aUser(staged), { activation: 'now', sendEmailTo: 'none' }],
		['is let in again', aUser({ state: 'SUSPENDED', suspended: true }), { rehires: 'unsuspend' }],
	])('looks again after five seconds before somebody %s', async (_case, user, rules) => {
		const sim = await jumpCloud({ users: [user] });
		const { items } = await planned(sim, [aPerson()], { afterMs: 6_000 }, { ...people, ...rules });

		expect(items.map(({ result }) => result)).toEqual(['applied']);
		expect(calls(sim)[0]).toBe('read');
	});

	it('lets nobody in whom IT has locked out since', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const between = () => {
			Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		};
		const rules = { ...people, activation: 'now', sendEmailTo: 'none' };
		const { items } = await planned(sim, [aPerson()], { afterMs: 6_000, between }, rules);

		expect(items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it('activates whoever was staged when it looked, with one call', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const rules = { ...people, activation: 'now', sendEmailTo: 'none' };
		await planned(sim, [aPerson()], {}, rules);

		expect(calls(sim)).toEqual(['activate']);
	});
});
