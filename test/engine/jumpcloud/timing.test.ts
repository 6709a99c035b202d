import {
	aUser,
	byEmployee,
	calls,
	closeAll,
	inHours,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const at = { ...byEmployee('512'), when: 'at' };

describe('a time that is less than one hour ahead', () => {
	it.each([
		['in half an hour', 0.5],
		['past', -100],
	])('%s: is done now at first', async (_case, hours) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: { ...at, date: inHours(hours) } });

		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(sim.state.schedules).toEqual([]);
	});

	it.each([0.5, -100])(
		'%d hours ahead: is pushed to the hour that JumpCloud wants',
		async (hours) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const parameters = { ...at, date: inHours(hours), whenTooSoon: 'push' };
			const { items } = await runUser(sim, 'suspend', { parameters });

			expect(items).toMatchObject([{ action: 'scheduled' }]);
			expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
			sim.clock.advance(63 * 60_000);
			expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		},
	);

	it.each([
		[0.5, 'less than one hour ahead'],
		[-100, 'in the past'],
	])('%d hours ahead: stops with an error when wanted', async (hours, text) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...at, date: inHours(hours), whenTooSoon: 'stop' };
		const { error } = await runUser(sim, 'suspend', { parameters });

		expect(error?.message).toContain("'Date'");
		expect(error?.message).toContain(text);
		expect(calls(sim)).toEqual([]);
	});
});

describe('a time that is none is refused by the name of its parameter, before anybody is asked', () => {
	it.each([
		["'Date'", { date: 'next Friday' }],
		["'Date'", { date: '2099-02-30' }],
		["'Date'", { date: '={{ $json.terminated_on }}' }],
		["'Date'", { date: '={{ 1796083200 }}' }],
		["'Time of Day'", { date: '2099-12-31', timeOfDay: '6 pm' }],
		["'Time of Day'", { date: '2099-12-31', timeOfDay: '24:01' }],
		["'Time Zone'", { date: '2099-12-31', timeZone: 'Europe/Nowhere' }],
	])('%s %j', async (name, parameters) => {
		const sim = await jumpCloud({ users: [aUser()] });
		for (const operation of ['suspend', 'activate']) {
			const { error } = await runUser(sim, operation, { parameters: { ...at, ...parameters } });

			expect(error?.message).toContain(name);
			expect(error?.context?.itemIndex).toBe(0);
		}
		expect(calls(sim)).toEqual([]);
	});
});
