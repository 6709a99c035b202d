import type { IHookFunctions } from 'n8n-workflow';

import { standingAlone } from '../../shared/errors';
import { settle } from '../../shared/inOrder';
import { settingOf } from './setting';
import { repair, setUp } from './settingUp';
import { takeDown } from './takingDown';

/**
 * Whether every chosen event has a good subscription of this trigger. Its own ones that were switched
 * off, changed or left with a test run are put right on the way; its own ones of events that are no
 * longer chosen are removed. Those of others are never touched here.
 *
 * @throws NodeApiError when Factorial cannot be asked or refuses; its message alone says what to do
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	return await aloud(async () => {
		const setting = await settingOf(context);
		// A test run remembers nothing yet, so nothing that is there can be its own.
		return !setting.isTest && (await repair(setting));
	});
}

/**
 * Subscribes to every chosen event, or to none. For a test run the subscriptions of the published
 * workflow are borrowed: Factorial allows only one per event.
 *
 * @throws NodeOperationError or NodeApiError whose message alone says what to do
 */
export async function subscribe(context: IHookFunctions): Promise<boolean> {
	return await aloud(async () => {
		await setUp(await settingOf(context));
		return true;
	});
}

/**
 * Removes what is this trigger's own and gives back what a test run has borrowed. What Factorial does
 * not let go of is logged. Never throws: n8n would then keep the webhook of an unpublished workflow.
 *
 * @returns whether nothing is left
 */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const outcome = await settle(settingOf(context).then(takeDown));
	if (outcome.ok) return outcome.value;
	context.logger.warn('The Factorial subscriptions of this workflow could not be removed', {
		reason: outcome.cause instanceof Error ? outcome.cause.message : 'unknown',
	});
	return false;
}

/** n8n shows the message alone of what goes wrong here. */
async function aloud(work: () => Promise<boolean>): Promise<boolean> {
	const outcome = await settle(work());
	if (outcome.ok) return outcome.value;
	throw standingAlone(outcome.cause);
}
