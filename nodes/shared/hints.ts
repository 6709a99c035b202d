import type { IDataObject, IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { asText } from './values';

const LONGEST = 120;

/**
 * What a run has done, for the person in front of the editor: how many items per action, and why some
 * were left alone. Long ones are cut.
 *
 * @param items what leaves; those without `action` only read, and there is nothing to tell
 * @param failed how many items failed and left with their error
 * @returns undefined when a look at the only item says as much
 */
export function actionHint(items: IDataObject[], failed: number): NodeExecutionHint | undefined {
	const acted = items.filter(({ action }) => asText(action) !== '');
	if (acted.length === 0 || acted.length + failed < 2) return undefined;
	const actions = counted(acted, 'action');
	const parts = actions.map(([action, count]) => {
		const reasons = counted(
			acted.filter((item) => item.action === action),
			'reason',
		);
		return `${count} ${action.replaceAll('_', ' ')}${inBrackets(reasons)}`;
	});
	const warned = acted.filter(({ warnings }) => Array.isArray(warnings) && warnings.length > 0);
	if (failed > 0) parts.push(`${failed} failed`);
	if (warned.length > 0) parts.push(`${warned.length} with warnings`);
	const isWarning = failed > 0 || warned.length > 0 || acted.some(isSkipped);
	return {
		message: cut(parts.join(', ')),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}

const shown = new WeakMap<IExecuteFunctions, Set<string>>();

/**
 * n8n shows the hint beside the output; one that has no place for it is no reason to fail. What many
 * items of a run have to say is said once.
 */
export function showHint(context: IExecuteFunctions, hint: NodeExecutionHint | undefined): void {
	if (!hint || !('addExecutionHints' in context)) return;
	const before = shown.get(context) ?? new Set();
	if (before.has(hint.message)) return;
	shown.set(context, before.add(hint.message));
	context.addExecutionHints(hint);
}

/** How often each value of a field occurs, the most frequent first; items without it do not count. */
export function counted(items: IDataObject[], field: string): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const item of items) {
		const value = asText(item[field]);
		if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return [...counts].toSorted(([, a], [, b]) => b - a);
}

export function inBrackets(reasons: Array<[string, number]>): string {
	if (reasons.length === 0) return '';
	const isOnly = reasons.length === 1;
	return ` (${reasons.map(([reason, count]) => (isOnly ? reason : `${count} ${reason}`)).join(', ')})`;
}

function isSkipped({ action }: IDataObject): boolean {
	return action === 'skipped';
}

export function cut(text: string): string {
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
