import { begin, outputs } from '../../../support/engine';
import { closeAll, jumpCloud } from '../../../support/jumpcloud';
import { EVERYONE, company, planChanges } from './sync.support';

afterEach(closeAll);

it('an execution that is stopped in the middle says of everybody whether it was done', async () => {
	const { people, users } = company(40);
	const sim = await jumpCloud({ users });
	const renamed = people.map((person) => ({ ...person, last_name: 'Prats' }));
	const { items } = await planChanges(sim, renamed, EVERYONE);
	const apply = { resource: 'sync', operation: 'apply' };
	const { end, stop } = await begin({
		items,
		credentials: { jumpCloudApi: sim.credential },
		nodes: [{ name: 'Apply', type: 'jumpCloud', parameters: apply }],
	});
	sim.fail({ kind: 'meanwhile', method: 'PUT', run: stop });
	const run = await end;

	const left = outputs(run, 'Apply')[0]?.map(({ json }) => json) ?? [];
	expect(run.status).toBe('canceled');
	expect(left).toHaveLength(40);
	const open = left.filter(({ result }) => result !== 'applied');
	expect(new Set(open.map(({ reason }) => reason))).toEqual(new Set(['cancelled']));
	const untouched = left.filter(({ result }) => result === 'refused').length;
	expect(untouched).toBeGreaterThan(20);
	const done = sim.state.users.filter(({ lastname }) => lastname === 'Prats').length;
	expect(done).toBeLessThanOrEqual(40 - untouched);
});
