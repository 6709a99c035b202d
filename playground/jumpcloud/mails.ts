import type { Mail, SystemUser } from './types';

/** The default recipient: an activation goes to the alternate address first, a welcome never does. */
export function recipientOf(user: SystemUser, kind: Mail['kind']): string {
	const alternate = kind === 'activation' ? user.alternateEmail : undefined;
	return alternate === undefined || alternate === '' ? user.email : alternate;
}
