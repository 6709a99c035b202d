import type { PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import { aPerson, aUser, inShort, planned } from './building';

/** NOW is noon of 27 November 2026, in Madrid at one o'clock. */
const TODAY = '2026-11-27';
const YESTERDAY = '2026-11-26';
const NEXT_YEAR = '2027-06-30';
const END_OF_NEXT_YEAR = '2027-06-30T21:59:00.000Z';

const pendingEnd = (at: string) => ({
	...{ id: 's1', userId: 'u1', state: 'SUSPENDED' as const },
	at: new Date(at),
});

describe('the end of a fixed term as a last day', () => {
	const ofTerm = (about: Partial<PlanInput>, rules = {}, more = {}, users = [aUser()]) =>
		planned([aPerson(about)], users, { contractEnd: 'lastDay', ...rules }, more);

	it.each<[string, Partial<PlanInput>, string[]]>([
		['to come is scheduled', { contractEnd: NEXT_YEAR }, ['schedule (last_day)']],
		['that is over suspends', { contractEnd: YESTERDAY }, ['suspend (contract_ended)']],
		['of today is scheduled for tonight', { contractEnd: TODAY }, ['schedule (last_day)']],
		['there is none', { contractEnd: null }, ['noop (in_step)']],
		['that nobody can read does nothing', { contractEnd: 'soon' }, ['skip (invalid_date)']],
		[
			'does not count where HR has entered a later last day',
			{ contractEnd: YESTERDAY, lastDay: NEXT_YEAR },
			['schedule (last_day)'],
		],
		[
			'does not count where HR has entered an earlier last day, nor can it hide that',
			{ contractEnd: NEXT_YEAR, lastDay: YESTERDAY },
			['suspend (terminated)'],
		],
		[
			'keeps nobody in who is not active',
			{ contractEnd: NEXT_YEAR, active: false },
			['suspend (inactive)'],
		],
		[
			'that nobody can read keeps nobody in whom HR has terminated',
			{ contractEnd: 'soon', lastDay: YESTERDAY },
			['suspend (terminated)'],
		],
	])('%s', (_case, about, expected) => {
		expect(inShort(ofTerm(about))).toEqual(expected);
	});

	it('moves with an extension: the old suspension goes, the new one comes', () => {
		const [entry] = ofTerm(
			{ contractEnd: NEXT_YEAR },
			{},
			{ pending: [pendingEnd('2026-12-31T22:59:00Z')] },
		);

		expect(entry?.changes).toEqual([
			{ field: 'scheduled.SUSPENDED', from: null, to: END_OF_NEXT_YEAR },
			expect.objectContaining({ from: '2026-12-31T22:59:00.000Z', to: null, id: 's1' }),
		]);
	});

	it.each([
		[
			'is taken back when the contract has no end any more',
			null,
			['cancel_schedule (not_leaving)'],
		],
		['stays where the items say nothing about contracts', undefined, ['noop (in_step)']],
	])('what is scheduled %s', (_case, contractEnd, expected) => {
		const pending = [pendingEnd(END_OF_NEXT_YEAR)];
		expect(inShort(ofTerm({ contractEnd }, {}, { pending }))).toEqual(expected);
	});

	it('on the night of a clock change comes at the hour that clocks show', () => {
		const [entry] = ofTerm({ contractEnd: '2027-03-28' });
		expect(entry?.effectiveAt).toBe('2027-03-28T21:59:00.000Z');
	});

	it('with Suspend Now takes the access of nobody whose term is still to end', () => {
		expect(inShort(ofTerm({ contractEnd: NEXT_YEAR }, { leavers: 'now' }))).toEqual([
			'noop (in_step)',
		]);
		expect(inShort(ofTerm({ contractEnd: YESTERDAY }, { leavers: 'now' }))).toEqual([
			'suspend (contract_ended)',
		]);
	});

	it('makes no user for whoever has none and whose contract is over', () => {
		expect(inShort(ofTerm({ contractEnd: YESTERDAY }, {}, {}, []))).toEqual(['noop (inactive)']);
	});

	it('lets in again whom it has suspended and who has a new contract', () => {
		const attributes = [{ name: 'hrLastDay', value: YESTERDAY }];
		const users = [aUser({ state: 'SUSPENDED', attributes })];
		const rules = { rememberLastDay: 'hrLastDay' };
		expect(inShort(ofTerm({ contractEnd: null }, rules, {}, users))).toEqual([
			'unsuspend (rehired)',
		]);
	});
});

describe('the end of a fixed term that is only reported', () => {
	const ofTerm = (about: Partial<PlanInput>, users = [aUser()]) =>
		planned([aPerson(about)], users, { contractEnd: 'report' });

	it.each<[string, Partial<PlanInput>, string[]]>([
		['once it has passed', { contractEnd: YESTERDAY }, ['skip (contract_ended)']],
		['not on the day itself', { contractEnd: TODAY }, ['noop (in_step)']],
		[
			'not of whoever was terminated',
			{ contractEnd: YESTERDAY, lastDay: NEXT_YEAR },
			['schedule (last_day)'],
		],
		[
			'beside what else differs',
			{ contractEnd: YESTERDAY, firstName: 'Nora' },
			['skip (contract_ended)', 'update (mover)'],
		],
		['not where nobody can read it', { contractEnd: 'soon' }, ['noop (in_step)']],
	])('%s', (_case, about, expected) => {
		expect(inShort(ofTerm(about))).toEqual(expected);
	});

	it('makes no user for whoever has none, and says why', () => {
		const [entry] = ofTerm({ contractEnd: YESTERDAY }, []);
		expect(entry).toMatchObject({ action: 'skip', reason: 'contract_ended', changes: [] });
		expect(entry?.message).toContain(YESTERDAY);
	});
});

it('without the option the end of a contract means nothing', () => {
	expect(inShort(planned([aPerson({ contractEnd: YESTERDAY })], [aUser()]))).toEqual([
		'noop (in_step)',
	]);
});
