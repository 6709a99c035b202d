import type { IDataObject } from 'n8n-workflow';

import { filtersOf } from '../../../shared/collections';
import { readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import { take, where } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import { asChoice } from '../../../shared/parameters';
import { momentIn } from '../../sync/schedule';
import type { ScheduledChange } from '../../sync/schedule';
import type { JumpCloud } from '../../transport/client';
import { scheduledChanges } from '../../transport/schedules';
import { isOfOneUser, onUser, scopeFields, scopeOptions } from '../user/target';

const STATES = ['ACTIVATED', 'SUSPENDED'] as const;

const filtersField = filtersOf([
	{
		displayName: 'State',
		name: 'state',
		type: 'options',
		options: [
			{ name: 'Activation', value: 'ACTIVATED' },
			{ name: 'Suspension', value: 'SUSPENDED' },
		],
		default: 'SUSPENDED',
		description: 'What is to happen to the user',
	},
]);

export const getAll: Operation<JumpCloud> = {
	name: 'Get Many',
	action: 'Get many scheduled changes',
	description: 'Retrieve activations and suspensions that are still to come',
	isList: true,
	fields: [...scopeFields('Changes'), ...resultFields, filtersField, scopeOptions],
	async run(run) {
		const { context, api, item } = run;
		const limit = readLimit(context, item);
		const filters = readFilterValues(context, item, filtersField);
		const state =
			'state' in filters ? asChoice(context, 'State', filters.state, STATES, item) : undefined;
		const isWanted = (change: ScheduledChange) => state === undefined || change.state === state;
		const list = async (userId?: string) =>
			await take(where(scheduledChanges(api, userId), isWanted), limit);
		if (!isOfOneUser(context, item, 'Changes')) return (await list()).map(asOutput);
		return await onUser(run, async ({ id, username, email }) =>
			(await list(id)).map((change) => ({ ...asOutput(change), username, email })),
		);
	},
};

function asOutput({ id, userId, state, word, at }: ScheduledChange): IDataObject {
	return { id, userId, state, ...(word !== undefined && { word }), at: momentIn(at) };
}
