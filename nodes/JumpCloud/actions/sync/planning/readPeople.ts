import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { itemValues } from '../../../../shared/parameters';
import { groupsFor } from '../../../sync/groups';
import type { GroupRule } from '../../../sync/groups';
import type { PersonInput } from '../../../sync/input';
import type { AttributeMapping } from '../fields/attributes';

/** The parameter behind each value of a person. */
const PARAMETERS = {
	employeeId: 'employeeId',
	email: 'email',
	firstName: 'firstname',
	lastName: 'lastname',
	active: 'active',
	lastDay: 'lastDay',
	firstDay: 'firstDay',
	manager: 'manager',
	username: 'username',
} as const satisfies Partial<Record<keyof PersonInput, string>>;

type Mapped = keyof typeof PARAMETERS;

/** The people of the input, as the node's mapping finds them in the items. */
export function readPeople(
	context: IExecuteFunctions,
	items: IDataObject[],
	attributes: AttributeMapping,
	groupRules: readonly GroupRule[],
): PersonInput[] {
	const mapped = (Object.keys(PARAMETERS) as Mapped[]).filter(
		(key) => key !== 'lastDay' || isMapped(context, PARAMETERS[key]),
	);
	const readers = mapped.map((key) => [key, itemValues(context, PARAMETERS[key], items)] as const);
	return items.map((item, index) => ({
		...(Object.fromEntries(readers.map(([key, read]) => [key, read(index)])) as Record<
			Mapped,
			unknown
		>),
		attributes: attributes.valuesOf(index),
		groups: groupsFor(item, groupRules),
	}));
}

/** An emptied field says that the source does not know, and nothing about anybody. */
function isMapped(context: IExecuteFunctions, parameter: string): boolean {
	return context.getNodeParameter(parameter, 0, '', { rawExpressions: true }) !== '';
}
