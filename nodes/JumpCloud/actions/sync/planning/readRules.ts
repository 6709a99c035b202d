import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { readCollection, readText } from '../../../../shared/parameters';
import { isWallClock } from '../../../sync/days';
import type { LeaverRule } from '../../../sync/departure';
import type { SyncRules } from '../../../sync/rules';
import { readLink } from '../../user/fields/link';
import { readTimeZone } from '../../user/fields/timing';
import { readUsernameChoice } from '../../user/fields/username';

/** What an admin has decided, apart from what has to be looked up in JumpCloud. */
export type DecidedRules = Omit<SyncRules, 'attributes' | 'protectedUsers'>;

/** @throws NodeOperationError that names the parameter with which no plan can be made */
export function readRules(context: IExecuteFunctions, now: Date): DecidedRules {
	const text = (name: string) => readText(context, name, 0);
	const username = readUsernameChoice(context, 0);
	return {
		everyone: text('people') === 'everyone',
		absent: text('absent') === 'suspend' ? 'suspend' : 'report',
		link: readLink(context, 0),
		username: username.kind === 'given' ? { kind: 'given' } : username,
		clearEmpty: readCollection(context, 'options', 0).clearEmpty === true,
		state: text('state') === 'ACTIVATED' ? 'ACTIVATED' : 'STAGED',
		activation: oneOf(['firstDay', 'now'], text('activation')) ?? 'none',
		activationTime: readTime(context, 'activationTime', 'Activation Time', '08:00'),
		leavers: leaverRule(context, text('leavers')),
		rehires: text('rehires') === 'unsuspend' ? 'unsuspend' : 'report',
		suspensionTime: readTime(context, 'suspensionTime', 'Suspension Time', '23:59'),
		timeZone: readTimeZone(context, 0),
		managers: text('managers') === 'keep',
		now,
	};
}

/** Whether people lose their access is nothing to guess. */
function leaverRule(context: IExecuteFunctions, value: string): LeaverRule {
	const rule = oneOf(['lastDay', 'now', 'never'], value);
	if (rule) return rule;
	throw new NodeOperationError(context.getNode(), `'Leavers' cannot be '${value.slice(0, 40)}'`, {
		description: 'Choose it from the list. Nothing was planned.',
	});
}

function readTime(
	context: IExecuteFunctions,
	name: string,
	label: string,
	whenHidden: string,
): string {
	const time = String(context.getNodeParameter(name, 0, whenHidden)).trim();
	if (isWallClock(time)) return time;
	throw new NodeOperationError(context.getNode(), `'${label}' is not a time: ${time || 'empty'}`, {
		description: 'Write it as 08:00 or 23:59.',
	});
}

function oneOf<T extends string>(values: readonly T[], value: string): T | undefined {
	return values.find((one) => one === value);
}
