import { contractFields, dayIn } from '../../../nodes/Factorial/employee/contract';

const TODAY = '2026-11-23';

/** From, to, and the day of hiring where it is told. */
type Days = [from: string | null, to?: string | null, starts?: string | null];

/** One version after the other, called a, b, c, … */
function about(...versions: Days[]) {
	const fields = contractFields(
		versions.map(([effective_on, ends_on = null, starts_on = null], index) => ({
			...{ effective_on, ends_on, starts_on },
			job_title: String.fromCharCode(97 + index),
		})),
		TODAY,
	);
	return [fields.job_title, fields.start_date, fields.contract_is_future];
}

describe('the current contract', () => {
	it.each<[string, Days[], [string, string | null, boolean]]>([
		[
			'the latest that has taken effect',
			[['2024-01-01'], ['2026-01-01'], ['2027-01-01']],
			['b', '2024-01-01', false],
		],
		['one that takes effect today', [['2024-01-01'], [TODAY]], ['b', '2024-01-01', false]],
		[
			'the latest, in whatever order they come',
			[['2026-01-01'], ['2024-01-01']],
			['a', '2024-01-01', false],
		],
		['the only one', [['2024-01-01']], ['a', '2024-01-01', false]],
		[
			'the earliest when all are still to come',
			[['2028-01-01'], ['2027-01-01']],
			['b', '2027-01-01', true],
		],
		['one that ends today', [['2024-01-01', TODAY], ['2027-02-01']], ['a', '2024-01-01', false]],
		[
			'the next one when the last ended yesterday',
			[['2024-01-01', '2026-11-22'], ['2027-02-01']],
			['b', '2027-02-01', true],
		],
		[
			'the next one, not the one after it',
			[['2022-01-01', '2023-01-01'], ['2028-01-01'], ['2027-02-01']],
			['c', '2027-02-01', true],
		],
		[
			'the last one when all have ended',
			[
				['2020-01-01', '2021-01-01'],
				['2022-01-10', '2024-06-30'],
			],
			['b', '2022-01-10', false],
		],
		[
			'none that a later one has replaced, also when that one has ended',
			[['2022-01-01'], ['2023-01-01', '2024-06-30']],
			['b', '2022-01-01', false],
		],
		[
			'the later entered of two for one day',
			[['2026-11-01'], ['2026-11-01']],
			['b', '2026-11-01', false],
		],
		[
			'the later entered of two for one day to come',
			[['2027-01-01'], ['2027-01-01']],
			['b', '2027-01-01', true],
		],
		[
			'none that ends before it begins',
			[['2024-01-01'], ['2026-06-01', '2026-05-31']],
			['a', '2024-01-01', false],
		],
		[
			'what ends before it begins when nothing else is known',
			[['2026-06-01', '2026-05-31']],
			['a', '2026-06-01', false],
		],
		['in force since ever without any day', [[null]], ['a', null, false]],
		[
			'without the day of its effect in force from the day of hiring',
			[['2024-01-01'], [null, null, '2027-02-01']],
			['a', '2024-01-01', false],
		],
		[
			'without a readable end not ended',
			[['2024-01-01', 'soon'], ['2027-02-01']],
			['a', '2024-01-01', false],
		],
		[
			'by the day that is written, whatever time and offset hang on it',
			[['2024-01-01', `${TODAY}T00:00:00+13:00`], ['2026-11-24T00:00:00+14:00']],
			['a', '2024-01-01', false],
		],
	])('is %s', (_case, versions, expected) => {
		expect(about(...versions)).toEqual(expected);
	});

	it('does not exist without any version', () => {
		expect(contractFields([], TODAY)).toEqual({
			job_title: null,
			start_date: null,
			contract_starts_on: null,
			contract_effective_on: null,
			contract_ends_on: null,
			contract_last_day: null,
			contract_is_future: false,
			contract_has_ended: false,
		});
	});

	it.each<[string, Days[], boolean]>([
		['that ended yesterday and has none behind it', [['2024-01-01', '2026-11-22']], true],
		['that ends today', [['2024-01-01', TODAY]], false],
		['without an end', [['2024-01-01']], false],
		['with another one to come', [['2024-01-01', '2026-11-22'], ['2027-02-01']], false],
		['that is to come', [['2027-02-01', '2027-03-01']], false],
		['whose end cannot be read', [['2024-01-01', 'soon']], false],
	])('%s is told from one that has ended', (_case, versions, hasEnded) => {
		const dated = versions.map(([effective_on, ends_on = null]) => ({ effective_on, ends_on }));
		expect(contractFields(dated, TODAY).contract_has_ended).toBe(hasEnded);
	});

	it.each<[string, Days[], string | null]>([
		['is open', [['2024-01-01']], null],
		['is fixed', [['2024-01-01', '2026-12-31']], '2026-12-31'],
		[
			'is followed by another one',
			[
				['2024-01-01', '2026-12-31'],
				['2027-01-01', '2027-12-31'],
			],
			'2027-12-31',
		],
		['is followed by one without an end', [['2024-01-01', '2026-12-31'], ['2027-01-01']], null],
		['is followed after a gap', [['2024-01-01', '2026-12-31'], ['2027-02-01']], '2026-12-31'],
		[
			'is replaced by one with an end',
			[['2024-01-01'], ['2026-06-01', '2026-12-31']],
			'2026-12-31',
		],
		['has ended', [['2024-01-01', '2026-11-22']], '2026-11-22'],
		[
			'is to come',
			[
				['2020-01-01', '2021-01-01'],
				['2027-01-01', '2027-12-31'],
			],
			'2027-12-31',
		],
		['ends on a day that cannot be read', [['2024-01-01', 'soon']], 'soon'],
		['is said to end in a year that nobody sees', [['2024-01-01', '9999-12-31']], null],
		[
			'is open-ended, and another one follows',
			[
				['2024-01-01', '2999-12-31'],
				['2027-01-01', '2027-12-31'],
			],
			'2027-12-31',
		],
	])('that %s says when the employment ends', (_case, versions, endsOn) => {
		const dated = versions.map(([effective_on, ends_on = null]) => ({ effective_on, ends_on }));
		expect(contractFields(dated, TODAY).contract_last_day).toBe(endsOn);
	});

	it.each<[string, string, string]>([
		['2027-01-31T23:00:00Z', 'Europe/Madrid', '2027-02-01'],
		['2027-01-31T23:00:00.000Z', 'Europe/Madrid', '2027-02-01'],
		['2027-02-01T05:00:00Z', 'America/New_York', '2027-02-01'],
		['2027-01-31T18:30:00Z', 'Asia/Kolkata', '2027-02-01'],
		['2027-01-31T22:59:00Z', 'Europe/Madrid', '2027-01-31'],
		['2027-01-31T00:00:00+09:00', 'Europe/Madrid', '2027-01-31'],
		['2027-01-31T23:00:00', 'Europe/Madrid', '2027-01-31'],
		['2027-01-31', 'Asia/Kolkata', '2027-01-31'],
	])('begins on the day that begins at %s in %s', (starts_on, zone, day) => {
		expect(contractFields([{ starts_on }], TODAY, zone).start_date).toBe(day);
		expect(
			contractFields([{ starts_on: '2020-01-01', ends_on: starts_on }], TODAY, zone),
		).toMatchObject({
			contract_last_day: day,
		});
	});

	it('is given with its days as Factorial has them', () => {
		const days = {
			effective_on: '2022-01-10',
			starts_on: '2022-01-10T00:00:00Z',
			ends_on: '2024-06-30',
		};
		expect(contractFields([days], TODAY)).toMatchObject({
			start_date: '2022-01-10',
			contract_starts_on: '2022-01-10T00:00:00Z',
			contract_effective_on: '2022-01-10',
			contract_ends_on: '2024-06-30',
		});
	});
});

describe('the first day', () => {
	const ENDED: Days = ['2022-01-10', '2024-06-30', '2022-01-10'];

	it.each<[string, Days[], string]>([
		[
			'is the one of hiring, not of the latest change',
			[['2026-01-01', null, '2020-05-01']],
			'2020-05-01',
		],
		[
			'stays through versions without a gap',
			[
				['2024-01-01', '2025-12-31', '2024-01-01'],
				['2026-01-01', null, '2024-01-01'],
			],
			'2024-01-01',
		],
		[
			'is the one of hiring again after a gap',
			[ENDED, ['2026-01-01', null, '2026-01-01']],
			'2026-01-01',
		],
		[
			'is that of the next contract after one that has ended',
			[ENDED, ['2027-02-01', null, '2027-02-01']],
			'2027-02-01',
		],
		[
			'is not the one of the contract that has ended, though the next repeats it',
			[ENDED, ['2027-02-01', null, '2022-01-10']],
			'2027-02-01',
		],
		['lies ahead when the next contract names no other', [ENDED, ['2027-02-01']], '2027-02-01'],
		[
			'is what the next contract says when that lies ahead as well',
			[ENDED, ['2027-02-01', null, '2027-02-08']],
			'2027-02-08',
		],
		['stays that of the last contract when all have ended', [ENDED], '2022-01-10'],
		[
			'without a day of hiring is the first of the versions that follow each other',
			[['2018-01-01', '2019-12-31'], ['2024-01-01', '2025-12-31'], ['2026-01-01']],
			'2024-01-01',
		],
		[
			'is also told by an earlier version',
			[['2024-01-01', '2025-12-31', '2023-12-01'], ['2026-01-01']],
			'2023-12-01',
		],
		[
			'of somebody whose only version is to come may be past',
			[['2027-01-01', null, '2024-03-01']],
			'2024-03-01',
		],
		[
			'is handed on when it cannot be read, so that nobody takes it for none',
			[['2024-01-01', null, 'soon']],
			'soon',
		],
	])('%s', (_case, versions, expected) => {
		expect(about(...versions)[1]).toBe(expected);
	});
});

it('is decided by the day in the zone of the workflow', () => {
	const moment = new Date('2026-11-23T23:30:00Z');
	expect(dayIn('UTC', moment)).toBe('2026-11-23');
	expect(dayIn('Europe/Madrid', moment)).toBe('2026-11-24');
	expect(dayIn('America/New_York', moment)).toBe('2026-11-23');
});

describe('the last day of the contracts that follow each other', () => {
	const lastDay = (...versions: Array<[from: string, to: string | null]>) =>
		contractFields(
			versions.map(([effective_on, ends_on]) => ({ effective_on, ends_on })),
			TODAY,
		).contract_last_day;

	it.each<[string, Array<[string, string | null]>, string | null]>([
		['of one with an end', [['2026-01-01', '2026-12-31']], '2026-12-31'],
		['of one without', [['2026-01-01', null]], null],
		[
			'of two of which the second begins the day after',
			[
				['2026-01-01', '2026-12-31'],
				['2027-01-01', '2027-06-30'],
			],
			'2027-06-30',
		],
		[
			'of two of which the second has no end',
			[
				['2026-01-01', '2026-12-31'],
				['2027-01-01', null],
			],
			null,
		],
		[
			'of one that another replaces before it ends',
			[
				['2026-01-01', '2026-12-31'],
				['2026-12-01', '2027-03-31'],
			],
			'2027-03-31',
		],
		[
			'before a gap',
			[
				['2026-01-01', '2026-12-31'],
				['2027-01-02', null],
			],
			'2026-12-31',
		],
		['of one that is over', [['2026-01-01', '2026-11-22']], '2026-11-22'],
	])('%s', (_case, versions, expected) => {
		expect(lastDay(...versions)).toBe(expected);
	});

	it('what nobody can read is given as it is, so that it does not pass for no end', () => {
		expect(lastDay(['2026-01-01', 'end of term'])).toBe('end of term');
	});
});
