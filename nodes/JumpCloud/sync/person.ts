import type { Identity, Link } from './match';

/** Why a person is left alone; the words stay the same so that workflows can branch on them. */
export type SkipReason =
	| 'missing_work_email'
	| 'invalid_email'
	| 'email_too_long'
	| 'missing_employee_id'
	| 'employee_id_too_long'
	| 'inactive'
	| 'conflict'
	| 'user_not_found'
	| 'suspended'
	| 'automated_group'
	| 'protected'
	| 'out_of_scope';

export interface Skip {
	reason: SkipReason;
	message: string;
}

/** JumpCloud's limits, in characters. */
const LONGEST_EMAIL = 1024;
const LONGEST_EMPLOYEE_IDENTIFIER = 256;
const LONGEST_ATTRIBUTE_VALUE = 1024;

/** Exactly one "@" with something on both sides, and neither blanks nor control characters. */
const EMAIL = /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u;

/**
 * Whether a person can be synced at all; gives the first reason why not, else undefined.
 * Blanks around email and employee id do not count.
 */
export function checkPerson(person: Partial<Identity>, link: Link): Skip | undefined {
	return checkEmail(person.email?.trim() ?? '') ?? checkLink(person.employeeId?.trim() ?? '', link);
}

/** Whether an email can be a user's; it has no blanks around it. */
export function checkEmail(email: string): Skip | undefined {
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
	if (EMAIL.test(email)) return undefined;
	return {
		reason: 'invalid_email',
		message: `"${readable(email)}" is not an email address. Correct it in Factorial.`,
	};
}

/** Whether an employee id can be linked to; it has no blanks around it. */
export function checkLink(employeeId: string, link: Link): Skip | undefined {
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

function readable(text: string): string {
	const oneLine = text.replace(/[\s\p{Cc}]+/gu, ' ');
	return oneLine.length <= 80 ? oneLine : `${oneLine.slice(0, 80)}…`;
}
