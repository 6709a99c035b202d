import { isEmail } from '../core/formats';
import { checkAttributes, checkTypes } from './listRules';
import { failure, refuse } from './refusals';
import { Refusal } from '../core/exchange';
import type { SystemUser, World } from './types';

type Given = Record<string, unknown>;

const USERNAME = /^[A-Za-z][A-Za-z0-9._-]*$/;
const MAX_TEXT = 1024;
const MIN_PASSWORD = 8;
const LONG_TEXTS = new Set(['public_key', 'password']);

/**
 * Refuses values that no user may have, or that somebody else has already. `self` is the user being
 * updated; without it the values are for a new one.
 */
export function checkUser(world: World, given: Given, self?: SystemUser): void {
	checkLengths(given);
	checkUsername(world, given, self);
	checkEmails(world, given, self);
	checkManager(world, given, self);
	checkAttributes(given.attributes);
	checkTypes(given);
	const taken = others(world, self).some(
		(other) => other.employeeIdentifier === given.employeeIdentifier,
	);
	if (taken && isText(given.employeeIdentifier)) duplicate(world);
}

function checkLengths(given: Given): void {
	for (const [name, value] of Object.entries(given)) {
		const tooLong = typeof value === 'string' && value.length > MAX_TEXT;
		if (tooLong && !LONG_TEXTS.has(name)) refuse(400, `${name} is longer than ${MAX_TEXT}`);
	}
	const { password } = given;
	if (typeof password === 'string' && password.length < MIN_PASSWORD) {
		refuse(400, 'Password validation fail');
	}
}

function checkUsername(world: World, { username }: Given, self?: SystemUser): void {
	if (typeof username !== 'string') return;
	if (!USERNAME.test(username)) refuse(400, `username is not valid: ${username}`);
	if (self && username !== self.username && world.state.isBound(self._id)) {
		refuse(
			400,
			'The username cannot be modified because the user is bound to one or more resources',
		);
	}
	const same = world.switches.caseSensitiveUsernames ? identity : lower;
	if (others(world, self).some((other) => same(other.username) === same(username))) {
		duplicate(world);
	}
}

function checkEmails(world: World, given: Given, self?: SystemUser): void {
	const { email, alternateEmail } = given;
	if (typeof email === 'string') {
		if (!isEmail(email)) refuse(400, `email is not valid: ${email}`);
		const inUse = [
			...others(world, self).map((other) => other.email),
			...world.state.foreignEmails,
		];
		if (inUse.map(lower).includes(lower(email))) duplicate(world);
	}
	if (!isText(alternateEmail)) return;
	if (!isEmail(alternateEmail)) refuse(400, `alternateEmail is not valid: ${alternateEmail}`);
	const inUse = others(world, self).flatMap((other) => other.alternateEmail ?? []);
	if (world.switches.uniqueAlternateEmail && inUse.map(lower).includes(lower(alternateEmail))) {
		duplicate(world);
	}
}

function checkManager(world: World, { manager }: Given, self?: SystemUser): void {
	if (typeof manager !== 'string') return;
	if (!others(world, self).some(({ _id }) => _id === manager)) {
		refuse(400, `manager is not another user: ${manager}`);
	}
}

/** The service does not say which field is taken. */
function duplicate({ switches }: World): never {
	const { status } = failure(switches.duplicateStatus);
	throw new Refusal({ status, body: { message: 'User already exists' } });
}

function others({ state }: World, self?: SystemUser): SystemUser[] {
	return state.users.filter((user) => user !== self);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

const lower = (text: string): string => text.toLowerCase();
const identity = (text: string): string => text;
