import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { asText } from '../../shared/values';

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

/** What a credential allows. */
export interface Safety {
	isReadOnly: boolean;
	/** name or ID of the group whose members nobody changes; empty when there is none */
	protectedGroup: string;
	/** what users have to look for, to change that */
	credential: string;
}

/**
 * Credentials that were saved before there was a choice may write; whatever else is not known may not.
 *
 * @param credential as n8n gives it
 * @param name as users know it
 */
export function readSafety(
	{ access = 'readWrite', protectedGroup }: ICredentialDataDecryptedObject,
	name: string,
): Safety {
	return {
		isReadOnly: access !== 'readWrite',
		protectedGroup: asText(protectedGroup),
		credential: name,
	};
}

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
