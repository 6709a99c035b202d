import { NodeOperationError } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { itemsOf, readItemChoices } from '../../employee/enrich';
import type { Factorial } from '../../transport/session';
import { employeeField, readEmployeeRef } from './employeeLocator';
import { described, findEmployees } from './findEmployee';
import { itemFields } from './itemFields';

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
