import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asText } from '../../shared/guards';
import { EVERYBODY } from '../employee/read';
import { connect } from '../transport/client';
import { pageOf } from '../transport/pages';
import { paths } from '../transport/paths';

/** One page of employees for the editor's list, by words of a name. */
export async function searchEmployees(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { items, next } = await pageOf(await connect(this), paths.employees, {
		...EVERYBODY,
		full_text_name: filter || undefined,
		after_id: paginationToken || undefined,
	});
	return {
		results: items.map((employee) => ({ name: labelOf(employee), value: asText(employee.id) })),
		paginationToken: next,
	};
}

function labelOf({ full_name: name, login_email, email, active, terminated_on }: IDataObject) {
	const address = asText(login_email) || asText(email);
	const left = active === false && `left ${asText(terminated_on)}`.trim();
	const notes = [address, left].filter(Boolean).join(', ');
	return `${asText(name)}${notes && ` (${notes})`}`;
}
