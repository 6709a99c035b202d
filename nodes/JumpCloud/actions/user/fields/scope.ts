import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readText } from '../../../../shared/parameters';
import { targetOptions, userField } from './target';

const displayOptions = { show: { of: ['user'] } };

/** Whether a *Get Many* gives everything, or what belongs to one user. */
export function scopeFields(displayName: string): INodeProperties[] {
	return [
		{
			displayName,
			name: 'of',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Of One User', value: 'user' },
			],
			default: 'all',
		},
		{ ...userField, displayOptions },
	];
}

/** How the one user is found. */
export const scopeOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: targetOptions,
	displayOptions,
};

export function isOfOneUser(context: IExecuteFunctions, item: number): boolean {
	return readText(context, 'of', item) === 'user';
}
