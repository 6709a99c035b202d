import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	asChoice,
	asWholeNumber,
	readCollection,
	refuseFoundNothing,
} from '../../../shared/parameters';
import type { DeletionRules } from '../../sync/leaver';
import type { DecidedRules } from './plan.rules';

/** Ten years: whoever means more means never. */
const MOST_DAYS = 3650;

const DAYS = 'Days After the Last Day';
const REPORTS = 'People Who Report to Them';

/** Whether, and when, users of people who have left are deleted. */
export const deleteAfterField: INodeProperties = {
	displayName: 'Delete After',
	name: 'deleteAfter',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description:
		'Nobody is deleted unless a number of days is added here, and the number of deletions under Guard. Then whoever this package has suspended for the last day is deleted for good so many days later. Needs Everyone, and Remember the Last Day In under Options.',
	options: [
		{
			displayName: DAYS,
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: MOST_DAYS, numberPrecision: 0 },
			default: 0,
			placeholder: 'e.g. 90',
			description:
				'So many days of the calendar after the last day the user is deleted, which cannot be undone; 0 deletes nobody. They count from the last day however late HR has entered it, so choose more than HR is ever late.',
		},
		{
			displayName: REPORTS,
			name: 'reportsTo',
			type: 'options',
			options: [
				{
					name: 'Get the Next Manager Above',
					value: 'manager',
					description:
						'The manager of the deleted user, or the next one above who has access; where there is none, the user is not deleted and is reported',
				},
				{
					name: 'Must Be None',
					value: 'nobody',
					description: 'Whoever still has people who report to them is not deleted and is reported',
				},
			],
			default: 'manager',
			description: 'What happens to those who have the deleted user as manager in JumpCloud',
		},
	],
};

/**
 * What is decided about deletions; nothing where no number of days is given.
 *
 * @throws NodeOperationError that names the parameter without which nobody could tell whom to delete
 */
export function readDeletions(
	context: IExecuteFunctions,
	decided: Pick<DecidedRules, 'everyone' | 'leavers' | 'link' | 'rememberLastDay'>,
): DeletionRules | undefined {
	refuseFoundNothing(context, 'deleteAfter', 'Delete After');
	const given = readCollection(context, 'deleteAfter', 0);
	const days = asWholeNumber(context, DAYS, given.days, MOST_DAYS);
	const reportsTo = asChoice(context, REPORTS, given.reportsTo ?? 'manager', [
		...(['manager', 'nobody'] as const),
	]);
	if (days === 0 && reportsTo !== 'manager' && !('days' in given)) {
		throw new NodeOperationError(context.getNode(), `'Delete After' has no '${DAYS}'`, {
			description: `Without it nobody is deleted, so '${REPORTS}' does nothing. Add it, or remove the other one. Nothing was planned.`,
		});
	}
	if (days === 0) return undefined;
	const missing = missingFor(decided);
	if (missing === undefined) return { days, reportsTo };
	throw new NodeOperationError(context.getNode(), `'Delete After' ${missing.what}`, {
		description: `${missing.why} ${missing.advice}, or remove '${DAYS}' from 'Delete After'. Nothing was planned.`,
	});
}

function missingFor({
	everyone,
	leavers,
	link,
	rememberLastDay,
}: Pick<DecidedRules, 'everyone' | 'leavers' | 'link' | 'rememberLastDay'>) {
	if (!everyone) {
		return {
			what: "needs Everyone in 'The Input Is'",
			why: 'Only a list of everybody tells that nobody works here under another record.',
			advice: 'Choose Everyone',
		};
	}
	if (link.kind === 'none') {
		return {
			what: "needs a link, and 'Link to Employee' says None",
			why: 'By the email alone it is not certain enough whose user it is.',
			advice: 'Choose where the link is kept',
		};
	}
	if (leavers === 'never') {
		return {
			what: "deletes whom this package has suspended, and 'Leavers' says Never Suspend",
			why: 'So there would be nobody.',
			advice: "Choose another value in 'Leavers'",
		};
	}
	if (rememberLastDay !== undefined) return undefined;
	return {
		what: "needs 'Remember the Last Day In' under 'Options'",
		why: 'Only that tells whom this package has suspended from whom IT has suspended.',
		advice: 'Add it, for example hrLastDay',
	};
}
