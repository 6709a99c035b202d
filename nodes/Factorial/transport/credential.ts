import type { INodeProperties } from 'n8n-workflow';

import { baseUrlOf } from '../../shared/credential';
import { FACTORIAL } from './client';

/**
 * Where the company is, and the version in which it is asked: fields of both credentials, so that
 * requests and deliveries of all nodes are of one version.
 *
 * @param what belongs to one of the environments only
 */
export const environmentFields = (what: string): INodeProperties[] => [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			{ name: 'Custom Address', value: 'custom' },
			{ name: 'Demo', value: 'demo' },
			{ name: 'Production', value: 'production' },
		],
		default: 'production',
		description: `Where the ${what} was created`,
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://api.factorialhr.com',
		description: 'Address of the API without /api; https, or http on this machine only',
		displayOptions: { show: { environment: ['custom'] } },
	},
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		options: [
			{ name: '2026-07-01', value: '2026-07-01', description: 'Until about July 2027' },
			{ name: '2026-10-01', value: '2026-10-01', description: 'Until about October 2027' },
		],
		default: '2026-07-01',
		description:
			'For requests and deliveries. Factorial keeps a version for about a year. After a change, publish the workflows that begin with a Factorial Trigger again.',
	},
];

/**
 * The address of a credential in an expression.
 *
 * @param self how the expression calls the credential: `$self`, or `$credentials` in its test
 */
export const hostIn = (self?: '$credentials') => baseUrlOf(FACTORIAL, self);
