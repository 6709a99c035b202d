import type { Operation } from '../../../shared/operation';
import { take } from '../../../shared/paginate';
import { readLimit, resultFields } from '../../../shared/parameters';
import { itemsOf, readItemChoices } from '../../employee/enrich';
import { searchEmployees } from '../../employee/search';
import { asText } from '../../../shared/guards';
import type { Factorial } from '../../transport/session';
import { filtersField, readFilters } from './filters';
import { itemFields } from './itemFields';

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many employees',
	description: 'Retrieve employees, all or those that fit the filters',
	fields: [...resultFields, ...itemFields, filtersField],
	async run({ context, api: { http, directory }, item }) {
		const choices = readItemChoices(context, item);
		const search = searchEmployees(http, readFilters(context, item));
		const employees = await take(search, readLimit(context, item));
		// Most managers are among the people themselves.
		directory.people.learn(employees.map((employee) => [asText(employee.id), employee]));
		return await itemsOf(directory, employees, choices);
	},
};
