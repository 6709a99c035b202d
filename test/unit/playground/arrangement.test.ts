import { startWorld } from '../../../playground/company/world';
import type { World } from '../../../playground/company/world';
import { Arrangement } from '../../../playground/reconcile/trials/arrangement';
import { TRIALS } from '../../../playground/reconcile/trials';

describe('what is arranged for a trial', () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld({ factorialPort: 0, jumpCloudPort: 0 });
	});
	afterAll(async () => await world.close());

	const all = () => {
		const { users, groups, schedules } = world.jumpCloud.state;
		const { people, contracts } = world.factorial.state;
		return structuredClone({ users, groups, schedules, people, contracts });
	};

	const arranging = Object.entries(TRIALS).filter(([, { arrange }]) => arrange);

	it.each(arranging)('for %s can be seen, is told in sentences, and is taken back', (_, trial) => {
		const before = all();
		const arrangement = new Arrangement(world);
		expect(trial.arrange?.(arrangement)).toMatch(/^[^_]+\.$/);
		expect(all()).not.toEqual(before);
		arrangement.undo();
		expect(all()).toEqual(before);
	});

	it('passes over a user whom somebody has deleted, and takes back no more than it made', () => {
		const { users, groups } = world.jumpCloud.state;
		const before = users.length;
		const arrangement = new Arrangement(world);
		arrangement.user('nobody.there', { lastname: 'Oops' });
		const user = arrangement.newUser({ username: 'iris.vantage' });
		expect(arrangement.newGroup('Pilot', ['nobody.there', 'iris.vantage']).members).toEqual([
			user._id,
		]);
		users.splice(users.indexOf(user), 1);
		arrangement.undo();
		expect(users).toHaveLength(before);
		expect(groups.map(({ name }) => name)).not.toContain('Pilot');
	});

	it('lets a refusal that nobody has met come to nothing', () => {
		const arrangement = new Arrangement(world);
		arrangement.refuse('hanako.sato');
		arrangement.undo();
		const { _id: id } = world.jumpCloud.state.user('hanako.sato');
		expect(world.jumpCloud.faults.take('PUT', `/api/systemusers/${id}`)).toBeUndefined();
	});
});
