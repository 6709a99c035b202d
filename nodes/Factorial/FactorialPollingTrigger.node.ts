import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { authenticationField, credentialsOf } from '../shared/authentication';
import { SENSITIVE_FIELDS } from './employee/fields';
import { pollingFields } from './trigger/fields';
import { changedPeople } from './trigger/polling';

/**
 * Beside the trigger that receives events, not a choice within it: n8n shows a node either as one
 * that listens or as one that asks, and would ask on behalf of both.
 */
export class FactorialPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Factorial Polling Trigger',
		name: 'factorialPollingTrigger',
		icon: { light: 'file:factorial.svg', dark: 'file:factorial.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'employee changed',
		description:
			'Asks Factorial whose record has changed, for an n8n that cannot be reached from the internet',
		builderHint: {
			searchHint:
				'Gives the people whose record has changed since the last look; read the employee again behind it when more than the record itself is needed, such as the contract.',
		},
		activationMessage:
			'From now on, n8n asks Factorial at the chosen times whose record has changed.',
		defaults: { name: 'Factorial Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		sensitiveOutputFields: SENSITIVE_FIELDS,
		credentials: credentialsOf('factorialApi', 'factorialOAuth2Api'),
		properties: [authenticationField, ...pollingFields],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await changedPeople(this);
	}
}
