import { compared } from '../../../playground/reconcile/comparison';
import { doneLine } from '../../../playground/reconcile/doneLines';
import { planView } from '../../../playground/reconcile/planView';

const about = (firstName: string, action: string, reason: string, more: object = {}) => ({
	...{ action, reason, user: { username: firstName.toLowerCase() }, changes: [] },
	...{ person: { firstName, lastName: 'Vidal' }, ...more },
});

const namesOf = (lines: Array<{ name: string }>) => lines.map(({ name }) => name);

describe('what an option makes of a plan', () => {
	it('is told apart from what every night does, and from what it keeps from being done', () => {
		const same = about('Noor', 'create', 'joiner');
		const usual = [same, about('Olga', 'suspend', 'terminated'), about('Pia', 'noop', 'in_step')];
		const tried = [
			...[same, about('Olga', 'skip', 'protected'), about('Pia', 'noop', 'out_of_scope')],
			about('Rui', 'update', 'mover'),
		];
		const comparison = compared(planView(tried), planView(usual));
		expect(namesOf(comparison.own.changes)).toEqual(['Rui Vidal']);
		expect(namesOf(comparison.own.problems)).toEqual(['Olga Vidal']);
		expect(namesOf(comparison.own.unchanged)).toEqual(['Pia Vidal']);
		expect(comparison.instead).toMatchObject([{ name: 'Olga Vidal', action: 'suspend' }]);
		expect(namesOf(comparison.same)).toEqual(['Noor Vidal']);
	});
});

describe('what came of a step', () => {
	it.each([
		[about('Noor', 'update', 'mover', { result: 'applied' }), 'done', 'Noor Vidal'],
		[about('Noor', 'update', 'plan_too_old', { result: 'refused' }), 'not_done', 'Noor Vidal'],
		[
			...([
				{ action: 'skipped', reason: 'staged', full_name: 'Noor Vidal' },
				'left_alone',
			] as const),
			'Noor Vidal',
		],
		[{ action: 'resent', username: 'noor.vidal' }, 'done', ''],
	])('is told of %j', (item, result, name) => {
		expect(doneLine(item)).toMatchObject({ result, name });
	});

	it.each([
		about('Noor', 'skip', 'orphan', { result: 'noop' }),
		{ action: 'report', html: '' },
		{ action: 'summary' },
		{},
	])('is nothing for %j', (item) => {
		expect(doneLine(item)).toBeUndefined();
	});

	it('names a group that nobody is in', () => {
		const missing = about('', 'skip', 'missing_group', { person: null, group: 'Team Sales' });
		expect(namesOf(planView([missing]).problems)).toEqual(['Group Team Sales']);
	});
});
