import { SCALAR_FIELDS, changedFields } from './desired';
import type { CurrentUser, DeltaOptions, ScalarField, WantedUser } from './desired';
import { sameEmail } from './match';
import type { FieldChange } from './planned';

const SCALARS: ReadonlySet<string> = new Set(SCALAR_FIELDS);
const EMAILS: ReadonlySet<string> = new Set<ScalarField>(['email', 'alternateEmail']);

/** Whether a change is about an attribute of the user, not about state, groups or schedule. */
export function isAttribute(field: string): boolean {
	return SCALARS.has(field) || /^(attributes|phoneNumbers)\../.test(field);
}

/** The value behind the name of a field; null when there is none. */
export function valueAt(user: CurrentUser, field: string): string | null {
	const [list, ...rest] = field.split('.');
	const key = rest.join('.');
	const value =
		list === 'attributes'
			? user.attributes?.find(({ name }) => name === key)?.value
			: list === 'phoneNumbers'
				? user.phoneNumbers?.find(({ type }) => type === key)?.number
				: isScalar(field)
					? user[field]
					: undefined;
	return value?.trim() || null;
}

/** Whether two values of a field are the same for JumpCloud. */
export function isSameValue(field: string, one: unknown, other: unknown): boolean {
	const [a, b] = [one, other].map((value) => (typeof value === 'string' ? value.trim() : ''));
	if (a === undefined || b === undefined) return false;
	return a === b || (EMAILS.has(field) && sameEmail(a, b));
}

/** What has to change so that a user is as wanted, with what is there now. */
export function fieldChanges(
	current: CurrentUser,
	wanted: WantedUser,
	options: DeltaOptions = {},
): FieldChange[] {
	const { changed, body } = changedFields(current, wanted, options);
	return changed.map((field) => ({
		field,
		from: valueAt(current, field),
		to: valueAt(body, field),
	}));
}

/** The other way round: what a user should be so that the changes have been made. */
export function wantedAfter(changes: FieldChange[]): WantedUser {
	const wanted: WantedUser = {};
	for (const { field, to } of changes) {
		const value = typeof to === 'string' ? to : '';
		const key = field.slice(field.indexOf('.') + 1);
		if (isScalar(field)) wanted[field] = value;
		else if (field.startsWith('attributes.')) (wanted.attributes ??= []).push({ name: key, value });
		else if (field.startsWith('phoneNumbers.')) {
			(wanted.phoneNumbers ??= []).push({ type: key, number: value });
		}
	}
	return wanted;
}

function isScalar(field: string): field is ScalarField {
	return SCALARS.has(field);
}
