import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord } from '../../../shared/guards';
import { readCollection } from '../../../shared/parameters';

/** For an n8n that is reached at another address than it knows of itself. */
export const addressOption: INodeProperties = {
	displayName: 'Own Address',
	name: 'ownAddress',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com',
	description:
		'Where this n8n receives webhooks, if that is not what n8n itself says (N8N_WEBHOOK_URL, in n8n 1 WEBHOOK_URL)',
};

/**
 * The address below which this n8n receives webhooks, ending with a slash.
 *
 * An action has no webhook of its own. But n8n tells it where an execution could be resumed, which
 * is at the same place; the address of the editor may be another one.
 *
 * @throws NodeOperationError when the user's own address is none
 */
export function homeOf(context: IExecuteFunctions, item: number): string {
	const { $execution: execution } = context.getWorkflowDataProxy(item);
	const resumeUrl = isRecord(execution) ? asText(execution.resumeUrl) : '';
	const [withoutQuery = ''] = resumeUrl.split('?');
	const own = withoutQuery.split('/').slice(0, -2).join('/');

	const address = asText(readCollection(context, 'options', item).ownAddress) || own;
	if (URL.canParse(address)) return `${new URL(address).href.replace(/\/+$/, '')}/`;
	throw new NodeOperationError(
		context.getNode(),
		`'Own Address' is not an address: ${address.slice(0, 80)}`,
		{ itemIndex: item, description: 'Write it as https://n8n.example.com.' },
	);
}

/** Whether deliveries to an address arrive at this n8n. */
export function isAtHome(home: string, address: string | undefined): boolean {
	return address !== undefined && URL.canParse(address) && new URL(address).href.startsWith(home);
}
