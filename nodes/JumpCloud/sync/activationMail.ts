import { stateOf } from './users';
import type { Skip } from './conflicts';
import { readYesNo } from './person';

/** What tells whether the mail with which a user sets the first password can be sent once more. */
interface Mailable {
	username: string;
	state?: string | null;
	suspended?: boolean | null;
	/** whether the user has set a password */
	activated?: boolean | null;
	externally_managed?: boolean | null;
	/** what only another directory may change */
	restrictedFields?: Array<{ field?: string | null }> | null;
}

/**
 * Why the activation mail is not sent again: it is for users who are active and have not set a password
 * yet. Whoever has one would be asked to choose another, and whoever has no access would be told so.
 */
export function whyNoActivationMail(user: Mailable): Skip<string> | undefined {
	const { username } = user;
	const hasPassword = readYesNo(user.activated);
	const state = stateOf(user);
	if (state === 'SUSPENDED') {
		const message = `The user "${username}" is suspended, so no activation mail is sent. Use Unsuspend if the access should come back.`;
		return { reason: 'suspended', message };
	}
	if (state === 'STAGED') {
		const message = `The user "${username}" is Staged and has had no activation mail yet. Use Activate, which sends it.`;
		return { reason: 'staged', message };
	}
	if (hasPassword === true) {
		const message = `The user "${username}" has set a password already, so no activation mail is sent.`;
		return { reason: 'has_password', message };
	}
	if (hasPassword !== false) {
		const message = `JumpCloud does not say whether the user "${username}" has set a password, so no activation mail is sent. Look at the user in the Admin Portal.`;
		return { reason: 'unknown_password', message };
	}
	const isElsewhere =
		user.externally_managed === true ||
		(user.restrictedFields ?? []).some(({ field }) => field === 'password');
	if (!isElsewhere) return undefined;
	const message = `The password of the user "${username}" is managed by another directory, so JumpCloud has none to ask for. Send the invitation from there.`;
	return { reason: 'managed_elsewhere', message };
}
