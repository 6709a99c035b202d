import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../../shared/parameters';

const HOUR_MS = 60 * 60 * 1000;
const INITIAL_HOURS = 24;

/** How long what a plan saw may count. */
export const maxAgeOption: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Refuse Plans Older Than (Hours)',
			name: 'maxAgeHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: INITIAL_HOURS,
			description:
				'The source may say something else by now, which only a new plan can tell. Without this option 24 hours.',
		},
	],
};

/** @throws NodeOperationError for something that is no number of hours */
export function readMaxAgeMs(context: IExecuteFunctions): number {
	const { maxAgeHours = INITIAL_HOURS } = readCollection(context, 'options', 0);
	const hours = Number(maxAgeHours);
	if (Number.isFinite(hours) && hours > 0) return hours * HOUR_MS;
	throw new NodeOperationError(
		context.getNode(),
		`'Refuse Plans Older Than' is not a number of hours: ${String(maxAgeHours).slice(0, 40)}`,
		{ description: 'Enter a number above 0. Nothing was applied.' },
	);
}
