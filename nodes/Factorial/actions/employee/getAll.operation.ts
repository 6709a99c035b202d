import type { NodeExecutionHint } from 'n8n-workflow';

import { take } from '../../../shared/http';
import { showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import { asText, readLimit, resultFields } from '../../../shared/parameters';
import type { Factorial } from '../../employee/directory';
import { itemsOf, readItemChoices } from '../../employee/include';
import { searchEmployees } from '../../employee/read';
import { filtersField, itemFields, readFilters } from './fields';

const NOBODY: NodeExecutionHint = {
	message: "'Emails' is empty, so nobody was looked for. Remove the filter to get everybody.",
	type: 'warning',
	location: 'outputPane',
};

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many employees',
	description: 'Retrieve employees, all or those that fit the filters',
	fields: [...resultFields, ...itemFields, filtersField],
	async run({ context, api: { http, directory }, item }) {
		const choices = readItemChoices(context, item);
		const filters = readFilters(context, item);
		if (filters.emails?.length === 0) showHint(context, NOBODY);
		const search = searchEmployees(http, filters, directory.everybody);
		const employees = await take(search, readLimit(context, item));
		// Most managers are among the people themselves.
		directory.people.learn(employees.map((employee) => [asText(employee.id), employee]));
		return await itemsOf(directory, employees, choices);
	},
};
