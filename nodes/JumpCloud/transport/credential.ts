import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { baseUrlOf, secureUrl, testOf } from '../../shared/credential';
import { JUMPCLOUD, JUMPCLOUD_TOKENS } from './client';
import { safetyFields } from './safety';

const LOGIN = 'JumpCloud sent the request to its login page';

/** Where the organization is: the first fields of both credentials. */
export const regionFields: INodeProperties[] = [
	{
		displayName: 'Region',
		name: 'region',
		type: 'options',
		options: [
			{ name: 'Custom Address', value: 'custom' },
			{ name: 'Europe', value: 'eu' },
			{ name: 'India', value: 'in' },
			{ name: 'United States (Standard)', value: 'us' },
		],
		default: 'us',
		description:
			'Where your JumpCloud organization lives: the address of your Admin Portal shows it (console.jumpcloud.com, console.eu.jumpcloud.com or console.in.jumpcloud.com). A key or secret works in its own region only.',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://console.jumpcloud.com',
		description: 'Address of the console without /api; https, or http on this machine only',
		displayOptions: { show: { region: ['custom'] } },
	},
];

/** Fields at the end of both credentials. */
export const commonFields: INodeProperties[] = [
	{
		displayName: 'Organization ID',
		name: 'organizationId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 64f0c0ffee000000000000aa',
		description:
			'Only for admins of several organizations (Multi-Tenant Portal): the organization to work on. Leave empty otherwise.',
	},
	...safetyFields,
];

/** An expression for where tokens come from: an address of one's own, or that of the region. */
export const tokenUrl = secureUrl(
	`($self["issuerUrl"] ?? "").trim() || ${baseUrlOf(JUMPCLOUD_TOKENS)} + "/oauth2/token"`,
);

/**
 * Reads one user with a credential.
 *
 * @param texts what a status means for this kind of credential
 * @param login what to do where JumpCloud leads to its login page
 */
export function readingTest(
	texts: Readonly<Record<number, string>>,
	login: string,
): ICredentialTestRequest {
	const elsewhere = [301, 302, 303, 307].map((status) => [status, `${LOGIN}: ${login}`] as const);
	return testOf(
		'JumpCloud',
		{
			baseURL: secureUrl(baseUrlOf(JUMPCLOUD, '$credentials')),
			url: '/api/systemusers?limit=1&fields=_id',
		},
		{
			...Object.fromEntries(elsewhere),
			404: 'JumpCloud does not know this organization, or is not at this address: check the organization ID, the region and the base URL',
			...texts,
		},
		{
			key: 'results',
			message:
				'The address answered with something else than users: check the region or the base URL',
		},
	);
}
