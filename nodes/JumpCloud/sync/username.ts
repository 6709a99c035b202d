import { transliterate } from './letters';
import { RESERVED_NAMES } from './reservedNames';

export interface UsernameRules {
	letterCase: 'lower' | 'asTyped';
	/** 20 suits Windows, 30 suits macOS and Linux; null leaves only JumpCloud's own limit. */
	maxLength: 20 | 30 | null;
}

export interface NamedPerson {
	firstName: string;
	lastName: string;
	email: string;
	employeeId: string;
}

/** What JumpCloud stores at most. */
const LONGEST = 1024;

/** A search covers numbers up to 9,999 where the name has to give way to them. */
const MOST_DIGITS = 4;

const limitOf = ({ maxLength }: UsernameRules) => Math.min(maxLength ?? LONGEST, LONGEST);

const cut = (name: string, length: number) => name.slice(0, length).replace(/[._-]+$/, '');

const fromFirstLetter = (text: string) => text.replace(/^[^A-Za-z]+/, '');

function fromNamePart(name: string): string {
	const kept = transliterate(name).replace(/[^A-Za-z0-9-]/g, '');
	return kept.replace(/-+/g, '-').replace(/^-|-$/g, '');
}

function fromName({ firstName, lastName }: NamedPerson): string {
	const parts = [firstName, lastName].map(fromNamePart).filter((part) => part !== '');
	return fromFirstLetter(parts.join('.'));
}

function fromEmail({ email }: NamedPerson): string {
	const localPart = transliterate(email.split('@', 1).join('')).replace(/[^A-Za-z0-9._-]/g, '');
	return fromFirstLetter(localPart.replace(/([._-])[._-]+/g, '$1'));
}

function fromEmployeeId({ employeeId }: NamedPerson): string {
	return `user${transliterate(employeeId).replace(/[^A-Za-z0-9]/g, '')}`;
}

/**
 * The username a person should have when nobody else has it: Firstname.Lastname.
 *
 * Names that leave no letter (a script without a table, digits only) fall back to the part of the
 * email before the "@", then to "user" with the employee id. The result always starts with a letter,
 * holds only letters, digits, dots, underscores and hyphens, and fits the limit.
 */
export function wantedUsername(person: NamedPerson, rules: UsernameRules): string {
	const name = cut(fromName(person) || fromEmail(person) || fromEmployeeId(person), limitOf(rules));
	return rules.letterCase === 'lower' ? name.toLowerCase() : name;
}

/**
 * Regular expressions for one search that finds every username {@link freeUsername} could collide
 * with: the name with any number, and the shortened names where the number needs room.
 *
 * They are anchored sources without flags. JumpCloud compares with letter case unless the caller
 * puts `(?i)` in front, and usernames must be compared without it.
 */
export function usernamePatterns(wanted: string, rules: UsernameRules): string[] {
	const limit = limitOf(rules);
	const base = cut(wanted, limit);
	const patterns = [`^${escapeRegex(base)}[0-9]*$`];
	for (let digits = 1; digits <= MOST_DIGITS; digits++) {
		const stem = cut(base, limit - digits);
		if (stem !== base) patterns.push(`^${escapeRegex(stem)}[0-9]{${digits}}$`);
	}
	return patterns;
}

/**
 * The wanted username, or the first free one with a number appended to the last name
 * (alpha.zed, alpha.zed1, alpha.zed2 …). The name is shortened where the number would not fit.
 *
 * @param taken every username that the {@link usernamePatterns} find, in any letter case
 */
export function freeUsername(
	wanted: string,
	taken: Iterable<string>,
	rules: UsernameRules,
): string {
	return firstFree(wanted, takenUsernames(taken), rules);
}

/** Usernames that nobody may get, in lower case: those in use, and those that are reserved. */
export function takenUsernames(usernames: Iterable<string>): Set<string> {
	const taken = new Set(RESERVED_NAMES);
	for (const username of usernames) taken.add(username.toLowerCase());
	return taken;
}

/** As {@link freeUsername}, for many people in turn. @param taken as `takenUsernames` gives it */
export function firstFree(
	wanted: string,
	taken: ReadonlySet<string>,
	rules: UsernameRules,
): string {
	const limit = limitOf(rules);
	let candidate = cut(wanted, limit);
	for (let number = 1; taken.has(candidate.toLowerCase()); number++) {
		const suffix = String(number);
		candidate = cut(wanted, limit - suffix.length) + suffix;
	}
	return candidate;
}

function escapeRegex(literal: string): string {
	return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
