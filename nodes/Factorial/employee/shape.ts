import type { IDataObject } from 'n8n-workflow';

import { IDENTITY_FIELDS } from './fields';

export type Output = 'identity' | 'selected' | 'all';

export interface Shape {
	output: Output;
	/** for `selected` */
	fields: string[];
}

/** The careful choice where a value is not one of the known. */
export function outputOf(value: unknown): Output {
	return value === 'all' || value === 'selected' ? value : 'identity';
}

/** The part of an employee that may leave; the ID always does, so that the next node knows whom. */
export function shapedEmployee(employee: IDataObject, { output, fields }: Shape): IDataObject {
	if (output === 'all') return employee;
	return picked(employee, output === 'selected' ? ['id', ...fields] : IDENTITY_FIELDS);
}

/** A field that is not there stays away: it must not look as if it had been emptied. */
export function picked(record: IDataObject, fields: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(([field]) => fields.includes(field)),
	) as IDataObject;
}
