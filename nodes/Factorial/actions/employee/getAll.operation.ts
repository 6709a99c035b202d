import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { take } from '../../../shared/http';
import { showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import { readLimit, resultFields } from '../../../shared/filters';
import { asText } from '../../../shared/parameters';
import { isOfShortList, unclearHint } from '../../employee/customFields';
import type { Factorial } from '../../employee/directory';
import { endedHint, itemsOf, readAhead, readItemChoices } from '../../employee/include';
import { isForEverybody, searchEmployees } from '../../employee/read';
import { filtersField, itemFields, readFilters } from './fields';

const NOBODY: NodeExecutionHint = {
	message: "'Emails' is empty, so nobody was looked for. Remove the filter to get everybody.",
	type: 'warning',
	location: 'outputPane',
};

const NOT_WHOLE: NodeExecutionHint = {
	message:
		'Factorial has sent fewer people than it says it has, also when asked again, or did not say how many it has, or that its list has ended. The items say list_complete: false.',
	type: 'warning',
	location: 'outputPane',
};

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many employees',
	description: 'Retrieve employees, all or those that fit the filters',
	isList: true,
	fields: [...resultFields, ...itemFields, filtersField],
	async run({ context, api, item }) {
		const choices = readItemChoices(context, item);
		const { employees, isWhole } = await wanted(context, api, item, choices);
		// Most managers are among the people themselves.
		api.directory.people.learn(employees.map((employee) => [asText(employee.id), employee]));
		const items = await itemsOf(api.directory, employees, choices);
		showHint(context, endedHint(items));
		showHint(context, unclearHint(items));
		const isComplete = isWhole && !items.some(isOfShortList);
		const list = { list_complete: isComplete, list_count: items.length, list_id: randomUUID() };
		return items.map((one) => Object.assign(one, list));
	},
};

/** Who is asked for, and whether it is certain that this is the whole company. */
async function wanted(
	context: IExecuteFunctions,
	{ http, directory }: Factorial,
	item: number,
	choices: Parameters<typeof readAhead>[1],
): Promise<{ employees: IDataObject[]; isWhole: boolean }> {
	const filters = readFilters(context, item);
	const limit = readLimit(context, item);
	if (filters.emails?.length === 0) showHint(context, NOBODY);
	if (limit !== undefined || !isForEverybody(filters)) {
		const search = searchEmployees(http, filters, directory.everybody);
		return { employees: await take(search, limit), isWhole: false };
	}
	readAhead(directory, choices);
	const { records, isWhole } = await directory.company();
	if (!isWhole) showHint(context, NOT_WHOLE);
	return { employees: records, isWhole };
}
