import { outputs, run } from '../../support/engine';
import {
	GOES_ON,
	aPerson,
	aUser,
	byId,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const crowd = (count: number) =>
	Array.from({ length: count }, (_, n) =>
		aPerson({ id: String(n + 1), first_name: `Noor${n}`, work_email: `p${n}@corp.example` }),
	);

/** Five people, of whom the third has a job title that cannot be stored. */
const five = crowd(5).map((person, n) => ({
	...person,
	title: n === 2 ? 'x'.repeat(1025) : 'Clerk',
}));
const withTitle = { additionalFields: { jobTitle: '={{ $json.title }}' } };

describe('an item that fails in the middle', () => {
	it('with Continue On Fail leaves in its place with the error, and the others are done', async () => {
		const sim = await jumpCloud();
		const { items, leaving, error } = await runUser(sim, 'upsert', {
			items: five,
			parameters: withTitle,
			node: GOES_ON,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ action, error: text }) => action ?? text)).toEqual([
			'created',
			'created',
			expect.stringContaining("'Job Title'"),
			'created',
			'created',
		]);
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		// n8n leaves nothing but the message of an item that has an error beside its JSON.
		expect(items[2]).toEqual({
			id: '3',
			error: expect.stringContaining("'Job Title'"),
			description: expect.stringContaining('1024'),
			message: expect.stringMatching(/'Job Title' is too long\. .*1024/),
		});
		expect(sim.state.users).toHaveLength(4);
	});

	it('with Continue (Using Error Output) leaves there, linked to where it came from', async () => {
		const sim = await jumpCloud();
		const finished = await run({
			items: five,
			credentials: { jumpCloudApi: sim.credential },
			nodes: [
				{
					name: 'Users',
					type: 'jumpCloud',
					parameters: { resource: 'user', operation: 'upsert', ...withTitle },
					onError: 'continueErrorOutput',
				},
			],
		});
		const [fine = [], failed = []] = outputs(finished, 'Users');

		expect(fine).toHaveLength(4);
		expect(failed).toMatchObject([
			{
				json: {
					...five[2],
					error: expect.stringContaining("'Job Title'"),
					message: expect.stringContaining('1024'),
				},
				pairedItem: { item: 2 },
			},
		]);
	});

	it('without it stops the node and names the item; later items are not begun, earlier ones are done', async () => {
		const sim = await jumpCloud();
		const { items, error } = await runUser(sim, 'upsert', {
			items: [...five, ...crowd(100).slice(5)],
			parameters: withTitle,
		});

		expect(items).toEqual([]);
		expect(error?.message).toContain("'Job Title'");
		expect(error?.context?.itemIndex).toBe(2);
		const created = sim.state.users.map(({ employeeIdentifier }) => Number(employeeIdentifier));
		expect(created).toEqual(expect.arrayContaining([1, 2]));
		expect(Math.max(...created)).toBeLessThan(9);
	});

	it('a missing user among several leaves the others alone', async () => {
		const sim = await jumpCloud({ users: [aUser(), { username: 'bo' }] });
		const [noor = '', bo = ''] = sim.state.users.map(({ _id }) => _id);
		const { items } = await runUser(sim, 'suspend', {
			items: [noor, '64f0c0ffee00000000000001', bo].map((id) => ({ id })),
			parameters: byId('={{ $json.id }}'),
			node: GOES_ON,
		});

		expect(items).toMatchObject([
			{ action: 'suspended', id: noor },
			{ error: expect.stringContaining('64f0c0ffee00000000000001') },
			{ action: 'suspended', id: bo },
		]);
	});
});

describe('a thousand people', () => {
	it('are all done, in order, with at most eight requests at once', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'slow', delayMs: 3, times: 2000 });
		const { leaving } = await runUser(sim, 'upsert', { items: crowd(1000) });

		expect(leaving.map(({ json }) => json.employeeIdentifier)).toEqual(
			crowd(1000).map(({ id }) => id),
		);
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual(
			crowd(1000).map((_, item) => ({ item })),
		);
		expect(sim.state.users).toHaveLength(1000);
		expect(sim.journal.all()).toHaveLength(2000);
		expect(sim.journal.peakInFlight).toBeLessThanOrEqual(8);
		expect(sim.journal.peakInFlight).toBeGreaterThan(1);
	}, 120_000);

	it('are all done while the service asks to slow down now and then', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 0, times: 8 });
		const { items } = await runUser(sim, 'upsert', { items: crowd(60), node: GOES_ON });

		expect(items.filter(({ action }) => action === 'created')).toHaveLength(60);
		expect(sim.state.users).toHaveLength(60);
	});
});

it('every item has its own parameters', async () => {
	const sim = await jumpCloud();
	await runUser(sim, 'upsert', {
		items: [
			aPerson({ id: '1', work_email: 'a@corp.example', state: 'ACTIVATED', team: 'Sales' }),
			aPerson({ id: '2', work_email: 'b@corp.example', state: 'STAGED', team: 'Finance' }),
		],
		parameters: {
			state: '={{ $json.state }}',
			additionalFields: { department: '={{ $json.team }}' },
		},
	});

	expect(sim.state.user('a@corp.example')).toMatchObject({
		state: 'ACTIVATED',
		department: 'Sales',
	});
	expect(sim.state.user('b@corp.example')).toMatchObject({
		state: 'STAGED',
		department: 'Finance',
	});
});
