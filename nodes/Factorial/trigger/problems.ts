import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { WebhookSubscription } from '../transport/subscriptions';
import { hostOf } from './address';
import type { Place } from './address';
import { eventName } from './events';
import type { EventType } from './events';
import type { Identity } from './memory';
import { isOfN8n, workflowNamedIn } from './ownership';
import type { Held } from './ownership';

/** Said where the workflow works, and yet may miss something. */
export const PERSONAL =
	"The Factorial credential is one person's, not the company's. Factorial may send only the events that this person may see, and none after they have left. Use a key made by a full admin, or connect the OAuth2 credential with 'Connect As: Company'.";

/**
 * Why a workflow cannot be published. n8n shows the message alone, without a description, so each
 * one says what happened and what to do.
 */
export const problems = {
	/** @param own the trigger that is refused: what another one of its n8n holds is the admin's own to free */
	foreign: (node: INode, foreign: Held[], own: Own) => {
		const near = foreign.filter(({ subscription }) => isNear(subscription, own));
		const far = foreign.filter((held) => !near.includes(held));
		return new NodeOperationError(node, [...nearby(near, own), ...elsewhere(far)].join(' '));
	},

	notNoted: (node: INode, held: Held) =>
		new NodeOperationError(
			node,
			`A test cannot borrow ${described(held)}: its address is too long to be noted, or holds blanks, so it could not be given back if n8n stopped meanwhile. Nothing was changed. Take the event out of 'Trigger On' for the test, or use pinned data.`,
		),

	hidden: (node: INode, events: EventType[]) =>
		new NodeOperationError(
			node,
			`Another integration holds ${events.map((event) => `'${eventName(event)}'`).join(', ')} in Factorial, and this credential cannot see which; it may be one that is switched off. Remove its webhook in Factorial, or take the event out of 'Trigger On'.`,
		),

	notKept: (node: INode, event: EventType) =>
		new NodeOperationError(
			node,
			`Factorial accepted the subscription for '${eventName(event)}' but did not keep it. Publish again; if that does not help, remove the event's webhook in Factorial first.`,
		),

	refused: (node: INode, event: EventType, said: string) =>
		new NodeOperationError(
			node,
			`Factorial refused the subscription for '${eventName(event)}'. It said: ${said || 'nothing'}`,
		),

	wrongEnvironment: (node: INode) =>
		new NodeOperationError(
			node,
			"Factorial knows no company for this credential: most likely it is the wrong environment. Choose the other 'Environment' (production or demo) in the Factorial credential.",
		),

	otherCompany: (node: INode, company: string, ids: string[]) =>
		new NodeOperationError(
			node,
			`The credential now leads to another company of Factorial, and the webhook subscriptions ${ids.join(', ')} of this workflow in the company ${company} can no longer be removed with it. Put the key of that company back and unpublish first; or remove them there and enter ${company} in 'Leave Company'.`,
		),

	/** @param why a part of a sentence */
	unreachable: (node: INode, host: string, why: string) =>
		new NodeOperationError(
			node,
			`Factorial cannot reach this n8n at ${host}, ${why}. Set N8N_WEBHOOK_URL (WEBHOOK_URL in n8n 1) to the public https address of n8n and start n8n again.`,
		),

	/** @param unreadable what cannot be a domain */
	domains: (node: INode, unreadable: string[]) =>
		new NodeOperationError(
			node,
			`'Work Email Domains' names something that is not a domain: ${unreadable.join(', ').slice(0, 80)}. Write domains such as example.com or *.example.com, separated by commas.`,
		),

	noEvent: (node: INode) =>
		new NodeOperationError(node, "Choose at least one event in 'Trigger On'."),
};

interface Own {
	identity: Identity;
	place: Place;
}

function isNear(subscription: WebhookSubscription, { identity, place }: Own): boolean {
	return isOfN8n(subscription, { instanceId: identity.instanceId, place });
}

/** What triggers of this n8n hold, by workflow: there is nobody to ask, and nothing to take over. */
function nearby(held: Held[], { identity }: Own): string[] {
	const nameOf = ({ subscription }: Held) => holderName(subscription, identity);
	return [...new Set(held.map(nameOf))].map((holder) => {
		const theirs = held.filter((one) => nameOf(one) === holder);
		return `Factorial already sends ${theirs.map(({ event }) => `'${eventName(event)}'`).join(', ')} to another receiver, ${holder}, and allows only one per event. Unpublish that one first (or let its test end), or take the event out of 'Trigger On' in one of the two. If it is gone, choose 'Take Over' in 'Existing Subscription' and enter ${hostsOf(theirs)} in 'Take Over From'.`;
	});
}

function holderName(subscription: WebhookSubscription, { workflow }: Identity): string {
	const { title, id } = workflowNamedIn(subscription);
	if (id !== '' && id === workflow.id) return 'another trigger of this workflow';
	const name = [title && ` '${title}'`, id && ` (ID ${id})`].join('');
	return name === '' ? 'another workflow of this n8n' : `the workflow${name} of this n8n`;
}

function elsewhere(held: Held[]): string[] {
	if (held.length === 0) return [];
	return [
		`Factorial already sends ${held.map(described).join(', ')} to another receiver and allows only one per event. To send them here instead, choose 'Take Over' in 'Existing Subscription' and enter ${hostsOf(held)} in 'Take Over From'; or remove the other subscription in Factorial.`,
	];
}

function described({ event, subscription }: Held): string {
	const isOff = subscription.enabled ? '' : ', switched off';
	return `'${eventName(event)}' (to ${hostOf(subscription.target_url)}${isOff})`;
}

function hostsOf(held: Held[]): string {
	return [...new Set(held.map(({ subscription }) => hostOf(subscription.target_url)))].join(', ');
}
