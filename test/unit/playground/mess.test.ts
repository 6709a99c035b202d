import { startWorld } from '../../../playground/company/world';
import type { World } from '../../../playground/company/world';
import { importBadFile } from '../../../playground/mess/badImport';
import { healthyPairs } from '../../../playground/mess/healthy';
import { MessMaker } from '../../../playground/mess/mess';
import type { Mess } from '../../../playground/mess/mess';

const EVENTS = ['create_with_contract', 'update', 'terminate'].map(
	(event) => `employees/employee/${event}`,
);

describe('a mess behind n8n’s back', () => {
	let world: World;
	let mess: Mess | undefined;

	const userOf = (employeeId = '') =>
		world.jumpCloud.state.users.find((user) => user.employeeIdentifier === employeeId);
	const employee = (id = '') => world.factorial.state.employee(id);

	beforeAll(async () => {
		world = await startWorld({ factorialPort: 0, jumpCloudPort: 0 });
		for (const type of EVENTS) {
			world.factorial.state.subscriptions.push({
				...{ id: type, type, target_url: 'http://127.0.0.1:9/', company_id: '4711', name: null },
				...{ challenge: null, enabled: true, api_version: '2026-07-01' },
			});
		}
		mess = new MessMaker(world).make();
	});
	afterAll(async () => await world.close());

	it('deletes, edits and suspends users, and mistypes the number of one', () => {
		const { victims } = mess ?? {};
		expect(userOf(victims?.deleted)).toBeUndefined();
		expect(userOf(victims?.edited)).toMatchObject({ lastname: 'Oops' });
		expect(userOf(victims?.suspended)).toMatchObject({ state: 'SUSPENDED', suspended: true });
		expect(userOf(`${victims?.unlinkable}0`)).toBeDefined();
	});

	it('loses what Factorial tells of a hire, a rename and a termination', () => {
		const { victims } = mess ?? {};
		expect(employee(victims?.hired)?.full_name).toBe('Lola Perdida');
		expect(employee(victims?.renamed)?.last_name).toMatch(/-Ortiz$/);
		expect(employee(victims?.terminated)?.active).toBe(false);
		const lost = world.factorial.deliveries.map(({ type, state }) => [type, state]);
		expect(lost).toEqual(EVENTS.map((type) => [type, 'failed']));
	});

	it('is told in a sentence each, and asks JumpCloud for nothing', () => {
		expect(mess?.deeds).toHaveLength(7);
		expect(world.jumpCloud.journal.all()).toEqual([]);
	});

	it('is about other people the next time, until too few are left', () => {
		const maker = new MessMaker(world);
		const victims = Object.values(mess?.victims ?? {});
		const next = Object.values(maker.make()?.victims ?? {});
		expect(new Set([...victims, ...next]).size).toBe(14);
		while (maker.make());
		expect(healthyPairs(world).length).toBeLessThan(6);
		const before = structuredClone(world.jumpCloud.state.users);
		expect(maker.make()).toBeUndefined();
		expect(world.jumpCloud.state.users).toEqual(before);
	});
});

describe('a bad import', () => {
	it('ends the employment of 60 % without an event, and can be taken back', async () => {
		const world = await startWorld({ factorialPort: 0, jumpCloudPort: 0 });
		const lastDays = () => world.factorial.state.employees.map((one) => one.terminated_on);
		const before = lastDays();
		const { ids, of, undo } = importBadFile(world);
		expect([ids.length, of]).toEqual([14, 23]);
		expect(ids.filter((id) => world.factorial.state.employee(id)?.active)).toEqual([]);
		undo();
		expect(lastDays()).toEqual(before);
		await world.close();
	});
});
