import type { Identity, Skip } from './conflicts';
import { readDay } from './days';
import type { Day, LastDay } from './days';
import { asItLooks, isAddress, isCalculatedId, isLost, isLostId, isLostName } from './users';
import type { GroupWish, Link } from './users';

const LONGEST_EMAIL = 1024;
const LONGEST_EMPLOYEE_IDENTIFIER = 256;
const LONGEST_ATTRIBUTE_VALUE = 1024;

const LONGEST_SHOWN = 80;

const YES = new Set([
	...['true', 'yes', 'y', '1', 'on', 'active', 'enabled', 'employed', 'current'],
	...['sí', 'si', 's', 'oui', 'ja', 'activo', 'activa', 'actif', 'aktiv'],
]);
const NO = new Set([
	...['false', 'no', 'n', '0', 'off', 'inactive', 'disabled', 'terminated', 'left', 'former'],
	...['leaver', 'departed', 'dismissed', 'resigned', 'ex-employee'],
	...['non', 'nein', 'inactivo', 'inactiva', 'inactif', 'inaktiv', 'baja'],
]);

/** A text as it looks; see {@link asItLooks}. */
export function readText(value: unknown): string {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	if (typeof value === 'bigint') return String(value);
	return typeof value === 'string' ? asItLooks(value) : '';
}

/** An email as it looks, in letters of plain width; blanks inside stay: it must not pass for another one. */
export function readEmail(value: unknown): string {
	return typeof value === 'string' ? readText(value.normalize('NFKC')) : '';
}

/** A name is written in letters: a number, a yes, or a word for no value in its place is none. */
export function readName(value: unknown): string {
	const name = typeof value === 'string' ? readText(value) : '';
	return isLostName(name) ? '' : name;
}

/**
 * An id as text. Nothing where it is no id: a number beyond 2^53 has lost its last digits before it
 * came here, a fraction or a list was never one.
 */
export function readId(
	value: unknown,
): string | Skip<'unsafe_employee_id' | 'invalid_employee_id'> {
	if (typeof value === 'number' && (!Number.isInteger(value) || isRounded(value)))
		return unsafeId();
	if (value === null || value === undefined) return '';
	if (typeof value === 'object' || typeof value === 'boolean') return invalidId();
	const id = readText(value);
	if (isCalculatedId(id)) return unsafeId();
	return id !== '' && isLostId(id) ? invalidId() : id;
}

const unsafeId = (): Skip<'unsafe_employee_id'> => ({
	reason: 'unsafe_employee_id',
	message:
		'The employee ID is a number that was not kept exactly, or that something has calculated with, so it is not certain who is meant. Pass IDs as text.',
});

const invalidId = (): Skip<'invalid_employee_id'> => ({
	reason: 'invalid_employee_id',
	message:
		'The employee ID is not a single value, or it is a word or a number for no value, such as TBD or 0, so it is not certain who is meant. Map the ID alone, and enter it where it is missing.',
});

function isRounded(value: number): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** Yes, no, nothing said, or something that is neither. */
export function readYesNo(value: unknown): boolean | 'empty' | 'unknown' {
	if (typeof value === 'boolean') return value;
	if (value === null || value === undefined) return 'empty';
	const word = readText(value).toLowerCase();
	if (word === '') return typeof value === 'string' ? 'empty' : 'unknown';
	if (YES.has(word)) return true;
	return NO.has(word) ? false : 'unknown';
}

/** What an attribute should hold; nothing where the input has no value that an attribute can hold. */
export function readAttribute(value: unknown): string | undefined {
	if (typeof value === 'boolean') return String(value);
	if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
	// A number beyond 2^53 has lost its last digits, and an infinite one was never written.
	if (typeof value === 'number' && (!Number.isFinite(value) || isRounded(value))) return undefined;
	const text = readText(value);
	return isLost(text) ? undefined : text;
}

/** Somebody whom a plan leaves alone, though they are there. */
export interface NotInScope {
	/** `unclear`: what decides about it cannot be read, which is no reason to do anything either */
	kind: 'out' | 'unclear';
	message: string;
}

/** A person as an input item describes them: anything can be missing, or something else. */
export interface PersonInput {
	employeeId: unknown;
	email: unknown;
	/** why the source gives no email, in its own word */
	noEmail?: unknown;
	firstName: unknown;
	lastName: unknown;
	active: unknown;
	lastDay: unknown;
	firstDay: unknown;
	/** the manager's employee id, or email */
	manager: unknown;
	/** for the username rule *Given* */
	username: unknown;
	/** in the order of the attribute rules; undefined leaves the attribute alone */
	attributes: unknown[];
	groups: GroupWish;
	/** only known: nothing is planned for them, but they may be whom a user belongs to */
	witness?: unknown;
	/** when the source has changed them last: by it, a mass of single events is seen */
	changedAt?: unknown;
	/** whether the list that they come from is the whole company */
	listComplete?: unknown;
	/** how many people that list had when it was read */
	listCount?: unknown;
	/** which list it is, where several are read as one */
	listId?: unknown;
	/** why the person is not in the scope of the plan; nothing where they are */
	scope?: NotInScope;
	/** a step before has left this person alone already, and says why */
	skipped?: Skip<string>;
}

/** What is wrong with the values of a person. */
interface Problem extends Skip<string> {
	/**
	 * `everything`: it is not certain who is meant or when, so nothing is done; `writing`: no user can
	 * be made or changed, but whoever is linked can still lose the access
	 */
	stops: 'everything' | 'writing';
}

/** What the input holds in place of a name, or of an attribute by its place. */
interface Lost {
	at: 'firstname' | 'lastname' | number;
	text: string;
}

/** A person whose values have been read. */
export interface Person extends Identity {
	/** whether the source says that they work here; `undefined` where it says nothing */
	active: boolean | undefined;
	lastDay?: LastDay;
	/** the input says whether there is a last day; it may have left that out */
	knowsLastDay: boolean;
	firstDay?: Day;
	/** what the input says of the first day, where it does not hold one */
	noFirstDay?: 'empty' | 'unreadable' | 'unknown';
	manager: string;
	username: string;
	attributes: Array<string | undefined>;
	/** where that is not empty, and no value either */
	lost?: Lost[];
	groups: PersonInput['groups'];
	isWitness: boolean;
	scope?: NotInScope;
	problem?: Problem;
	/** what somebody has to look at although the values are right; no user is made meanwhile */
	notice?: Skip<'contract_ended'>;
	/** whether they are on leave today; only where the plan goes by it */
	leave?: 'on' | 'off' | 'unsaid' | 'unclear';
	/** when that leave is over, where it is known */
	leaveEnds?: Date;
}

interface ReadingRules {
	link: Link;
	suspensionTime: string;
	activationTime: string;
	/** IANA name */
	timeZone: string;
	/** whether a first day that cannot be read is a problem */
	needsFirstDay: boolean;
	/** whether somebody whose email is said to be empty may still get a user */
	mayLackEmail?: boolean;
}

/** Reads one person, and says what is wrong with them instead of refusing. */
export function readPerson(input: PersonInput, rules: ReadingRules): Person {
	const { link, timeZone } = rules;
	const employeeId = readId(input.employeeId);
	const manager = readId(input.manager);
	const active = readYesNo(input.active);
	const lastDay = readDate(input.lastDay, rules.suspensionTime, timeZone);
	const firstDay = readDate(input.firstDay, rules.activationTime, timeZone);
	const person = {
		employeeId: typeof employeeId === 'string' ? employeeId : '',
		email: readEmail(input.email),
		firstName: readName(input.firstName),
		lastName: readName(input.lastName),
	};
	const attributes = input.attributes.map(readAttribute);
	const lost: Lost[] = [
		...lostAt('firstname', input.firstName, person.firstName || undefined),
		...lostAt('lastname', input.lastName, person.lastName || undefined),
		...input.attributes.flatMap((value, index) => lostAt(index, value, attributes[index])),
	];
	const witness = readYesNo(input.witness);
	const everything =
		input.skipped ??
		(typeof employeeId === 'string' ? checkLink(employeeId, link) : employeeId) ??
		(active === 'unknown' ? unknownActive(input.active) : undefined) ??
		(lastDay === INVALID ? invalidDate('last day', input.lastDay) : undefined) ??
		(witness === 'unknown' ? unknownWitness(input.witness) : undefined);
	const writing =
		(rules.mayLackEmail && isEmpty(input.email)
			? undefined
			: checkEmail(person.email, input.noEmail)) ??
		(rules.needsFirstDay && firstDay === INVALID
			? invalidDate('first day', input.firstDay)
			: undefined);
	return {
		...person,
		active: typeof active === 'boolean' ? active : undefined,
		lastDay: lastDay === INVALID ? undefined : lastDay,
		knowsLastDay: input.lastDay !== undefined,
		...(firstDay === INVALID || firstDay === undefined
			? { noFirstDay: whyNoFirstDay(input.firstDay, firstDay) }
			: { firstDay }),
		manager: typeof manager === 'string' ? manager : '',
		username: readText(input.username),
		attributes,
		...(lost.length > 0 && { lost }),
		groups: input.groups,
		isWitness: witness === true,
		...(input.scope && { scope: input.scope }),
		problem: everything
			? { ...everything, stops: 'everything' }
			: writing && { ...writing, stops: 'writing' },
	};
}

/** A value of which nothing was read although it is not empty. */
function lostAt(at: Lost['at'], value: unknown, read: string | undefined): Lost[] {
	const text = read === undefined ? readText(typeof value === 'boolean' ? `${value}` : value) : '';
	return text === '' ? [] : [{ at, text: shown(text) }];
}

/** Whether an item says nothing about anybody: n8n passes one on where a list is empty. */
export function isBlank({ employeeId, email, firstName, lastName }: PersonInput): boolean {
	return [employeeId, email, firstName, lastName].every((value) => readText(value) === '');
}

/**
 * Whether an email can be a user's, as {@link readEmail} gives it; else why not.
 *
 * @param why there is none, where the source says so
 */
export function checkEmail(email: string, why?: unknown): Skip | undefined {
	if (email === '' && readText(why) === 'not_a_work_email') {
		return {
			reason: 'not_a_work_email',
			message:
				"All email addresses of the person are outside of the company's domains, so none is used as the work email. Enter the work email in Factorial, or add its domain to 'Work Email Domains' in the Factorial step.",
		};
	}
	if (email === '') {
		return {
			reason: 'missing_work_email',
			message: 'The person has no work email. Add one in Factorial; the next change syncs them.',
		};
	}
	if (email.length > LONGEST_EMAIL) {
		return {
			reason: 'email_too_long',
			message: `The work email has ${email.length} characters and JumpCloud takes ${LONGEST_EMAIL}. Use a shorter one.`,
		};
	}
	if (isAddress(email)) return undefined;
	return {
		reason: 'invalid_email',
		message: `"${shown(email)}" is not an email address. Correct it in Factorial.`,
	};
}

/** Whether an employee id can be linked to, as {@link readId} gives it; else why not. */
function checkLink(employeeId: string, link: Link): Skip | undefined {
	if (link.kind === 'none') return undefined;
	if (employeeId === '') {
		return {
			reason: 'missing_employee_id',
			message: 'The person has no employee ID to link to. Map one, or sync without a link.',
		};
	}
	const longest =
		link.kind === 'customAttribute' ? LONGEST_ATTRIBUTE_VALUE : LONGEST_EMPLOYEE_IDENTIFIER;
	if (employeeId.length <= longest) return undefined;
	return {
		reason: 'employee_id_too_long',
		message: `The employee ID has ${employeeId.length} characters and JumpCloud takes ${longest}. Map a shorter one.`,
	};
}

/** Said to be empty: what is not there at all, or cannot be read, is something else. */
function isEmpty(value: unknown): boolean {
	return value === null || (typeof value === 'string' && readText(value) === '');
}

/** Stands for something that is no date, and not empty either. */
export const INVALID = Symbol('not a date');

/** A day as an input item may hold it; nothing where it is empty. */
export function readDate(value: unknown, time: string, timeZone: string) {
	if (value === null || value === undefined) return undefined;
	if (typeof value === 'string' && readText(value) === '') return undefined;
	const written = typeof value === 'string' ? readText(value) : value;
	return readDay(written, { time, timeZone }) ?? INVALID;
}

function whyNoFirstDay(value: unknown, read: typeof INVALID | undefined): Person['noFirstDay'] {
	if (read === INVALID) return 'unreadable';
	return value === undefined ? 'unknown' : 'empty';
}

export function invalidDate(which: string, value: unknown): Skip {
	return {
		reason: 'invalid_date',
		message: `"${shown(value)}" is not a date, so the ${which} is not known. Write it as 2026-12-31, or leave it empty.`,
	};
}

function unknownActive(value: unknown): Skip {
	return {
		reason: 'unknown_active',
		message: `"${shown(value)}" is neither a yes nor a no, so it is not known whether the person works here. Map true or false to 'Active', or leave it empty.`,
	};
}

function unknownWitness(value: unknown): Skip {
	return {
		reason: 'unknown_witness',
		message: `"${shown(value)}" is neither a yes nor a no, so it is not known whether the person is only a witness. Map true or false to 'Only a Witness', or leave it empty.`,
	};
}

function shown(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	const oneLine = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
	return oneLine.length <= LONGEST_SHOWN ? oneLine : `${oneLine.slice(0, LONGEST_SHOWN)}…`;
}
