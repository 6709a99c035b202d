import type { IDataObject } from 'n8n-workflow';

import { aPerson, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	dateStandsAt,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	results,
} from './sync.support';

afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

const inDays = (days: number) =>
	new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

const person = (id: string, firstDays: number, about: IDataObject = {}) =>
	aPerson({
		...{ id, first_name: `Person${id}`, work_email: `p${id}@corp.example` },
		...{ start_date: inDays(firstDays), ...about },
	});

describe.each([
	['Everyone', EVERYONE],
	['Some People', { people: 'some' }],
])('with %s, users are made some days before the first day', (_, rules) => {
	it('and those of others not yet: nothing is asked or written about them twice', async () => {
		const sim = await jumpCloud();
		const people = [person('1', 3), person('2', 40), person('3', 9)];
		const { planned, items } = await planAndApply(sim, people, { ...rules, createDaysBefore: 14 });
		expect(reasons(planned)).toEqual(['create joiner', 'skip too_early', 'create joiner']);
		expect(results(items)).toEqual(['applied create', 'noop skip (too_early)', 'applied create']);
		expect(directoryOf(sim)).toHaveLength(2);

		const again = await planAndApply(sim, people, { ...rules, createDaysBefore: 14 });
		expect(reasons(again.planned)).toEqual(['skip too_early']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('and once it is time, the next plan makes them', async () => {
		const sim = await jumpCloud();
		const people = [person('2', 40)];
		await planAndApply(sim, people, { ...rules, createDaysBefore: 14 });
		expect(directoryOf(sim)).toEqual([]);
		await planAndApply(sim, [person('2', 14)], { ...rules, createDaysBefore: 14 });
		expect(directoryOf(sim)).toHaveLength(1);
	});
});

// Clocks go back on October 25 in Madrid and forward on March 28, so that day has 25 hours, or 23.
it.each([
	['a day before it is time, with 25 hours between', '2026-10-20T21:59:00Z', '2026-10-28', 0],
	['as the day begins, with 25 hours between', '2026-10-20T22:00:00Z', '2026-10-28', 1],
	['a day before it is time, with 23 hours between', '2027-03-23T22:59:00Z', '2027-03-31', 0],
	['as the day begins, with 23 hours between', '2027-03-23T23:00:00Z', '2027-03-31', 1],
])('days are those of the calendar where clocks change: %s', async (_, now, start_date, made) => {
	dateStandsAt(now);
	const sim = await jumpCloud();
	const rules = { ...EVERYONE, createDaysBefore: 7, timeZone: 'Europe/Madrid' };
	const { planned } = await planAndApply(sim, [person('1', 0, { start_date })], rules);
	expect(reasons(planned)).toEqual([made === 1 ? 'create joiner' : 'skip too_early']);
	expect(directoryOf(sim)).toHaveLength(made);
});

it('the number may differ from person to person, and who has none that can be read is left alone', async () => {
	const sim = await jumpCloud();
	const people = [
		person('1', 40, { ahead: 60 }),
		person('2', 40, { ahead: 'soon' }),
		person('3', 40, { ahead: 10 }),
		person('4', 40, { ahead: '' }),
	];
	const { items } = await planChanges(sim, people, { createDaysBefore: '={{ $json.ahead }}' });
	expect(reasons(items)).toEqual([
		...['create joiner', 'skip unclear_setting', 'skip too_early', 'create joiner'],
	]);
	expect(String(items[1]?.message)).toContain("'Create Days Before the First Day'");
});

it.each([-1, 1.5, 366, 'soon', true, [3]])('%j is no number of days', async (createDaysBefore) => {
	const sim = await jumpCloud();
	const { error } = await planChanges(sim, [person('1', 40)], { createDaysBefore });
	expect(words(error)).toContain("'Create Days Before the First Day' cannot be");
	expect(sim.journal.all()).toEqual([]);
});
