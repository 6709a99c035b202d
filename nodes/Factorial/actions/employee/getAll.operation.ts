import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { take } from '../../../shared/http';
import { showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import { asText, readLimit, resultFields } from '../../../shared/parameters';
import type { Directory, Factorial } from '../../employee/directory';
import { endedHint, itemsOf, readItemChoices } from '../../employee/include';
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
		const limit = readLimit(context, item);
		const isForNobody = filters.emails?.length === 0;
		if (isForNobody) showHint(context, NOBODY);
		countRepetition(context, directory, item, isForNobody ? undefined : { filters, limit });
		const search = searchEmployees(http, filters, directory.everybody);
		const employees = await take(search, limit);
		// Most managers are among the people themselves.
		directory.people.learn(employees.map((employee) => [asText(employee.id), employee]));
		const items = await itemsOf(directory, employees, choices);
		showHint(context, endedHint(items));
		return items;
	},
};

/**
 * Once per input item is n8n's way; for a list that does not depend on the item it is hardly meant.
 *
 * @param search what this item looks for; nothing where nobody is asked for
 */
function countRepetition(
	context: IExecuteFunctions,
	{ searches }: Directory,
	item: number,
	search?: unknown,
): void {
	const key = JSON.stringify(search);
	if (search !== undefined) searches.set(key, (searches.get(key) ?? 0) + 1);
	// Items begin in their order, so the last one knows of all others.
	const count = context.getInputData().length;
	const times = Math.max(0, ...searches.values());
	if (item < count - 1 || times < 2) return;
	showHint(context, {
		message: `${times} of the ${count} input items ask for the same people, so the same list is given ${times} times. To have it once, switch on 'Execute Once' in the Settings of this step.`,
		type: 'warning',
		location: 'outputPane',
	});
}
