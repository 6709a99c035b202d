import type { IDataObject } from 'n8n-workflow';

import type { PayloadKind } from './events';
import { CONTRACT_FIELDS, IDENTITY_FIELDS } from './employeeFields';

export type Output = 'identity' | 'selected' | 'all';

export interface Shape {
	output: Output;
	/** for `selected` */
	fields: string[];
}

/** The part of an employee that may leave; the ID always does, so that the next node knows whom. */
export function shapedEmployee(employee: IDataObject, { output, fields }: Shape): IDataObject {
	if (output === 'all') return employee;
	return picked(employee, output === 'selected' ? ['id', ...fields] : IDENTITY_FIELDS);
}

/** The part of what Factorial sent that may leave under its own key. */
export function shapedOriginal(
	original: IDataObject,
	kind: PayloadKind,
	{ output }: Shape,
): IDataObject {
	const isOpen = output === 'all' || kind === 'membership';
	return isOpen ? original : picked(original, CONTRACT_FIELDS);
}

/** A field that is not there stays away: it must not look as if it had been emptied. */
function picked(record: IDataObject, fields: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(([field]) => fields.includes(field)),
	) as IDataObject;
}
