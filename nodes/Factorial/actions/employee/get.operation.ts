import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import { concerning } from '../../../shared/errors';
import { take } from '../../../shared/http';
import { showHint } from '../../../shared/operation';
import type { Operation, Run } from '../../../shared/operation';
import { asText, readCollection } from '../../../shared/parameters';
import { unclearHint } from '../../employee/customFields';
import type { Factorial } from '../../employee/directory';
import { picked } from '../../employee/fields';
import { endedHint, itemsOf, readItemChoices } from '../../employee/include';
import { EVERYBODY, addressesOf, comparable, readEmployees } from '../../employee/read';
import { listed, paths } from '../../transport/client';
import { employeeField, itemFields, readEmployeeRef } from './fields';
import type { EmployeeRef } from './fields';

/**
 * The employees whom a locator means: none, one, or for an email several.
 *
 * Factorial may look for emails in one of the two fields only that can hold them, and somebody who
 * was rehired has two records. So unless it finds somebody who works here, the list of everybody is
 * looked through, which is read once per run.
 */
async function findEmployees(
	{ http, directory }: Factorial,
	{ by, value }: EmployeeRef,
): Promise<IDataObject[]> {
	if (by === 'id') return [...(await readEmployees(http, [value])).values()];
	const query = { ...EVERYBODY, 'emails[]': [value] };
	const found = withAddress(await take(listed(http, paths.employees, query)), value);
	return found.some(worksHere) ? found : withAddress(await directory.everybody(), value);
}

function withAddress(employees: IDataObject[], email: string): IDataObject[] {
	return employees.filter((employee) => addressesOf(employee).includes(comparable(email)));
}

/**
 * Unless Factorial says that they do not, in whatever way it writes a no; where it says neither, a last day
 * that is over does. Of two in doubt none is taken.
 */
function worksHere({ active, terminated_on: lastDay }: IDataObject): boolean {
	const word = String(active ?? '')
		.trim()
		.toLowerCase();
	if (/^(false|no|0)$/.test(word)) return false;
	if (/^(true|yes|1)$/.test(word)) return true;
	const day = asText(lastDay).slice(0, 10);
	return !/^\d{4}-\d\d-\d\d$/.test(day) || day >= new Date().toISOString().slice(0, 10);
}

function lastToLeave(employees: IDataObject[]): IDataObject | undefined {
	const lastDay = (employee: IDataObject) => asText(employee.terminated_on);
	return employees.toSorted((a, b) => lastDay(a).localeCompare(lastDay(b))).at(-1);
}

/** Who somebody is, for messages. */
function described({ id, full_name: name }: IDataObject): string {
	return `${asText(name)} (${asText(id)})`;
}

const optionsField: INodeProperties = optionsOf([
	{
		displayName: 'If No Employee Is Found',
		name: 'ifNotFound',
		type: 'options',
		options: [
			{ name: 'Error', value: 'error', description: 'Fail the item' },
			{
				name: 'Skip',
				value: 'skip',
				description:
					"Give one item with the action 'skipped' and the reason 'employee_not_found', which later steps leave alone",
			},
		],
		default: 'error',
		description: 'What to do when Factorial does not know the employee',
	},
]);

/** The texts of an input item that say what happened, and to whom. */
function textsOf(input: IDataObject, fields: string[]): IDataObject {
	const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
	return picked(
		input,
		fields.filter((field) => isText(input[field])),
	);
}

const CHECK = "Check 'Employee', and that the credential belongs to the right company.";

export const get: Operation<Factorial> = {
	name: 'Get',
	action: 'Get employee',
	description: 'Retrieve an employee, with contract, teams and manager if wanted',
	fields: [employeeField, ...itemFields, optionsField],
	async run(run) {
		const input = run.context.getInputData()[run.item]?.json ?? {};
		// An earlier step has said why nothing is done about them; that reason is the one to keep.
		if (input.action === 'skipped') return input;
		if (asText(input.reread) !== '') return notRead(input);

		const ref = readEmployeeRef(run.context, run.item);
		try {
			return await read(run, ref, input);
		} catch (cause) {
			// The item of an event says by itself whom it is about, and so do the others beside it.
			const isOnlyHere = ref.by === 'id' && asText(input.event) === '';
			throw isOnlyHere ? concerning(cause, { employee_id: ref.value }) : cause;
		}
	},
};

/**
 * Somebody whom the trigger could not read: one who is not named cannot be looked for, and must not keep
 * the others of a delivery from being read.
 */
function notRead(input: IDataObject): IDataObject {
	const isMissing = input.reread === 'not_found';
	const why = asText(input.reread_error).replace(/[.\s]+$/, '');
	return {
		action: 'skipped',
		reason: isMissing ? 'employee_not_found' : 'not_read',
		message: isMissing
			? `Factorial did not know the employee of this event, so nothing is done about them. ${CHECK} If the record was deleted in Factorial, look after what the person still has by hand.`
			: `The employee of this event could not be read, so nothing is done about them${why && ` (${why})`}. The next event or comparison looks again.`,
		id: asText(input.id) || null,
		...textsOf(input, ['event', 'full_name', 'first_name', 'last_name']),
	};
}

async function read(
	{ context, api, item }: Run<Factorial>,
	ref: EmployeeRef,
	input: IDataObject,
): Promise<IDataObject | IDataObject[]> {
	const what = ref.by === 'id' ? `the ID ${ref.value}` : `the email ${ref.value}`;
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item, description });

	const choices = readItemChoices(context, item);
	const found = await findEmployees(api, ref);
	const [employee = lastToLeave(found), ...others] = found.filter(worksHere);
	if (others.length > 0) {
		throw refuse(
			`Several employees have ${what}: ${found.filter(worksHere).map(described).join(', ')}`,
			'All of them work here. Choose one by ID, or correct the email in Factorial.',
		);
	}
	if (!employee && readCollection(context, 'options', item).ifNotFound === 'skip') {
		return {
			action: 'skipped',
			reason: 'employee_not_found',
			message: `Factorial has no employee with ${what}, so nothing is done about them. ${CHECK} If the record was deleted in Factorial, look after what the person still has by hand.`,
			...(ref.by === 'id' ? { id: ref.value } : { id: null, email: ref.value }),
			...textsOf(input, ['event', 'full_name', 'first_name', 'last_name']),
		};
	}
	if (!employee) throw refuse(`Factorial has no employee with ${what}`, CHECK);
	const items = await itemsOf(api.directory, [employee], choices);
	showHint(context, endedHint(items));
	showHint(context, unclearHint(items));
	return items.map((one) => ({ ...textsOf(input, ['event']), ...one }));
}
