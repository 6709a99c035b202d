import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import type { WantedUser } from '../../sync/attributes';
import type { Link } from '../../sync/match';
import type { JumpCloud } from '../../transport/client';
import { readAttributes } from './fields/attributes';
import { readManager } from './fields/manager';
import type { Person } from './fields/person';

export interface Wanted {
	user: WantedUser;
	/** machine-readable, for the item that leaves */
	warnings: string[];
}

/**
 * What the user should be: name, email and link of the person, and the attributes that were added.
 *
 * @throws NodeOperationError when an attribute cannot be stored, or contradicts the link
 */
export async function readWanted(
	{ context, api, item }: Run<JumpCloud>,
	person: Person,
	link: Link,
	collection: IDataObject,
): Promise<Wanted> {
	const attributes = readAttributes(context, collection, item);
	const manager = await readManager(context, api, collection.manager, item);
	const own = withLink(person, link, attributes);
	if (!own) {
		throw new NodeOperationError(
			context.getNode(),
			"'Additional Fields' sets the value that holds the link to the employee to something else",
			{
				itemIndex: item,
				description: "Remove it there, or choose another 'Link to Employee'.",
			},
		);
	}
	return {
		user: {
			...own,
			email: person.email,
			firstname: person.firstName,
			lastname: person.lastName,
			...(manager.kind === 'id' && { manager: manager.id }),
		},
		warnings: manager.kind === 'missing' ? ['manager_not_found'] : [],
	};
}

/** The attributes with the link among them; nothing when they hold another value in its place. */
function withLink(person: Person, link: Link, wanted: WantedUser): WantedUser | undefined {
	const { employeeId } = person;
	if (link.kind === 'none') return wanted;
	if (link.kind === 'employeeIdentifier') {
		const other = wanted.employeeIdentifier;
		if (other && other !== employeeId) return undefined;
		return { ...wanted, employeeIdentifier: employeeId };
	}
	const others = wanted.attributes ?? [];
	if (others.some(({ name, value }) => name === link.name && value !== employeeId))
		return undefined;
	const rest = others.filter(({ name }) => name !== link.name);
	return { ...wanted, attributes: [...rest, { name: link.name, value: employeeId }] };
}
