import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Alarm } from '../../../sync/guard';
import type { PlanEntry } from '../../../sync/planned';

const MOST_NAMES = 10;

/** The error with which the guard stops a plan: how many of what, and who the first ones are. */
export function guardError(node: INode, alarms: Alarm[]): NodeOperationError {
	const found = alarms.map(inWords);
	const names = alarms.flatMap((alarm) => (alarm.kind === 'empty' ? [] : [namesOf(alarm)]));
	return new NodeOperationError(node, `The guard stopped this plan: ${found.join('; ')}`, {
		description: [
			'Nothing was changed.',
			...names,
			"If this is right, raise the limit under 'Guard' for this one run; if not, look at the source.",
		].join(' '),
	});
}

function inWords(alarm: Alarm): string {
	if (alarm.kind === 'empty') {
		return "there is nobody in the input, and 'The Input Is' says Everyone";
	}
	const { kind, count, allowed, of } = alarm;
	return `${count} ${kind} planned, at most ${allowed} allowed, with ${of} active linked users`;
}

function namesOf({ kind, entries }: Exclude<Alarm, { kind: 'empty' }>): string {
	const names = entries.slice(0, MOST_NAMES).map(nameOf);
	const rest = entries.length > names.length ? ` and ${entries.length - names.length} more` : '';
	return `The ${kind} are ${names.join(', ')}${rest}.`;
}

function nameOf({ person, user }: PlanEntry): string {
	const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
	return name || user?.username || 'somebody without a name';
}
