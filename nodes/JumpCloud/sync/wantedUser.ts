import type { CurrentUser, WantedUser } from './desired';
import { valueAt, wantedAfter } from './fieldChanges';
import type { Person } from './input';
import type { Link } from './match';

/** When the source decides about an attribute. */
export type AttributePolicy = 'keep' | 'ifEmpty' | 'onCreate';

export interface AttributeRule {
	/** as in `FieldChange` */
	field: string;
	policy: AttributePolicy;
}

/** The name of the field in which a user remembers the employee; none when there is no link. */
export function linkField(link: Link): string | undefined {
	if (link.kind === 'none') return undefined;
	return link.kind === 'employeeIdentifier' ? 'employeeIdentifier' : `attributes.${link.name}`;
}

/**
 * What the user of a person should be: email, names and link always, the other attributes as their
 * policies say. The manager is not among them.
 *
 * @param current nothing for a user who is yet to be created
 */
export function wantedUser(
	person: Person,
	{ link, attributes }: { link: Link; attributes: AttributeRule[] },
	current?: CurrentUser,
): WantedUser {
	const fields: Array<[string, string | undefined]> = [
		['email', person.email],
		// A name that the source has lost is no reason to take it from the user.
		['firstname', person.firstName || undefined],
		['lastname', person.lastName || undefined],
		...attributes.map(({ field, policy }, index): [string, string | undefined] => [
			field,
			applies(policy, field, current) ? person.attributes[index] : undefined,
		]),
	];
	const own = linkField(link);
	if (own) fields.push([own, person.employeeId]);
	const changes = fields.flatMap(([field, to]) =>
		to === undefined ? [] : [{ field, from: null, to }],
	);
	return wantedAfter(changes);
}

function applies(policy: AttributePolicy, field: string, current?: CurrentUser): boolean {
	if (!current || policy === 'keep') return true;
	return policy === 'ifEmpty' && valueAt(current, field) === null;
}
