import type { IDataObject } from 'n8n-workflow';

import { Clock } from '../../../playground/core/clock';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { factorial, runFactorial } from '../../support/factorial';
import { closeAll, jumpCloud } from '../../support/jumpcloud';
import { EVERYONE, applyChanges, planChanges } from '../jumpcloud/sync/sync.support';

/** Everything lives by one clock: n8n, Factorial, JumpCloud. */
const clock = new Clock();

function onDay(moment: string): void {
	jest.setSystemTime(new Date(moment));
	clock.set(moment);
}

beforeEach(() => {
	jest.useFakeTimers({
		doNotFake: [
			...(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask'] as const),
			...(['clearTimeout', 'clearInterval', 'clearImmediate', 'performance', 'hrtime'] as const),
		],
	});
	onDay('2026-11-10T06:00:00Z');
});
afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

const noor = {
	...{ first_name: 'Noor', last_name: 'Vidal' },
	...{ email: 'noor.vidal@corp.example', login_email: 'noor.vidal@corp.example' },
};
const CONTRACTOR = '512';
const EMPLOYEE = '900';
const RULES: IDataObject = {
	...{ newRecord: 'relink', state: 'ACTIVATED', timeZone: 'UTC' },
	options: { rememberLastDay: 'lastDay' },
};

interface Company {
	hr: FactorialSimulator;
	directory: JumpCloudSimulator;
}

/** A contractor who has access, with the records as they are today. */
async function company(): Promise<Company> {
	const hr = await factorial({ clock, company: { employees: [{ ...noor, id: CONTRACTOR }] } });
	const directory = await jumpCloud({ clock });
	await night({ hr, directory });
	expect(directory.state.users).toMatchObject([
		{ state: 'ACTIVATED', employeeIdentifier: CONTRACTOR },
	]);
	return { hr, directory };
}

async function carriedOut(
	directory: JumpCloudSimulator,
	people: IDataObject[],
	rules: IDataObject,
) {
	const { items: planned, error } = await planChanges(directory, people, { ...RULES, ...rules });
	expect(error).toBeUndefined();
	const { items } = await applyChanges(directory, planned);
	expect(items.map(({ result }) => result)).not.toContain('failed');
	return planned;
}

const INCLUDE = { include: ['contract'], returnAll: true };

async function people(hr: FactorialSimulator) {
	return (await runFactorial(hr, 'employee', 'getAll', { parameters: INCLUDE })).items;
}

/** The comparison of everybody. */
async function night({ hr, directory }: Company) {
	return await carriedOut(directory, await people(hr), EVERYONE);
}

/** What an event about one record does, with everybody else as a witness. */
async function event({ hr, directory }: Company, id: string) {
	const all = await people(hr);
	const some = all.map((one) => (one.id === id ? one : { ...one, witness: true }));
	return await carriedOut(directory, some, { people: 'some' });
}

const hire = (hr: FactorialSimulator, startsOn: string) =>
	hr.hire({ ...noor, id: EMPLOYEE, contract: { starts_on: startsOn, effective_on: startsOn } });

/** She has the access, and nothing is going to take it. */
function expectAccess({ directory }: Company, employeeId: string): void {
	expect(directory.state.users).toMatchObject([
		{ state: 'ACTIVATED', suspended: false, employeeIdentifier: employeeId },
	]);
	expect(directory.state.schedules).toEqual([]);
}

const suspensions = ({ directory }: Company) =>
	directory.journal.all().filter(({ body }) => JSON.stringify(body ?? '').includes('SUSPENDED'));

describe('a contractor who becomes an employee under a new record keeps the access', () => {
	const orders: Array<[string, (hr: FactorialSimulator) => void]> = [
		[
			'the end first',
			(hr) => {
				hr.terminate(CONTRACTOR, '2026-11-30');
				hire(hr, '2026-12-01');
			},
		],
		[
			'the new record first',
			(hr) => {
				hire(hr, '2026-12-01');
				hr.terminate(CONTRACTOR, '2026-11-30');
			},
		],
	];

	it.each(orders)('both known before the change, %s, seen in one plan', async (_order, enter) => {
		const world = await company();
		enter(world.hr);
		const planned = await night(world);
		expect(JSON.stringify(planned)).toContain('The access goes on.');
		expectAccess(world, CONTRACTOR);

		onDay('2026-11-30T23:59:30Z');
		await night(world);
		onDay('2026-12-01T02:00:00Z');
		await night(world);
		expectAccess(world, EMPLOYEE);
		expect(suspensions(world)).toEqual([]);
		expect(await planQuietly(world)).toEqual([]);
	});

	it.each([
		['the comparison of everybody', night],
		['the event of the new record', async (world: Company) => await event(world, EMPLOYEE)],
		['an event of the old record', async (world: Company) => await event(world, CONTRACTOR)],
	])('the end was planned before the new record came, seen by %s', async (_way, look) => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		expect(world.directory.state.schedules).toMatchObject([{ state: 'SUSPENDED' }]);

		hire(world.hr, '2026-12-01');
		await look(world);
		expectAccess(world, CONTRACTOR);
		// What was planned is forgotten with it: it must not let anybody in later on.
		expect(JSON.stringify(world.directory.state.users)).not.toContain('2026-11-30');

		onDay('2026-12-01T02:00:00Z');
		await night(world);
		expectAccess(world, EMPLOYEE);
	});

	it('where HR has moved the email from the old record to the new one', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		world.hr.updateEmployee(CONTRACTOR, { email: null, login_email: null });
		hire(world.hr, '2026-12-01');
		await night(world);
		expectAccess(world, CONTRACTOR);

		onDay('2026-12-01T02:00:00Z');
		await night(world);
		expectAccess(world, EMPLOYEE);
	});

	it('with days on which both records work', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-12-15');
		await night(world);
		hire(world.hr, '2026-12-01');
		for (const day of ['2026-11-11', '2026-12-01', '2026-12-15']) {
			onDay(`${day}T06:00:00Z`);
			await night(world);
			expectAccess(world, CONTRACTOR);
		}
		onDay('2026-12-16T06:00:00Z');
		await night(world);
		expectAccess(world, EMPLOYEE);
	});

	it('when both come at once, on the day: the old record has ended, the new one works', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-09');
		hire(world.hr, '2026-11-10');
		const planned = await night(world);
		expect(planned.map(({ reason }) => reason)).toEqual(['relinked']);
		expectAccess(world, EMPLOYEE);
		expect(suspensions(world)).toEqual([]);
	});

	it('and gets it back when the new record comes too late, in the comparison after', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		onDay('2026-12-01T06:00:00Z');
		await night(world);
		expect(world.directory.state.users).toMatchObject([{ state: 'SUSPENDED' }]);

		hire(world.hr, '2026-12-01');
		await night(world);
		await night(world);
		expectAccess(world, EMPLOYEE);
	});
});

/** What another comparison would still do. */
async function planQuietly({ hr, directory }: Company) {
	return (await planChanges(directory, await people(hr), { ...RULES, ...EVERYONE })).items;
}

describe('where relinking was not chosen', () => {
	const report = { ...EVERYONE, newRecord: 'report' };

	it.each([
		['long before the last day', '2026-11-10T06:00:00Z'],
		['in its last hour', '2026-11-30T23:30:00Z'],
	])(
		'nobody is locked out by what was planned before the new record came, %s',
		async (_when, at) => {
			const world = await company();
			world.hr.terminate(CONTRACTOR, '2026-11-30');
			await night(world);
			expect(world.directory.state.schedules).toMatchObject([{ state: 'SUSPENDED' }]);

			onDay(at);
			hire(world.hr, '2026-11-30');
			const planned = await carriedOut(world.directory, await people(world.hr), report);
			expect(planned.map(({ action }) => action)).toContain('conflict');
			onDay('2026-12-01T02:00:00Z');
			const told = await carriedOut(world.directory, await people(world.hr), report);
			// It stays with the old record until somebody moves the link.
			expectAccess(world, CONTRACTOR);
			expect(told.map(({ reason }) => reason)).toEqual([
				'possibly_somebody_else',
				'possibly_somebody_else',
			]);
		},
	);
});

describe('in the last hour of the old record', () => {
	it('the link moves, and what was planned for its end goes', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		onDay('2026-11-30T23:30:00Z');
		hire(world.hr, '2026-11-30');
		await night(world);
		expectAccess(world, EMPLOYEE);
		expect(JSON.stringify(world.directory.state.users)).not.toContain('2026-11-30');
		expect(await planQuietly(world)).toEqual([]);
	});

	it('a last day of the new record is planned at once', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		onDay('2026-11-30T23:30:00Z');
		hire(world.hr, '2026-11-30');
		world.hr.terminate(EMPLOYEE, '2026-12-31');
		await night(world);
		expect(world.directory.state.users).toMatchObject([{ employeeIdentifier: EMPLOYEE }]);
		expect(world.directory.state.schedules).toMatchObject([
			{ state: 'SUSPENDED', scheduledDate: new Date('2026-12-31T23:59:00Z') },
		]);
		expect(await planQuietly(world)).toEqual([]);
	});
});

describe('the new record gets no user', () => {
	it.each<[string, IDataObject, string]>([
		[
			'because it is out of the scope',
			{
				scope: {
					notWho: { condition: [{ by: 'field', field: 'id', operator: 'is', values: [EMPLOYEE] }] },
				},
			},
			'out_of_scope',
		],
	])('%s: the old one is not left in silence', async (_case, rules, reason) => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-09');
		hire(world.hr, '2026-11-10');
		const planned = await carriedOut(world.directory, await people(world.hr), {
			...EVERYONE,
			...rules,
			options: { ...(RULES.options as IDataObject), includeUnchanged: true },
		});
		expect(planned.map((one) => one.reason)).toEqual(['possibly_somebody_else', reason]);
		expect(JSON.stringify(planned)).toContain('the link cannot move');
		expectAccess(world, CONTRACTOR);
	});
});

describe('the access ends all the same', () => {
	it('where the other record is of another name, and somebody is told of the day', async () => {
		const world = await company();
		world.hr.terminate(CONTRACTOR, '2026-11-30');
		await night(world);
		world.hr.hire({ ...noor, id: EMPLOYEE, first_name: 'Ines', last_name: 'Soler' });
		const planned = await carriedOut(world.directory, await people(world.hr), EVERYONE);
		expect(world.directory.state.schedules).toMatchObject([{ state: 'SUSPENDED' }]);
		expect(JSON.stringify(planned)).toContain('is going to suspend');
		expect(JSON.stringify(planned)).toContain('2026-11-30T23:59:00.000Z');
	});
});
