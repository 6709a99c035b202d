import type { Person } from './person';
import type { FieldChange } from './planned';
import { keyOf, linkField, sameEmail } from './users';
import type { DirectoryUser, Link, UserIndex } from './users';

/** One entry of an array that JumpCloud keeps by name or by type. */
export interface Entry {
	key: string;
	value: string;
}

interface MergedEntries {
	changed: string[];
	/** Every entry to send: the old ones in their order, then the new ones. */
	entries: Entry[];
}

/**
 * Puts the wanted entries among the current ones. Where the current ones hold a key twice the first
 * is the managed one, and where the wanted ones do the last counts.
 *
 * @param clearEmpty an empty wanted value removes the entry; without it the entry stays as it is
 * @param held gives what counts of the value of an entry
 */
function mergeEntries(
	current: Entry[],
	wanted: Entry[],
	clearEmpty: boolean,
	held = (value: string) => value.trim(),
): MergedEntries {
	const changed: string[] = [];
	let entries = current.map(({ key, value }) => ({ key, value }));

	for (const [key, value] of new Map(
		wanted.map((entry) => [entry.key.trim(), entry.value.trim()]),
	)) {
		const existing = entries.find((entry) => entry.key === key);
		if (key === '' || (value === '' && (!clearEmpty || !existing))) continue;
		if (value !== '' && held(existing?.value ?? '') === value) continue;

		changed.push(key);
		if (value === '') entries = entries.filter((entry) => entry.key !== key);
		else if (existing) existing.value = value;
		else entries.push({ key, value });
	}
	return { changed, entries };
}

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

type ScalarField = (typeof SCALAR_FIELDS)[number];

interface CustomAttribute {
	name: string;
	value: string;
}

interface PhoneNumber {
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

interface Delta {
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
const EMAILS: ReadonlySet<string> = new Set<ScalarField>(['email', 'alternateEmail']);
const SCALARS: ReadonlySet<string> = new Set(SCALAR_FIELDS);

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

	const named = ({ attributes: list }: Pick<CurrentUser, 'attributes'>) =>
		(list ?? []).map(({ name, value }) => ({ key: name, value }));
	const attributes = mergeEntries(named(current), named(wanted), clearEmpty, (value) => value);
	if (attributes.changed.length > 0) {
		changed.push(...attributes.changed.map((name) => `attributes.${name}`));
		body.attributes = attributes.entries.map(({ key, value }) => ({ name: key, value }));
	}

	const typed = ({ phoneNumbers: list }: Pick<CurrentUser, 'phoneNumbers'>) =>
		(list ?? []).map(({ type, number }) => ({ key: type, value: number }));
	const phones = mergeEntries(typed(current), typed(wanted), clearEmpty);
	if (phones.changed.length > 0) {
		changed.push(...phones.changed.map((type) => `phoneNumbers.${type}`));
		body.phoneNumbers = phones.entries.map(({ key, value }) => ({ type: key, number: value }));
	}
	return { changed: changed.sort(), body };
}

function isSame(field: ScalarField, current: string, wanted: string): boolean {
	if (current === wanted) return true;
	// A name may be joined in a way that nobody sees; the input is read without that.
	const held = isExact(field) ? current : current.replace(/[\u200C\u200D]/g, '').trim();
	return held === wanted || (EMAILS.has(field) && sameEmail(current, wanted));
}

/** Whether a change is about an attribute of the user, not about state, groups or schedule. */
export function isAttribute(field: string): boolean {
	return SCALARS.has(field) || /^(attributes|phoneNumbers)\../.test(field);
}

/** Whether blanks around a value count: of a link, which a search compares to the letter. */
function isExact(field: string): boolean {
	return field === 'employeeIdentifier' || field.startsWith('attributes.');
}

/** The value behind the name of a field, without blanks around it; null when there is none. */
export function valueAt(user: CurrentUser, field: string): string | null {
	return heldAt(user, field)?.trim() ?? null;
}

/** The same with the blanks, where they count. */
function heldAt(user: CurrentUser, field: string): string | null {
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
	return value && value.trim() !== '' ? (isExact(field) ? value : value.trim()) : null;
}

/** Whether a user is as a change wants them. */
export function isMade(user: CurrentUser, { field, to }: FieldChange): boolean {
	const now = heldAt(user, field);
	return isExact(field) ? now === (to || null) : isSameValue(field, now, to);
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
		from: heldAt(current, field),
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

/** When the source decides about an attribute. */
export type AttributePolicy = 'keep' | 'ifEmpty' | 'onCreate';

export interface AttributeRule {
	/** as in `FieldChange` */
	field: string;
	policy: AttributePolicy;
}

/**
 * What the user of a person should be: email, names and link always, the other attributes as their
 * policies say. The manager is not among them. The email of somebody who has left may be anybody's by
 * now, so it is not written.
 *
 * @param current nothing for a user who is yet to be created
 */
export function wantedUser(
	person: Pick<Person, 'employeeId' | 'email' | 'firstName' | 'lastName' | 'attributes'>,
	{
		link,
		attributes,
		hasLeft = false,
	}: { link: Link; attributes: AttributeRule[]; hasLeft?: boolean },
	current?: CurrentUser,
): WantedUser {
	const fields: Array<[string, string | undefined]> = [
		['email', hasLeft ? undefined : person.email],
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

/** Marks a manager who has no user before the plan is applied; what follows is how to find them. */
const PENDING = 'employee:';

/** Users by the employee ids and emails of the people whose they are; '' for those yet to be created. */
export type UsersOfPeople = ReadonlyMap<string, string>;

/** Whom a manager can be found among, apart from the directory as it is. */
export function usersOfPeople(
	people: ReadonlyArray<{ person: Person; userId: string; hasLeft: boolean }>,
): UsersOfPeople {
	const found = new Map<string, string>();
	for (const { person, userId, hasLeft } of people) {
		if (person.employeeId !== '') found.set(person.employeeId, userId);
		// The address of somebody who has left may be anybody's by now.
		if (!hasLeft) found.set(keyOf(person.email), userId);
	}
	return found;
}

/** What has to change in the manager of a user, or of one who is yet to be created. */
export function managerChange<U extends DirectoryUser & { manager?: string | null }>(
	{ manager, employeeId, email }: Pick<Person, 'manager' | 'employeeId' | 'email'>,
	user: U | undefined,
	directory: UserIndex<U>,
	known: UsersOfPeople,
): FieldChange[] {
	const isOwn = manager === employeeId || keyOf(manager) === keyOf(email);
	const to = isOwn ? undefined : managerValue(manager, directory, known);
	const from = user?.manager || null;
	if (to === undefined || to === from || to === user?.id) return [];
	return [{ field: 'manager', from, to }];
}

/**
 * What to write as manager: the id of the user, or for somebody whom the plan creates a word by which
 * they are found afterwards. Nothing when nobody fits, or more than one.
 */
function managerValue<U extends DirectoryUser>(
	manager: string,
	directory: UserIndex<U>,
	known: UsersOfPeople,
): string | undefined {
	if (manager === '') return undefined;
	const isEmail = manager.includes('@');
	const own = known.get(isEmail ? keyOf(manager) : manager);
	if (own !== undefined) return own || `${PENDING}${manager}`;
	const users = isEmail ? directory.withEmail(manager) : directory.linkedTo(manager);
	return users.length === 1 ? users[0]?.id : undefined;
}

/** By what a manager is found who had no user when the plan was made; undefined for an id. */
export function pendingManager(value: unknown): string | undefined {
	return typeof value === 'string' && value.startsWith(PENDING)
		? value.slice(PENDING.length)
		: undefined;
}
