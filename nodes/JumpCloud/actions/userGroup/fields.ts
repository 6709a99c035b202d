import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText } from '../../../shared/values';

/** Several groups, from a list or by what is known of them. */
export const groupsField: INodeProperties = {
	displayName: 'Group Names or IDs',
	name: 'groups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getGroups' },
	default: [],
	description:
		'An expression may give names as well, which must fit exactly. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/**
 * Names and IDs of groups as the item gives them: a list, or one of them as text. A list without
 * entries is an answer too.
 *
 * @returns undefined when there is no value
 */
export function readGroupNames(value: unknown): string[] | undefined {
	if (Array.isArray(value)) return value.map(asText).filter((entry) => entry !== '');
	const text = asText(value);
	return text === '' ? undefined : [text];
}

/** @throws NodeOperationError when the item has no value for the groups */
export function readGroups(context: IExecuteFunctions, item: number): string[] {
	const names = readGroupNames(context.getNodeParameter('groups', item));
	if (names) return names;
	throw new NodeOperationError(context.getNode(), "'Group Names or IDs' is empty", {
		itemIndex: item,
		description: 'Choose groups, or map a list that every item has; it may be without entries.',
	});
}
