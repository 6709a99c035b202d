import { parseMoment } from './days';
import type { Identity, Link } from './match';
import { checkEmail, checkLink } from './person';
import type { SkipReason } from './person';
import type { PlannedPerson } from './planned';

/** A person as an input item describes them: anything can be missing, or something else. */
export interface PersonInput {
	employeeId: unknown;
	email: unknown;
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
	/** ids of the managed groups to be in and not to be in; what is in neither is left alone */
	groups: { in: string[]; out: string[] };
}

export type Problem = {
	reason: SkipReason | 'unsafe_employee_id' | 'invalid_date';
	message: string;
};

/** A person whose values have been read. */
export interface Person extends PlannedPerson {
	active: boolean;
	lastDay?: Date;
	/** the input says whether there is a last day; it may have left that out */
	knowsLastDay: boolean;
	firstDay?: Date;
	manager: string;
	username: string;
	attributes: Array<string | undefined>;
	groups: PersonInput['groups'];
	/** nothing can be done about this person, because it is not certain who or what is meant */
	blocked?: Problem;
	/** no user can be made of this person; one who is linked can still lose the access */
	unfit?: Problem;
}

export interface ReadingRules {
	link: Link;
	suspensionTime: string;
	activationTime: string;
	/** IANA name */
	timeZone: string;
	/** whether first days count for anything */
	readsFirstDay: boolean;
}

/** Reads one person, and says what is wrong with them instead of refusing. */
export function readPerson(input: PersonInput, rules: ReadingRules): Person {
	const { link, timeZone } = rules;
	const lastDay = readDay(input.lastDay, rules.suspensionTime, timeZone);
	const firstDay = rules.readsFirstDay
		? readDay(input.firstDay, rules.activationTime, timeZone)
		: undefined;
	const identity: Identity = {
		employeeId: isUnsafe(input.employeeId) ? '' : text(input.employeeId),
		email: text(input.email),
	};
	return {
		...identity,
		firstName: text(input.firstName),
		lastName: text(input.lastName),
		active: !/^(false|no|0)$/i.test(String(input.active).trim()),
		lastDay: lastDay === INVALID ? undefined : lastDay,
		knowsLastDay: input.lastDay !== undefined,
		firstDay: firstDay === INVALID ? undefined : firstDay,
		manager: isUnsafe(input.manager) ? '' : text(input.manager),
		username: text(input.username),
		attributes: input.attributes.map(attributeText),
		groups: input.groups,
		blocked:
			unsafeId(input.employeeId) ??
			checkLink(identity.employeeId, link) ??
			(lastDay === INVALID ? invalidDate('last day', input.lastDay) : undefined),
		unfit:
			checkEmail(identity.email) ??
			(firstDay === INVALID ? invalidDate('first day', input.firstDay) : undefined),
	};
}

/** Whether an item says nothing about anybody: n8n passes one on where a list is empty. */
export function isBlank({ employeeId, email, firstName, lastName }: PersonInput): boolean {
	return [employeeId, email, firstName, lastName].every((value) => text(value) === '');
}

const INVALID = Symbol('not a date');

const LONGEST_SHOWN = 40;

function readDay(
	value: unknown,
	time: string,
	timeZone: string,
): Date | undefined | typeof INVALID {
	if (value === null || value === undefined) return undefined;
	if (typeof value === 'string' && value.trim() === '') return undefined;
	return parseMoment(value, { time, timeZone }) ?? INVALID;
}

function invalidDate(which: string, value: unknown): Problem {
	const shown = String(value).replace(/\s+/g, ' ').slice(0, LONGEST_SHOWN);
	return {
		reason: 'invalid_date',
		message: `"${shown}" is not a date, so the ${which} is not known. Write it as 2026-12-31, or leave it empty.`,
	};
}

/** A number of this size has lost its last digits before it came here. */
function isUnsafe(value: unknown): boolean {
	return typeof value === 'number' && !Number.isSafeInteger(value);
}

function unsafeId(value: unknown): Problem | undefined {
	if (!isUnsafe(value)) return undefined;
	return {
		reason: 'unsafe_employee_id',
		message:
			'The employee ID is a number too large to be kept exactly, so it is not certain who is meant. Pass IDs as text.',
	};
}

/** What an attribute should hold; nothing where the input has no value that an attribute can hold. */
function attributeText(value: unknown): string | undefined {
	if (typeof value === 'boolean') return String(value);
	return value === undefined || (typeof value === 'object' && value !== null)
		? undefined
		: text(value);
}

function text(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}
