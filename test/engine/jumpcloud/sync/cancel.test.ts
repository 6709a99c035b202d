import type { IDataObject } from 'n8n-workflow';

import { begin, outputs } from '../../../support/engine';
import { closeAll, jumpCloud } from '../../../support/jumpcloud';
import { EVERYONE, company, planChanges } from './sync.support';

afterEach(closeAll);

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

/** Applies, is stopped while the first such request is under way, and gives what leaves. */
async function applyUntil(sim: Sim, items: IDataObject[], path: RegExp): Promise<IDataObject[]> {
	const apply = { resource: 'sync', operation: 'apply' };
	const { end, stop } = await begin({
		items,
		credentials: { jumpCloudApi: sim.credential },
		nodes: [{ name: 'Apply', type: 'jumpCloud', parameters: apply }],
	});
	sim.fail({ kind: 'meanwhile', method: 'PUT', path, run: stop });
	const run = await end;
	expect(run.status).toBe('canceled');
	return outputs(run, 'Apply')[0]?.map(({ json }) => json) ?? [];
}

it('an execution that is stopped in the middle says of everybody whether it was done', async () => {
	const { people, users } = company(40);
	const sim = await jumpCloud({ users });
	const renamed = people.map((person) => ({ ...person, last_name: 'Prats' }));
	const { items } = await planChanges(sim, renamed, EVERYONE);
	const left = await applyUntil(sim, items, /systemusers/);
	expect(left).toHaveLength(40);
	const open = left.filter(({ result }) => result !== 'applied');
	expect(new Set(open.map(({ reason }) => reason))).toEqual(new Set(['cancelled']));
	const untouched = left.filter(({ result }) => result === 'refused').length;
	expect(untouched).toBeGreaterThan(20);
	const done = sim.state.users.filter(({ lastname }) => lastname === 'Prats').length;
	expect(done).toBeLessThanOrEqual(40 - untouched);
});

it('what was done completely before the stop is told as done', async () => {
	const { people, users } = company(3);
	const sim = await jumpCloud({ users });
	const [first, second, third] = people;
	const changed = [
		{ ...first, terminated_on: '2025-12-31' },
		{ ...second, last_name: 'Prats' },
		{ ...third, last_name: 'Prats' },
	];
	const { items } = await planChanges(sim, changed, EVERYONE);
	const left = await applyUntil(sim, items, new RegExp(sim.state.user('person2.vidal')._id));

	expect(left[0]).toMatchObject({ result: 'applied', action: 'suspend' });
	expect(left[1]).toMatchObject({ reason: 'cancelled' });
	expect(sim.state.user('person1.vidal').state).toBe('SUSPENDED');
});
