import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { dayIn } from './contract';
import type { Directory } from './directory';
import { includesOf, joinAll } from './include';
import type { Include } from './include';
import { outputOf, shapedEmployee } from './shape';
import type { Shape } from './shape';
import { workEmail, workEmailSourceOf } from './workEmail';
import type { WorkEmailSource } from './workEmail';

export interface ItemChoices extends Shape {
	include: Include[];
	workEmailSource: WorkEmailSource;
	/** YYYY-MM-DD in the zone of the workflow */
	today: string;
}

/** What the user chose for the items of employees. */
export function readItemChoices(context: IExecuteFunctions, item: number): ItemChoices {
	const read = (name: string): unknown => context.getNodeParameter(name, item, null);
	return {
		output: outputOf(read('output')),
		fields: [read('fields') ?? []].flat().map(String),
		include: includesOf(read('include')),
		workEmailSource: workEmailSourceOf(read('workEmailSource')),
		today: dayIn(context.getTimezone(), new Date()),
	};
}

/** The items of employees: their own fields flat, with what was chosen to be added. */
export async function itemsOf(
	directory: Directory,
	employees: IDataObject[],
	choices: ItemChoices,
): Promise<IDataObject[]> {
	if (employees.length === 0) return [];
	const { include, workEmailSource, today } = choices;
	const added = await joinAll(include, { directory, employees, today, workEmailSource });
	return employees.map((employee) => ({
		...shapedEmployee(employee, choices),
		work_email: workEmail(employee, workEmailSource),
		...added(employee),
	}));
}
