import type { IDataObject } from 'n8n-workflow';

import { aPerson, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { EVERYONE, directoryOf, planAndApply, planChanges, reasons, results } from './sync.support';

afterEach(closeAll);

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
