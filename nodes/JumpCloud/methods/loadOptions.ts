import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { isAutomated } from '../sync/groups';
import { connect } from '../transport/client';
import { allGroups } from '../transport/groups';

/** All user groups for the editor's list; those that JumpCloud computes are marked. */
export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const groups = await allGroups(await connect(this));
	return groups
		.toSorted((a, b) => a.name.localeCompare(b.name))
		.map((group) => ({
			name: group.name,
			value: group.id,
			description: isAutomated(group) ? 'Its members are computed by JumpCloud' : group.description,
		}));
}
