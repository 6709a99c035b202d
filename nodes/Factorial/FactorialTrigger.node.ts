import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { authenticationField, credentialsOf } from '../shared/authentication';
import { SENSITIVE_FIELDS } from './employee/fields';
import { deliver } from './trigger/delivery';
import { triggerFields } from './trigger/fields';
import { isSubscribed, subscribe, unsubscribe } from './trigger/lifecycle';

export class FactorialTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Factorial Trigger',
		name: 'factorialTrigger',
		icon: { light: 'file:factorial.svg', dark: 'file:factorial.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].map((event) => event.split("/").slice(1).join(" ")).join(", ") }}',
		description: 'Starts the workflow when people join, change or leave in Factorial',
		eventTriggerDescription: 'Change something in Factorial, for example the name of an employee',
		activationMessage: 'From now on, Factorial sends the chosen events to this workflow.',
		builderHint: {
			searchHint:
				'An event only says whom to look at: set rereadEmployee to false and put the Factorial node with resource employee, operation get behind it, then compare with what is there, because Factorial announces a last day weeks before it comes. Events can be missing, so a comparison of everybody belongs beside it, every night. Where n8n cannot be reached from the internet, use the Factorial Polling Trigger instead.',
		},
		defaults: { name: 'Factorial Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		sensitiveOutputFields: SENSITIVE_FIELDS,
		credentials: credentialsOf('factorialApi', 'factorialOAuth2Api'),
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: '={{ $parameter["acknowledge"] }}',
				// Empty: our own answer is sent. 'noData': no person's data goes back to Factorial.
				responseData: '={{ $parameter["acknowledge"] === "lastNode" ? "noData" : "" }}',
			},
		],
		triggerPanel: {
			header: 'Receive one event from Factorial',
			executionsHelp: {
				active:
					'While you listen here, the chosen events come to this test instead of the published workflow. <a data-key="executions">See its executions</a>.',
				inactive: 'Publish the workflow to have every event start it.',
			},
		},
		properties: [authenticationField, ...triggerFields],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSubscribed(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await subscribe(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await deliver(this);
	}
}
