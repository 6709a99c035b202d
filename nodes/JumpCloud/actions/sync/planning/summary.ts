import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';

import { counted, cut, inBrackets } from '../../../../shared/hints';
import type { Alarm } from '../../../sync/guard';
import type { Plan } from '../../../sync/plan';

/** A plan in numbers. */
export function summaryOf({ decisions, people, activeLinked }: Plan, alarms: Alarm[]): IDataObject {
	const entries = decisions.flatMap((decision) => decision.entries);
	const reasons = entries.map(({ action, reason }) => ({ key: `${action}.${reason}` }));
	return {
		action: 'summary',
		counts: Object.fromEntries(counted(asItems(entries), 'action')),
		reasons: Object.fromEntries(counted(reasons, 'key')),
		people,
		active_linked_users: activeLinked,
		guard: alarms.map((alarm) => alarm.kind),
	};
}

/** The same beside the output, for the person in front of the editor. */
export function planHint({ decisions, people }: Plan, alarms: Alarm[]): NodeExecutionHint {
	const items = asItems(decisions.flatMap(({ entries }) => entries));
	const parts = counted(items, 'action').map(([action, count]) => {
		const reasons = counted(
			items.filter((item) => item.action === action),
			'reason',
		);
		const isTold = action === 'skip' || action === 'conflict';
		return `${count} ${action.replaceAll('_', ' ')}${isTold ? inBrackets(reasons) : ''}`;
	});
	const isWarning =
		alarms.length > 0 || items.some(({ action }) => action === 'skip' || action === 'conflict');
	const told = parts.length > 0 ? parts.join(', ') : 'nothing to plan';
	return {
		message: cut(`${alarms.length > 0 ? 'Guarded. ' : ''}${people} people: ${told}`),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}

function asItems(entries: ReadonlyArray<{ action: string; reason: string }>): IDataObject[] {
	return entries.map(({ action, reason }) => ({ action, reason }));
}
