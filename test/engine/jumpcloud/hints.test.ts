import type { IRun } from 'n8n-workflow';

import { GOES_ON, aPerson, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

const hintsOf = ({ data }: IRun) => data.resultData.runData.Users?.[0]?.hints;
const ines = aPerson({ id: '7', first_name: 'Ines', work_email: 'ines@corp.example' });

it('tells in the editor how many were created, skipped and why', async () => {
	const sim = await jumpCloud();
	const withoutEmail = aPerson({ id: '8', work_email: null });
	const { run } = await runUser(sim, 'upsert', { items: [aPerson(), ines, withoutEmail] });

	expect(sim.state.users).toHaveLength(2);
	expect(hintsOf(run)).toEqual([
		{
			message: '2 created, 1 skipped (missing_work_email)',
			type: 'warning',
			location: 'outputPane',
		},
	]);
});

it('counts the failures among them when the node goes on', async () => {
	const sim = await jumpCloud();
	const parameters = { usernameRule: 'given', username: '={{ $json.username }}' };
	const items = [
		aPerson({ username: 'noor' }),
		{ ...ines, username: 'ines' },
		aPerson({ id: '9', work_email: 'bo@corp.example' }),
	];
	const { run } = await runUser(sim, 'create', { items, parameters, node: GOES_ON });

	expect(sim.state.users).toHaveLength(2);
	expect(hintsOf(run)).toMatchObject([{ message: '2 created, 1 failed' }]);
});

it.each([
	['user', { returnAll: true }],
	['userGroup', {}],
	['scheduledChange', {}],
])('says that each of several items reads the whole list: %s', async (resource, parameters) => {
	const sim = await jumpCloud({ users: [{ username: 'a' }], groups: [{ name: 'Sales' }] });
	const [{ _id: systemUserId } = { _id: '' }] = sim.state.users;
	sim.state.schedules.push({
		...{ scheduledJobId: sim.state.nextId(), systemUserId, state: 'SUSPENDED', sendMail: false },
		scheduledDate: new Date('2098-06-30T21:59:00Z'),
	});
	const given = { resource, parameters, items: [{}, {}, {}] };
	const { run } = await runUser(sim, 'getAll', given);
	expect(hintsOf(run)).toMatchObject([
		{ message: expect.stringMatching(/^3 of the 3 input items.*'Execute Once'/), type: 'warning' },
	]);

	const { run: once } = await runUser(sim, 'getAll', { ...given, items: [{}] });
	expect(hintsOf(once)).toEqual([]);
});

it('says nothing about users that were only read', async () => {
	const sim = await jumpCloud({ users: [{ username: 'a' }, { username: 'b' }] });
	const { run, items } = await runUser(sim, 'getAll');

	expect(items).toHaveLength(2);
	expect(hintsOf(run)).toEqual([]);
});
