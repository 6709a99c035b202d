import { isEmail } from '../core/formats';
import { checkAttributes, checkEntries, checkTypes } from './listRules';
import { failure, refuse } from './refusals';
import { Refusal, isRecord } from '../core/exchange';
import type { SystemUser } from './types';
import type { World } from './world';

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
	checkMfa(given, self);
	if (world.switches.emptyEntriesRefused) checkEntries(given);
	const { employeeIdentifier: employee } = given;
	if (!isText(employee)) return;
	if (hasAnother(world, self, (other) => other.employeeIdentifier === employee)) duplicate(world);
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
	const same = world.switches.caseSensitiveUsernames ? isSame : isSameInAnyCase;
	const isTaken = ({ username: own, systemUsername }: SystemUser) =>
		same(own, username) ||
		(world.switches.localAccountsTakeUsernames && same(String(systemUsername ?? ''), username));
	if (hasAnother(world, self, isTaken)) duplicate(world);
}

function checkEmails(world: World, given: Given, self?: SystemUser): void {
	const { email, alternateEmail } = given;
	if (typeof email === 'string') {
		if (!isEmail(email)) refuse(400, `email is not valid: ${email}`);
		const isForeign = world.state.foreignEmails.some((foreign) => isSameInAnyCase(foreign, email));
		const isInUse = hasAnother(world, self, (other) => isSameInAnyCase(other.email, email));
		if (isForeign || isInUse) duplicate(world);
	}
	if (!isText(alternateEmail)) return;
	if (!isEmail(alternateEmail)) refuse(400, `alternateEmail is not valid: ${alternateEmail}`);
	if (!world.switches.uniqueAlternateEmail) return;
	const isTaken = hasAnother(world, self, (other) =>
		isSameInAnyCase(other.alternateEmail ?? '', alternateEmail),
	);
	if (isTaken) duplicate(world);
}

/** A Staged user has days from the activation on; there is no date yet that could count. */
function checkMfa({ mfa }: Given, self?: SystemUser): void {
	if (!isRecord(mfa)) return;
	if (self?.state === 'STAGED' && mfa.exclusionUntil !== undefined) {
		refuse(400, 'mfa.exclusionUntil cannot be set for a staged user');
	}
	if (mfa.exclusion !== true && (mfa.exclusionDays ?? mfa.exclusionUntil) !== undefined) {
		refuse(400, 'mfa.exclusion must be true for an exclusion to have an end');
	}
}

function checkManager(world: World, { manager }: Given, self?: SystemUser): void {
	if (typeof manager !== 'string') return;
	if (!hasAnother(world, self, ({ _id }) => _id === manager)) {
		refuse(400, `manager is not another user: ${manager}`);
	}
}

/** The service does not say which field is taken. */
function duplicate({ switches }: World): never {
	const { status } = failure(switches.duplicateStatus);
	const message = switches.duplicateWords === 'exists' ? 'User already exists' : 'Bad Request';
	throw new Refusal({ status, body: { message } });
}

function hasAnother(
	{ state }: World,
	self: SystemUser | undefined,
	test: (user: SystemUser) => boolean,
): boolean {
	return state.users.some((user) => user !== self && test(user));
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

const isSame = (one: string, other: string): boolean => one === other;

/** The length is looked at first: this is asked of every user at every write. */
function isSameInAnyCase(one: string, other: string): boolean {
	return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}
