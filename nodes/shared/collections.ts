import type { INodeProperties } from 'n8n-workflow';

import { byLabel } from './parameters';

/** The collection of the filters of a *Get Many*. */
export function filtersOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}

/** The collection of what can be added to an operation, in the order of the labels. */
export function optionsOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: byLabel(options),
	};
}
