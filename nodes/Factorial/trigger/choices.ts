import type { IWebhookFunctions } from 'n8n-workflow';

import type { ItemChoices } from './item';
import type { Output } from './shape';
import { WORK_EMAIL_SOURCES } from './workEmail';

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
		workEmailSource:
			WORK_EMAIL_SOURCES.find((source) => source === read('workEmailSource', '')) ??
			WORK_EMAIL_SOURCES[0],
		answersAtOnce: read('acknowledge', 'onReceived') !== 'lastNode',
	};
}

function outputOf(value: unknown): Output {
	return value === 'all' || value === 'selected' ? value : 'identity';
}
