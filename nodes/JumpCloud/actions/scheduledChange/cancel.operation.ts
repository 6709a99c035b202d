import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { readText } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import { cancelScheduledChange } from '../../transport/schedules';
import { unlessProtected } from '../user/result';

export const cancel: Operation<JumpCloud> = {
	name: 'Cancel',
	action: 'Cancel scheduled change',
	description: 'Take back an activation or suspension that is still to come',
	agents: 'ifAllowed',
	fields: [
		{
			displayName: 'Change ID',
			name: 'changeId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 64f0c0ffee000000000000c1',
			description:
				'As Get Many gives it, or as a step that schedules gives it; one that is gone already is no failure',
		},
	],
	async run({ context, api, item }) {
		const id = readText(context, 'changeId', item);
		if (id === '') {
			throw new NodeOperationError(context.getNode(), "'Change ID' is empty", {
				itemIndex: item,
				description: 'Map the ID of a scheduled change that every item has.',
			});
		}
		return await unlessProtected({ id }, cancelled(api, id));
	},
};

async function cancelled(api: JumpCloud, id: string): Promise<IDataObject> {
	const changed = await cancelScheduledChange(api, { id });
	return { action: changed ? 'cancelled' : 'unchanged', changed, id };
}
