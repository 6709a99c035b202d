import { mergeEntries } from './entries';
import { sameEmail } from './match';

/**
 * The single-valued attributes that are kept in step. The username is not among them: it is made
 * once, and JumpCloud refuses to change it while the user is bound to anything.
 */
export const SCALAR_FIELDS = [
	'alternateEmail',
	'company',
	'costCenter',
	'department',
	'displayname',
	'email',
	'employeeIdentifier',
	'employeeType',
	'firstname',
	'jobTitle',
	'lastname',
	'location',
	'manager',
	'middlename',
] as const;

export type ScalarField = (typeof SCALAR_FIELDS)[number];

export interface CustomAttribute {
	name: string;
	value: string;
}

export interface PhoneNumber {
	type: string;
	number: string;
}

/** A user as JumpCloud returns them; further keys do no harm. */
export type CurrentUser = Partial<Record<ScalarField, string | null>> & {
	attributes?: CustomAttribute[] | null;
	phoneNumbers?: PhoneNumber[] | null;
};

/** What the user should be; a key that is missing or undefined is not managed. */
export type WantedUser = Partial<Record<ScalarField, string>> & {
	attributes?: CustomAttribute[];
	phoneNumbers?: PhoneNumber[];
};

/** Body of an update. Only the manager is cleared with null; the others with an empty string. */
export type UserUpdate = Partial<Record<Exclude<ScalarField, 'manager'>, string>> & {
	manager?: string | null;
	attributes?: CustomAttribute[];
	phoneNumbers?: PhoneNumber[];
};

export interface Delta {
	/** Names of what differs, sorted, such as `email` or `attributes.costUnit`. */
	changed: string[];
	body: UserUpdate;
}

export interface DeltaOptions {
	/** Empty wanted values empty the attribute; without it they leave it as it is. */
	clearEmpty?: boolean;
}

/** People are found by these two, so an empty value never clears them. */
const KEYS = new Set<ScalarField>(['email', 'employeeIdentifier']);
const EMAILS = new Set<ScalarField>(['email', 'alternateEmail']);

/**
 * What has to be sent to make a user as wanted, and nothing else; `changed` is empty when the user
 * is right already.
 *
 * JumpCloud replaces arrays whole, so `attributes` and `phoneNumbers` hold every entry of the user,
 * the unmanaged ones in their old order, as soon as one of them differs.
 */
export function changedFields(
	current: CurrentUser,
	wanted: WantedUser,
	{ clearEmpty = false }: DeltaOptions = {},
): Delta {
	const changed: string[] = [];
	const body: UserUpdate = {};

	for (const field of SCALAR_FIELDS) {
		const value = wanted[field]?.trim();
		if (value === undefined || isSame(field, current[field] ?? '', value)) continue;
		if (value === '' && (!clearEmpty || KEYS.has(field))) continue;
		changed.push(field);
		if (field === 'manager') body.manager = value || null;
		else body[field] = value;
	}

	const attributes = mergeEntries(
		(current.attributes ?? []).map(({ name, value }) => ({ key: name, value })),
		(wanted.attributes ?? []).map(({ name, value }) => ({ key: name, value })),
		clearEmpty,
	);
	if (attributes.changed.length > 0) {
		changed.push(...attributes.changed.map((name) => `attributes.${name}`));
		body.attributes = attributes.entries.map(({ key, value }) => ({ name: key, value }));
	}

	const phones = mergeEntries(
		(current.phoneNumbers ?? []).map(({ type, number }) => ({ key: type, value: number })),
		(wanted.phoneNumbers ?? []).map(({ type, number }) => ({ key: type, value: number })),
		clearEmpty,
	);
	if (phones.changed.length > 0) {
		changed.push(...phones.changed.map((type) => `phoneNumbers.${type}`));
		body.phoneNumbers = phones.entries.map(({ key, value }) => ({ type: key, number: value }));
	}

	return { changed: changed.sort(), body };
}

function isSame(field: ScalarField, current: string, wanted: string): boolean {
	return current.trim() === wanted || (EMAILS.has(field) && sameEmail(current, wanted));
}
