import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../../shared/guards';
import { take } from '../../../shared/paginate';
import { EVERYBODY, readEmployees } from '../../employee/read';
import { addressesOf } from '../../employee/search';
import { listed } from '../../transport/pages';
import { paths } from '../../transport/paths';
import type { Factorial } from '../../transport/session';
import type { EmployeeRef } from './employeeLocator';

/**
 * The employees whom a locator means: none, one, or for an email several.
 *
 * Factorial may look for emails in one of the two fields only that can hold them. So whoever is not
 * found by it is looked for in the list of everybody, which is read once per run.
 */
export async function findEmployees(
	{ http, directory }: Factorial,
	{ by, value }: EmployeeRef,
): Promise<IDataObject[]> {
	if (by === 'id') return [...(await readEmployees(http, [value])).values()];
	const query = { ...EVERYBODY, 'emails[]': [value] };
	const found = withAddress(await take(listed(http, paths.employees, query)), value);
	return found.length > 0 ? found : withAddress(await directory.everybody(), value);
}

function withAddress(employees: IDataObject[], email: string): IDataObject[] {
	return employees.filter((employee) => addressesOf(employee).includes(email.toLowerCase()));
}

/** Who somebody is, for messages. */
export function described({ id, full_name: name }: IDataObject): string {
	return `${asText(name)} (${asText(id)})`;
}
