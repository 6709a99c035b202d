import { aPerson, aUser, closeAll, jumpCloud } from '../../../support/jumpcloud';
import { EVERYONE, directoryOf, planAndApply, planChanges, reasons } from './sync.support';

afterEach(closeAll);

const TERMS = { ...EVERYONE, contractEnd: 'lastDay' };

describe('the end of a fixed term counts as a last day', () => {
	it('is scheduled, moves with an extension, and goes when there is no end any more', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const ends: string[][] = [];
		for (const contract_last_day of ['2098-06-30', '2098-06-30', '2099-01-31', null]) {
			await planAndApply(sim, [aPerson({ contract_last_day })], TERMS);
			ends.push(directoryOf(sim).slice(1));
		}

		const first = ['noor.vidal SUSPENDED at 2098-06-30T21:59:00.000Z'];
		expect(ends).toEqual([first, first, ['noor.vidal SUSPENDED at 2099-01-31T22:59:00.000Z'], []]);
	});

	it('takes the access of whoever stays although the term is over, and a second run is quiet', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const people = [aPerson({ contract_last_day: '2025-06-30' })];
		const { planned } = await planAndApply(sim, people, TERMS);

		expect(reasons(planned)).toEqual(['suspend contract_ended']);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
		expect((await planChanges(sim, people, TERMS)).items).toEqual([]);
	});

	it('of everybody at once is stopped by the guard', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await planChanges(sim, [aPerson({ contract_last_day: '2025-06-30' })], {
			...TERMS,
			guard: { suspensions: 0 },
		});

		expect(error?.message).toContain('1 suspensions planned');
	});
});

it('an end that has passed can be reported only', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const people = [aPerson({ contract_last_day: '2025-06-30' })];
	const rules = { ...EVERYONE, contractEnd: 'report' };
	const { planned, items } = await planAndApply(sim, people, rules);

	expect(planned).toMatchObject([{ action: 'skip', reason: 'contract_ended', changes: [] }]);
	expect(items).toMatchObject([{ result: 'noop' }]);
	expect(sim.journal.writes()).toEqual([]);
});
