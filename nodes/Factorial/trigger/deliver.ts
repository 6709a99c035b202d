import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isRecord } from '../../shared/guards';
import { settle } from '../../shared/inOrder';
import { readEmployees } from '../employee/read';
import { connect } from '../transport/client';
import { choicesOf } from './choices';
import type { Choices } from './choices';
import type { EventType } from './events';
import { employeeIdOf, itemOf } from './item';
import { Memory } from './memory';
import { readPayload } from './payload';
import { verifiedEvent } from './verify';

/** Factorial waits for the answer; how long is not known, so reading the employee must be quick. */
const PATIENCE_MS = 10_000;

const RECEIVED = { received: true };

/**
 * One delivery: verified, read, and turned into items. Anything that does not come from Factorial is
 * turned away without an execution. What cannot be read now is answered 503, so that Factorial
 * delivers it again. Never throws: n8n would store a failed execution for whatever anybody sends.
 */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const headers = context.getHeaderData();
	const challenges = new Memory(context.getWorkflowStaticData('node')).challenges();
	const query: unknown = context.getQueryData();
	const hint = isRecord(query) ? query.event : undefined;
	const event = verifiedEvent(headers['x-factorial-wh-challenge'], challenges, hint);
	if (!event) return answer(context, 401, 'The challenge does not belong to this workflow');

	const { rawBody } = context.getRequestObject();
	const payloads = readPayload(context.getBodyData(), rawBody?.toString('utf8') ?? '');
	if (!payloads) return answer(context, 400, 'A record with an id was expected');

	const choices = choicesOf(context);
	if (!choices.events.includes(event) || payloads.length === 0) {
		return { webhookResponse: RECEIVED };
	}

	const items = await settle(itemsOf(context, choices, event, payloads));
	if (!items.ok) {
		context.logger.warn('An event of Factorial was put off: the employee could not be read', {
			event,
			reason: items.cause instanceof Error ? items.cause.message : 'unknown',
		});
		return answer(context, 503, 'The employee could not be read; deliver again');
	}
	const author = authorOf(headers);
	const workflowData = [items.value.map((item) => ({ json: { ...item, ...author } }))];
	// With an answer at the end of the workflow, n8n decides by the outcome.
	return choices.answersAtOnce ? { webhookResponse: RECEIVED, workflowData } : { workflowData };
}

async function itemsOf(
	context: IWebhookFunctions,
	choices: Choices,
	event: EventType,
	payloads: IDataObject[],
): Promise<IDataObject[]> {
	const ids = payloads.map((payload) => employeeIdOf(event, payload));
	const employees = choices.reread
		? await readEmployees(await connect(context, PATIENCE_MS), [...new Set(ids.filter(Boolean))])
		: new Map<string, IDataObject>();
	return payloads.map((payload, index) => {
		const employeeId = ids[index] ?? '';
		return itemOf({ event, payload, employeeId, employee: employees.get(employeeId) }, choices);
	});
}

/** Who did it, where Factorial says so. */
function authorOf(headers: Record<string, unknown>): IDataObject {
	const id = headers['x-factorial-author-id'];
	const type = headers['x-factorial-author-type'];
	return {
		...(typeof id === 'string' && { author_id: id }),
		...(typeof type === 'string' && { author_type: type }),
	};
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
