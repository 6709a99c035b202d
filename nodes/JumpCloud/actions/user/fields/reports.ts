import { NodeOperationError } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import type { Run } from '../../../../shared/operation';
import { readText } from '../../../../shared/parameters';
import type { JumpCloud } from '../../../transport/client';
import { readUser } from '../../../transport/users';
import type { ReportsChoice } from '../../../transport/users';
import { readManager } from './manager';
import { userLocator } from './userLocator';

/** What becomes of the people whose manager is deleted. */
export const reportsFields: INodeProperties[] = [
	{
		displayName: 'If the User Manages Others',
		name: 'reports',
		type: 'options',
		options: [
			{
				name: 'Clear Their Manager',
				value: 'clear',
				description: 'They are left without a manager',
			},
			{
				name: 'Move Them to Another Manager',
				value: 'move',
				description: 'They get the manager below',
			},
			{
				name: 'Stop With an Error',
				value: 'refuse',
				description: 'The user is not deleted',
			},
		],
		default: 'refuse',
		description: 'JumpCloud stores the manager with each of the people who report to them',
	},
	{
		...userLocator({
			displayName: 'New Manager',
			name: 'newManager',
			description: 'Everybody who reports to the deleted user reports to this one then',
			required: true,
		}),
		displayOptions: { show: { reports: ['move'] } },
	},
];

/**
 * What becomes of the reports of a user who is about to be deleted.
 *
 * @throws NodeOperationError when they should move to somebody who does not exist, or to the very user
 */
export async function readReports(
	{ context, api, item }: Run<JumpCloud>,
	userId: string,
): Promise<ReportsChoice> {
	const kind = readText(context, 'reports', item);
	if (kind === 'clear') return { kind };
	if (kind !== 'move') return { kind: 'refuse' };

	const locator = context.getNodeParameter('newManager', item);
	const manager = await readManager(context, api, locator, item, 'New Manager');
	// An ID is not looked up until here, and nobody checks it afterwards.
	const found = manager.kind === 'id' ? await readUser(api, manager.id) : undefined;
	if (found && found.id !== userId) return { kind, managerId: found.id };
	throw new NodeOperationError(
		context.getNode(),
		found ? "'New Manager' is the user to be deleted" : "'New Manager' fits no JumpCloud user",
		{ itemIndex: item, description: 'Choose another manager. Nobody was deleted.' },
	);
}
