import type { INodeProperties } from 'n8n-workflow';

import type { ApiContext, Call } from '../../shared/http';
import { settle } from '../../shared/pool';
import { chooseGroups } from '../sync/groups';
import type { Group } from '../sync/groups';
import { open } from './client';
import type { JumpCloud, Safety } from './client';
import { allGroups, allMembers } from './groups';

/**
 * What holds for every workflow that uses a credential. No expressions: one that gives nothing would
 * switch the protection off without a word.
 */
export const safetyFields: INodeProperties[] = [
	{
		displayName: 'Access',
		name: 'access',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Read and Write',
				value: 'readWrite',
			},
			{
				name: 'Read Only',
				value: 'readOnly',
				description: 'Plan Changes and all other reading works; whatever would write is refused',
			},
		],
		default: 'readWrite',
		description:
			'What workflows may do with this credential, whoever started them. Read Only is the switch to pause everything.',
	},
	{
		displayName: 'Protected Group',
		name: 'protectedGroup',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. Protected From Automation',
		description:
			'The name of a JumpCloud user group, exactly as it stands there. No step with this credential changes its members, or who they are.',
	},
];

/** The credential does not let something be written; nothing of it was sent. */
export class Withheld extends Error {
	/**
	 * @param reason in a word, for workflows
	 * @param what is kept from being changed
	 */
	constructor(
		readonly reason: 'read_only' | 'protected' | 'protected_group',
		message: string,
		readonly description: string,
		readonly what: 'everything' | 'user' | 'group' = 'everything',
	) {
		super(message);
	}

	/** Both in one text, for an item. */
	get words(): string {
		return `${this.message}. ${this.description}`;
	}
}

/** The failure, where it counts for less than others; why something may not be written is thrown. */
export function unlessWithheld(cause: unknown): unknown {
	if (cause instanceof Withheld) throw cause;
	return cause;
}

export function readOnly({ credential }: Safety): Withheld {
	return new Withheld(
		'read_only',
		`The ${credential} credential is set to Read Only, so this was not written`,
		`Reading and Plan Changes work. To write again, set 'Access' in the credential to Read and Write.`,
	);
}

/** The group that a credential protects, and the ids of everybody in it. */
interface Guarded {
	group: Group;
	members: ReadonlySet<string>;
}

/**
 * The client for the credential of the node. Every request that writes passes here, whichever operation
 * sends it, and is held back where the credential says so. Who is protected is read once, before the
 * first write.
 *
 * @throws NodeOperationError when an address in the credential is not acceptable
 */
export async function connect(context: ApiContext): Promise<JumpCloud> {
	let reading: Promise<Guarded> | undefined;
	return await open(context, async (api, call) => {
		const { safety } = api;
		if (safety.isReadOnly) throw readOnly(safety);
		if (safety.protectedGroup === '') return;
		const started = reading ?? readGuarded(api);
		reading = started;
		// What broke for this item may work for the next one.
		started.catch(() => (reading = undefined));
		const why = heldBack(safety, call, await started);
		if (why) throw why;
	});
}

async function readGuarded(api: JumpCloud): Promise<Guarded> {
	const { safety } = api;
	const groups = await settle(allGroups(api));
	if (!groups.ok) throw notRead(safety, groups.cause);
	const group = protectedGroup(safety, groups.value);
	const members = await settle(allMembers(api, group.id));
	if (!members.ok) throw notRead(safety, members.cause);
	return { group, members: new Set(members.value) };
}

function notRead({ credential }: Safety, cause: unknown): Withheld {
	const { message, description } = cause as Error & { description?: unknown };
	const advice = typeof description === 'string' ? ` ${description}` : '';
	return new Withheld(
		'protected_group',
		'Who is in the protected group could not be read, so nothing is written',
		`The group is named in the ${credential} credential under 'Protected Group'. ${message.replace(/\.$/, '')}.${advice}`,
	);
}

/**
 * The group that the credential names.
 *
 * @throws Withheld when there is no such group, or several: nobody would be protected
 */
export function protectedGroup(
	{ protectedGroup: name, credential }: Safety,
	groups: Group[],
): Group {
	const [choice] = chooseGroups([name], groups);
	if (choice?.kind === 'group') return choice.group;
	throw new Withheld(
		'protected_group',
		`The protected group is not certain: ${choice?.message.replace(/\.$/, '') ?? 'what is entered names none'}`,
		`Correct 'Protected Group' in the ${credential} credential, or empty it if nobody is to be protected. Until then nothing is written.`,
	);
}

function heldBack({ credential }: Safety, { about }: Call, { group, members }: Guarded) {
	const advice = `It is named in the ${credential} credential under 'Protected Group'`;
	if (about === undefined) {
		return new Withheld('protected', 'It is not known whom this would change', advice);
	}
	if (about.includes(group.id)) {
		return new Withheld(
			'protected',
			`"${group.name}" is the protected group, and no step changes who is in it`,
			`${advice}; change its members in JumpCloud.`,
			'group',
		);
	}
	const kept = about.findIndex((id) => members.has(id));
	if (kept < 0) return undefined;
	const who = kept === 0 ? 'The user' : 'Somebody whom this would change as well';
	return new Withheld(
		'protected',
		`${who} is in the protected group "${group.name}", whose members no step changes`,
		`${advice}. Change the user in JumpCloud, or take them out of the group there.`,
		'user',
	);
}
