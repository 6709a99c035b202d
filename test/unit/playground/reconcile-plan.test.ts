import { planInWords } from '../../../playground/reconcile/inWords';
import { planView } from '../../../playground/reconcile/planView';
import { inNumbers, sectionsOf } from '../../../playground/reconcile/report';

const suspension = (firstName: string) => ({
	action: 'suspend',
	reason: 'terminated',
	person: { firstName, lastName: 'Vidal', employeeId: '1', email: 'x@corp.example' },
	user: { id: 'u1', username: firstName.toLowerCase() },
	changes: [{ field: 'state', from: 'ACTIVATED', to: 'SUSPENDED' }],
	effectiveAt: null,
});

const later = {
	...suspension('Olga'),
	action: 'schedule',
	reason: 'last_day',
	changes: [{ field: 'scheduled.SUSPENDED', from: null, to: '2026-12-31T23:59:00.000Z' }],
};

const orphan = {
	action: 'skip',
	reason: 'orphan',
	message: 'Nobody has this user.',
	person: null,
	user: { id: 'u9', username: 'ghost' },
	changes: [],
	effectiveAt: null,
};

const summary = { action: 'summary', guard: [], people: 3, active_linked_users: 2, counts: {} };

describe('a plan as a person looks at it', () => {
	it('keeps problems apart from changes, and leaves the summary out', () => {
		const { changes, problems, people } = planView([suspension('Noor'), orphan, summary]);
		expect(changes).toMatchObject([{ action: 'suspend', name: 'Noor Vidal', username: 'noor' }]);
		expect(problems).toMatchObject([{ name: '', username: 'ghost', message: orphan.message }]);
		expect(people).toBe(3);
	});

	it('says in words what kind of conflict it is, and about which users', () => {
		const told = (conflict: string, reason: string) => ({
			...{ action: 'conflict', reason, conflict, message: 'Decide.', user: null, changes: [] },
			...{ person: suspension('Noor').person, users: [{ id: 'u1', username: 'backup' }] },
		});
		const { problems } = planView([
			told('name_differs', 'name_differs'),
			told('employee_twice', 'conflict'),
			told('brand_new', 'conflict'),
		]);
		expect(problems.map(({ why }) => why)).toEqual([
			...['A user with another name has the email', 'Is there twice', 'brand new'],
		]);
		expect(problems[0]).toMatchObject({ name: 'Noor Vidal', username: 'backup' });
	});

	it('says whom the guard minds: the first ten, and suspensions to come as well', () => {
		const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'];
		const items = [later, ...names.map(suspension)];
		const { alarms } = planView([...items, { ...summary, guard: ['suspensions'] }]);
		expect(alarms).toHaveLength(1);
		expect(alarms[0]).toMatchObject({ kind: 'suspensions', count: 12 });
		expect(alarms[0]?.names).toHaveLength(10);
		expect(alarms[0]?.names.slice(0, 2)).toEqual(['Olga Vidal', 'A Vidal']);
	});

	it('counts nobody when Factorial has nobody', () => {
		const { alarms } = planView([{ ...summary, guard: ['empty'] }]);
		expect(alarms).toEqual([{ kind: 'empty', count: 0, names: [] }]);
	});

	it('is told in numbers', () => {
		const plan = planView([suspension('A'), suspension('B'), later, orphan]);
		expect(planInWords(plan)).toBe(
			'1 schedule (last_day), 2 suspend (terminated); to look at: 1 skip (orphan)',
		);
		expect(planInWords(planView([summary]))).toBe('nothing to change; to look at: nothing');
	});
});

describe('the report of a run', () => {
	const report = {
		created: ['Noor'],
		not_done: ['A', 'B'],
		conflicts: ['C'],
		drift: [],
		failed: 2,
	};

	it('has its lists as sections', () => {
		const names = sectionsOf(report).map(({ name }) => name);
		expect(names).toEqual(['created', 'not done', 'conflicts', 'drift']);
	});

	it('is told in numbers', () => {
		expect(inNumbers(sectionsOf(report))).toBe('1 created, 2 not done, 1 conflict');
		expect(inNumbers([])).toBe('nothing to do');
	});
});
