import { actionHint } from '../../../nodes/shared/operation';

const created = { action: 'created' };
const skipped = (reason: string) => ({ action: 'skipped', reason });

it('counts what was done, the most frequent first', () => {
	const hint = actionHint([{ action: 'updated' }, created, created, created], 0);
	expect(hint).toEqual({
		message: '3 created, 1 updated',
		type: 'info',
		location: 'outputPane',
	});
});

it('says why somebody was left alone', () => {
	const one = actionHint([created, created, skipped('missing_work_email')], 0);
	expect(one).toMatchObject({
		message: '2 created, 1 skipped (missing_work_email)',
		type: 'warning',
	});
	const several = [skipped('inactive'), skipped('conflict'), skipped('conflict')];
	expect(actionHint(several, 0)?.message).toBe('3 skipped (2 conflict, 1 inactive)');
});

it('counts what failed, and what went through with a warning', () => {
	const warned = { ...created, warnings: ['manager_not_found'] };
	expect(actionHint([warned, { ...created, warnings: [] }], 2)).toMatchObject({
		message: '2 created, 2 failed, 1 with warnings',
		type: 'warning',
	});
});

it('writes actions of several words as people do', () => {
	const items = [{ action: 'needs_publish', reason: 'missing' }, { action: 'needs_publish' }];
	expect(actionHint(items, 0)?.message).toBe('2 needs publish (missing)');
});

it.each([
	['one item, which says it by itself', [skipped('inactive')], 0],
	['items that were only read', [{ id: '1' }, { id: '2', action: null }], 0],
	['items that were only read, and failures', [{ id: '1' }], 3],
	['nothing', [], 0],
	['failures alone, which n8n shows by itself', [], 3],
])('has nothing to say about %s', (_, items, failed) => {
	expect(actionHint(items, failed)).toBeUndefined();
});

it('stays short however many reasons there are', () => {
	const items = Array.from({ length: 40 }, (_, index) => skipped(`reason_number_${index}`));
	const { message = '' } = actionHint(items, 0) ?? {};
	expect(message).toHaveLength(120);
	expect(message).toMatch(/^40 skipped \(1 reason_number_0, .*…$/);
});
