import { filtersOf, optionsOf } from '../../../shared/collections';
import { readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import type { Operation } from '../../../shared/operation';
import { asChoice } from '../../../shared/parameters';
import type { Factorial } from '../../employee/directory';
import { Subscriptions } from '../../transport/subscriptions';
import { addressOption, described, readN8n } from './verdict';

const filtersField = filtersOf([
	{
		displayName: 'State',
		name: 'state',
		type: 'options',
		options: [
			{ name: 'Switched Off', value: 'disabled' },
			{ name: 'Switched On', value: 'enabled' },
		],
		default: 'disabled',
		description: 'Whether events are delivered; Factorial switches off what failed too often',
	},
	{
		displayName: 'Whose',
		name: 'whose',
		type: 'options',
		options: [
			{ name: 'Others', value: 'others' },
			{
				name: 'Own',
				value: 'this_n8n',
				description: 'Those that triggers of this n8n have made',
			},
		],
		default: 'this_n8n',
		description: 'Who gets the events',
	},
]);

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many webhook subscriptions',
	description: 'Retrieve who gets events from Factorial, of this n8n and of others',
	isList: true,
	fields: [...resultFields, filtersField, optionsOf([addressOption])],
	async run({ context, api, item }) {
		const filters = readFilterValues(context, item, filtersField);
		const chosen = <T extends string>(name: string, label: string, choices: readonly T[]) =>
			name in filters ? asChoice(context, label, filters[name], choices, item) : undefined;
		const state = chosen('state', 'State', ['enabled', 'disabled']);
		const whose = chosen('whose', 'Whose', ['this_n8n', 'others']);
		const limit = readLimit(context, item);
		const n8n = readN8n(context, item, api.http.baseUrl);
		const subscriptions = await new Subscriptions(api.http).list();
		return subscriptions
			.filter(({ enabled }) => state === undefined || enabled === (state === 'enabled'))
			.map((subscription) => described(subscription, n8n))
			.filter((one) => whose === undefined || one.whose === whose)
			.slice(0, limit);
	},
};
