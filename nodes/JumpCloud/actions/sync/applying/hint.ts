import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';

import { counted, cut, inBrackets } from '../../../../shared/hints';

/** How many changes were made and how many were not, for the person in front of the editor. */
export function applyHint(results: IDataObject[]): NodeExecutionHint | undefined {
	if (results.length === 0) return undefined;
	const parts = counted(results, 'result').map(([result, count]) => {
		const theirs = results.filter((item) => item.result === result);
		const told = result === 'applied' ? counted(theirs, 'action') : counted(theirs, 'reason');
		return `${count} ${result}${inBrackets(told)}`;
	});
	const isWarning = results.some(({ result }) => result === 'failed' || result === 'refused');
	return {
		message: cut(parts.join(', ')),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}
