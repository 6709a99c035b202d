import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { asText } from '../../shared/parameters';
import { nameOf } from '../employee/customFields';
import { kindName } from '../employee/leaves';
import { EVERYBODY } from '../employee/read';
import { connect, listed, pageOf, paths } from '../transport/client';

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

/** The custom fields of the company; those that share a slug are one. */
export async function getCustomFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const labels = new Map<string, Set<string>>();
	for await (const field of listed(await connect(this), paths.customFields)) {
		const name = nameOf(field);
		labels.set(name, (labels.get(name) ?? new Set()).add(asText(field.label_text)));
	}
	const options = [...labels].map(([value, named]) => {
		const name = [...named].filter(Boolean).join(', ');
		return { name: name === '' ? value : `${name} (${value})`, value };
	});
	return options.sort((a, b) => a.name.localeCompare(b.name));
}

/** The kinds of leaves of the company. */
export async function getLeaveKinds(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.leaveTypes, kindName);
}

/** The legal entities of the company. */
export async function getLegalEntities(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.legalEntities, 'legal_name');
}

/** The locations of the company. */
export async function getLocations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.locations, 'name');
}

/** The teams of the company. */
export async function getTeams(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, paths.teams, 'name');
}

async function optionsOf(
	context: ILoadOptionsFunctions,
	path: string,
	field: string | ((record: IDataObject) => string),
) {
	const options: INodePropertyOptions[] = [];
	for await (const record of listed(await connect(context), path)) {
		options.push({
			name: typeof field === 'string' ? asText(record[field]) : field(record),
			value: asText(record.id),
		});
	}
	return options.sort((a, b) => a.name.localeCompare(b.name));
}
