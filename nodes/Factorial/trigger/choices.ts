import type { IWebhookFunctions } from 'n8n-workflow';

import { outputOf } from '../employee/shape';
import { workEmailSourceOf } from '../employee/workEmail';
import type { ItemChoices } from './item';

export interface Choices extends ItemChoices {
	events: unknown[];
	/** Factorial gets its answer before the workflow runs */
	answersAtOnce: boolean;
}

/** What the user chose for deliveries; the careful choice where a value is not one of the known. */
export function choicesOf(context: IWebhookFunctions): Choices {
	const read = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(name, fallback);
	return {
		events: [read('events', [])].flat(),
		reread: read('rereadEmployee', true) !== false,
		output: outputOf(read('output', 'identity')),
		fields: [read('fields', [])].flat().map(String),
		workEmailSource: workEmailSourceOf(read('workEmailSource', '')),
		answersAtOnce: read('acknowledge', 'onReceived') !== 'lastNode',
	};
}
