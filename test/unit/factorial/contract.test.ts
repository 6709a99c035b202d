import { contractFields, currentContract, dayIn } from '../../../nodes/Factorial/employee/contract';

const TODAY = '2026-11-23';
const version = (effective_on: string, job_title: string, more: object = {}) => ({
	effective_on,
	job_title,
	...more,
});

describe('the current contract', () => {
	it.each([
		['the latest that has taken effect', ['2024-01-01', '2026-01-01', '2027-01-01'], '2026-01-01'],
		['one that takes effect today', ['2024-01-01', TODAY], TODAY],
		['the latest, in whatever order they come', ['2026-01-01', '2024-01-01'], '2026-01-01'],
		['the earliest when all are still to come', ['2028-01-01', '2027-01-01'], '2027-01-01'],
		['the only one', ['2024-01-01'], '2024-01-01'],
	])('is %s', (_case, days, expected) => {
		const versions = days.map((day) => version(day, `from ${day}`));
		expect(currentContract(versions, TODAY)?.version.job_title).toBe(`from ${expected}`);
	});

	it('says when it is still to come', () => {
		expect(currentContract([version('2027-01-01', 'x')], TODAY)?.isFuture).toBe(true);
		expect(currentContract([version(TODAY, 'x')], TODAY)?.isFuture).toBe(false);
	});

	it.each(['2026-11-01', '2027-01-01'])('is the later entered of two for %s', (day) => {
		const versions = [version(day, 'typing error'), version(day, 'corrected')];
		expect(currentContract(versions, TODAY)?.version.job_title).toBe('corrected');
	});

	it('does not exist without any version', () => {
		expect(currentContract([], TODAY)).toBeUndefined();
	});
});

describe('the first day', () => {
	it('is the one of hiring, not the one of the latest change', () => {
		const fields = contractFields(
			[version('2026-01-01', 'Head', { starts_on: '2020-05-01' })],
			TODAY,
		);
		expect(fields).toMatchObject({ start_date: '2020-05-01', contract_effective_on: '2026-01-01' });
	});

	it('is that of the contract after a rehire', () => {
		const fields = contractFields(
			[
				version('2018-01-01', 'Analyst', { starts_on: '2018-01-01', ends_on: '2019-12-31' }),
				version('2026-01-01', 'Head', { starts_on: '2026-01-01' }),
			],
			TODAY,
		);
		expect(fields).toMatchObject({ start_date: '2026-01-01', contract_ends_on: null });
	});

	it('is the first known one when no day of hiring is', () => {
		const fields = contractFields([version('2026-01-01', 'b'), version('2024-01-01', 'a')], TODAY);
		expect(fields).toMatchObject({ start_date: '2024-01-01', contract_starts_on: null });
	});
});

it('is decided by the day in the zone of the workflow', () => {
	const moment = new Date('2026-11-23T23:30:00Z');
	expect(dayIn('UTC', moment)).toBe('2026-11-23');
	expect(dayIn('Europe/Madrid', moment)).toBe('2026-11-24');
	expect(dayIn('America/New_York', moment)).toBe('2026-11-23');
});
