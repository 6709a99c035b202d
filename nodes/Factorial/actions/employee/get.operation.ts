import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { take } from '../../../shared/paging';
import { asText } from '../../../shared/values';
import type { Factorial } from '../../employee/directory';
import { itemsOf, readItemChoices } from '../../employee/include';
import { EVERYBODY, addressesOf, readEmployees } from '../../employee/read';
import { listed, paths } from '../../transport/client';
import { employeeField, itemFields, readEmployeeRef } from './fields';
import type { EmployeeRef } from './fields';

/**
 * The employees whom a locator means: none, one, or for an email several.
 *
 * Factorial may look for emails in one of the two fields only that can hold them. So whoever is not
 * found by it is looked for in the list of everybody, which is read once per run.
 */
async function findEmployees(
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
function described({ id, full_name: name }: IDataObject): string {
	return `${asText(name)} (${asText(id)})`;
}

export const get: Operation<Factorial> = {
	name: 'Get',
	action: 'Get employee',
	description: 'Retrieve an employee, with contract, teams and manager if wanted',
	fields: [employeeField, ...itemFields],
	async run({ context, api, item }) {
		const ref = readEmployeeRef(context, item);
		const found = await findEmployees(api, ref);
		const [employee, ...others] = found;
		const refuse = (message: string, description: string) =>
			new NodeOperationError(context.getNode(), message, { itemIndex: item, description });

		const what = ref.by === 'id' ? `the ID ${ref.value}` : `the email ${ref.value}`;
		if (!employee) {
			throw refuse(
				`Factorial has no employee with ${what}`,
				"Check 'Employee', and that the credential belongs to the right company.",
			);
		}
		if (others.length > 0) {
			throw refuse(
				`Several employees have ${what}: ${found.map(described).join(', ')}`,
				'Choose one of them by ID, or correct the email in Factorial.',
			);
		}
		return await itemsOf(api.directory, [employee], readItemChoices(context, item));
	},
};
