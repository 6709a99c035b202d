import type { IDataObject } from 'n8n-workflow';

import type { Query } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import { take } from '../../../shared/paginate';
import { readCollection, readLimit, readText, resultFields } from '../../../shared/parameters';
import { CONTRACT_FIELDS } from '../../employee/fields';
import { dayIn } from '../../employee/contract';
import { picked } from '../../employee/shape';
import { listed, listedFor } from '../../transport/pages';
import { paths } from '../../transport/paths';
import type { Factorial } from '../../transport/session';
import { readIds, readMoment } from '../values';
import { filtersField, outputField } from './fields';

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many contract versions',
	description: 'Retrieve versions of contracts: job titles and the days from which they apply',
	fields: [...resultFields, outputField, filtersField],
	async run({ context, api, item }) {
		const filters = readCollection(context, 'filters', item);
		const momentOf = (label: string, name: string) =>
			readMoment({ context, label, item }, filters[name]);
		const day = momentOf('Effective On or Before', 'effectiveOnOrBefore');
		const query: Query = {
			date: day && dayIn(context.getTimezone(), day),
			updated_at_gteq: momentOf('Updated Since', 'updatedSince')?.toISOString(),
			updated_at_lteq: momentOf('Updated Until', 'updatedUntil')?.toISOString(),
		};
		const ids = readIds({ context, label: 'Employee IDs', item }, filters.employees);
		const some = { filter: 'employee_ids[]', key: 'employee_id', ids };
		const versions =
			ids.length > 0
				? listedFor(api.http, paths.contractVersions, some, query)
				: listed(api.http, paths.contractVersions, query);
		const isOpen = readText(context, 'output', item) === 'all';
		const shaped = (version: IDataObject) => (isOpen ? version : picked(version, CONTRACT_FIELDS));
		return (await take(versions, readLimit(context, item))).map(shaped);
	},
};
