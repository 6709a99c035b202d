import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import type { User } from '../../../../nodes/JumpCloud/transport/systemUser';
import { aPerson, aUser, calls, closeAll, jumpCloud, runUser } from '../../../support/jumpcloud';
import { planChanges, results } from './sync.support';

afterEach(closeAll);

type Sim = Awaited<ReturnType<typeof jumpCloud>>;
type Recent = typeof import('../../../../nodes/JumpCloud/directory/snapshot');

/** The built package has a memory of its own. */
const { keepRecent } = jest.requireActual<Recent>(
	path.resolve(__dirname, '../../../../dist/nodes/JumpCloud/directory/snapshot.js'),
);

const LAST_YEAR = '2025-12-31';

interface Circumstances {
	/** how long ago the plan was made */
	agoMs?: number;
	isSameExecution?: boolean;
	between?: (sim: Sim) => void;
}

/** Plans, and applies in the same execution a moment later, as two nodes of one workflow do. */
async function planned(
	sim: Sim,
	people: IDataObject[],
	{ agoMs = 500, isSameExecution = true, between = () => {} }: Circumstances = {},
	rules: IDataObject = {},
) {
	const { items: plan } = await planChanges(sim, people, rules);
	const [{ id } = { id: '' }] = plan.map((item) => item.plan as { id: string });
	const users = sim.state.users.map((user) => ({ ...user, id: user._id })) as unknown as User[];
	const executionId = `of ${id}`;
	keepRecent(id, executionId, {
		...{ users: structuredClone(users), pending: [] },
		readAtMs: Date.now() - agoMs,
	});
	between(sim);
	const apply = async () => {
		sim.journal.clear();
		const given = { resource: 'sync', items: plan };
		const made = isSameExecution ? { ...given, executionId } : given;
		return await runUser(sim, 'apply', made);
	};
	return { ...(await apply()), again: apply };
}

const staged = { state: 'STAGED' as const };

describe('a plan that was made a moment ago in the same execution', () => {
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
		const { items } = await planned(sim, [person]);

		expect(items.map(({ result }) => result)).toEqual(['applied']);
		expect(calls(sim)).toEqual(expected);
	});

	it('counts once: the same items again are read, and nothing is written', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { again } = await planned(sim, [aPerson({ terminated_on: '2098-06-30' })]);
		const { items } = await again();

		expect(results(items)).toEqual(['noop schedule']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['is older than a minute', { agoMs: 61_000 }],
		['belongs to another execution', { isSameExecution: false }],
	])('is read again when it %s', async (_case, circumstances) => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		await planned(sim, [aPerson()], circumstances);

		expect(calls(sim)).toEqual(['read', 'update']);
	});

	it('is read again when something here has changed the user since', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const { items: plan } = await planChanges(sim, [aPerson()]);
		const [{ id } = { id: '' }] = plan.map((item) => item.plan as { id: string });
		const users = sim.state.users.map((user) => ({ ...user, id: user._id })) as unknown as User[];
		keepRecent(id, 'of two', {
			...{ users: structuredClone(users), pending: [] },
			readAtMs: Date.now(),
		});
		await runUser(sim, 'update', {
			parameters: {
				user: { __rl: true, mode: 'employeeIdentifier', value: '512' },
				updateFields: { lastname: 'Elsewhere' },
			},
		});
		const { items } = await runUser(sim, 'apply', {
			...{ resource: 'sync', items: plan, executionId: 'of two' },
		});

		expect(results(items)).toEqual(['refused update (stale)']);
		expect(sim.state.user('noor.vidal').lastname).toBe('Elsewhere');
	});

	it('keeps the attributes that the plan does not know about', async () => {
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await jumpCloud({ users: [aUser({ attributes })] });
		const rule = { attribute: 'attributes', name: 'costUnit', value: '7' };
		await planned(sim, [aPerson()], {}, { attributes: { attribute: [rule] } });

		expect(calls(sim)).toEqual(['update', 'read']);
		expect(sim.state.user('noor.vidal').attributes).toEqual([
			{ name: 'own', value: 'x' },
			{ name: 'costUnit', value: '7' },
		]);
	});

	it('reads lists again that may have grown in the meantime', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rule = { attribute: 'attributes', name: 'costUnit', value: '7' };
		const between = () => {
			sim.state.user('noor.vidal').attributes.push({ name: 'badge', value: 'B1' });
		};
		const rules = { attributes: { attribute: [rule] } };
		await planned(sim, [aPerson()], { agoMs: 6_000, between }, rules);

		const names = sim.state.user('noor.vidal').attributes.map(({ name }) => name);
		expect(names.toSorted()).toEqual(['badge', 'costUnit']);
	});

	it('looks when a create is refused: no second user', async () => {
		const sim = await jumpCloud();
		const between = () => void sim.state.addUser(aUser({ username: 'noor', firstname: 'N.' }));
		const { items } = await planned(sim, [aPerson()], { between });

		expect(results(items)).toEqual(['refused create (stale)']);
		expect(calls(sim)).toEqual(['create', 'search']);
		expect(sim.state.users).toHaveLength(1);
	});

	it('activates whoever was staged when it looked, with one call', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const rules = { activation: 'now', sendEmailTo: 'none' };
		await planned(sim, [aPerson()], {}, rules);

		expect(calls(sim)).toEqual(['activate']);
	});
});
