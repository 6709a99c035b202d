import { NodeOperationError } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import { saidBy } from '../../../shared/errors';
import type { Answer } from '../../../shared/http';
import type { Operation, Run } from '../../../shared/operation';
import { readChoice, readText } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import { isKeptForReports, reportsOf, deleteUser as sendDelete } from '../../transport/deletion';
import type { ReportsChoice } from '../../transport/deletion';
import type { User } from '../../transport/systemUser';
import { readUser } from '../../transport/users';
import { readManager } from './attributes';
import { userLocator } from '../pickers';
import { onUser, targetOptions, userField } from './target';

/** What becomes of the people whose manager is deleted. */
const reportsFields: INodeProperties[] = [
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

const REPORTS = ['refuse', 'clear', 'move'] as const;

/**
 * What becomes of the reports of a user who is about to be deleted.
 *
 * @throws NodeOperationError when they should move to somebody who does not exist, or to the very user
 */
async function readReports(
	{ context, api, item }: Run<JumpCloud>,
	userId: string,
): Promise<ReportsChoice> {
	const kind = readChoice(context, 'reports', item, 'If the User Manages Others', REPORTS);
	if (kind !== 'move') return { kind };

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

export const deleteUser: Operation<JumpCloud> = {
	name: 'Delete',
	action: 'Delete user',
	description: 'Delete a user for good, which cannot be undone; Suspend takes the access only',
	agents: 'never',
	fields: [
		userField,
		{
			displayName: 'Username or Email to Confirm',
			name: 'confirmation',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. nathan.smith',
			description:
				'Deleting cannot be undone. Enter the username or the email of the user once more: nobody is deleted unless it fits.',
		},
		...reportsFields,
		optionsOf(targetOptions),
	],
	run: async (run) =>
		await onUser(run, async (user) => {
			checkConfirmation(run, user);
			const reports = await readReports(run, user.id);
			if (reports.kind === 'refuse') await checkNoReports(run, user);
			const answer = await sendDelete(run.api, user.id, reports);
			if (isKeptForReports(answer)) throw refusal(run, user, answer);
			const { id, username, email } = user;
			return { action: 'deleted', deleted: true, id, username, email };
		}),
};

/** The second look before something that cannot be undone. */
function checkConfirmation({ context, item }: Run<JumpCloud>, { username, email }: User): void {
	const given = readText(context, 'confirmation', item);
	const accepted = [username, email].map((name) => name.toLowerCase());
	if (accepted.includes(given.toLowerCase())) return;
	throw new NodeOperationError(
		context.getNode(),
		`'Username or Email to Confirm' is ${given ? `'${given.slice(0, 80)}'` : 'empty'}, and the user is "${username}" (${email})`,
		{
			itemIndex: item,
			description: 'Nobody was deleted. Enter the username or the email of the user to delete.',
		},
	);
}

/** JumpCloud is said to refuse by itself; what it does to the others if it does not is unknown. */
async function checkNoReports({ context, api, item }: Run<JumpCloud>, user: User): Promise<void> {
	const reports = await reportsOf(api, user.id);
	if (reports.length === 0) return;
	const names = reports.slice(0, 5).map(({ username }) => username);
	const others = reports.length > names.length ? ', …' : '';
	throw new NodeOperationError(
		context.getNode(),
		`The user "${user.username}" is the manager of ${reports.length} other users: ${names.join(', ')}${others}`,
		{
			itemIndex: item,
			description: "Nobody was deleted. Choose another 'If the User Manages Others'.",
		},
	);
}

function refusal({ context, item }: Run<JumpCloud>, { username }: User, { body }: Answer) {
	const advice = "Most likely they manage others: choose another 'If the User Manages Others'.";
	const said = saidBy(body);
	return new NodeOperationError(
		context.getNode(),
		`JumpCloud does not delete the user "${username}"`,
		{ itemIndex: item, description: said ? `${advice} JumpCloud said: ${said}` : advice },
	);
}
