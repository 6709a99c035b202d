import type { SystemUser } from './types';

/** A full user from the few fields that matter to whoever asks. */
export function aSystemUser(
	given: Partial<SystemUser>,
	id: string,
	now: Date,
	organization: string,
): SystemUser {
	const username =
		given.username ?? given.email?.split('@')[0] ?? `user${Number.parseInt(id.slice(16), 16)}`;
	const state = given.state ?? (given.suspended ? 'SUSPENDED' : 'ACTIVATED');
	return {
		_id: id,
		email: `${username}@corp.example`,
		suspended: state === 'SUSPENDED',
		activated: state === 'ACTIVATED',
		account_locked: false,
		sudo: false,
		attributes: [],
		addresses: [],
		phoneNumbers: [],
		relationships: [],
		...given,
		username,
		state,
		created: given.created ?? now.toISOString(),
		organization: given.organization ?? organization,
	};
}
