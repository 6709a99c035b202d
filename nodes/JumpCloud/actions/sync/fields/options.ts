import type { INodeProperties } from 'n8n-workflow';

import { byLabel } from '../../../../shared/parameters';
import { clearEmptyOption } from '../../user/fields/provision';
import { usernameOptions } from '../../user/fields/username';

/** What else can be said about a plan. */
export const planOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: byLabel([
		{
			displayName: 'Add a Summary',
			name: 'summaryItem',
			type: 'boolean',
			default: false,
			description: 'Whether a last item with the action summary tells how many of what there are',
		},
		clearEmptyOption,
		{
			displayName: 'Include Unchanged',
			name: 'includeUnchanged',
			type: 'boolean',
			default: false,
			description:
				'Whether people about whom nothing has to be done leave as well, with the action noop',
		},
		...usernameOptions,
	]),
};
