import { stateOf } from './users';
import type { AccessRules } from './access';
import { isActivation, writing } from './planned';
import type { BareEntry, FieldChange } from './planned';
import type { ScheduledChange } from './schedule';

/** That a user needs a second factor, with so many days to enrol one. */
export function mfaChange(days: number): FieldChange {
	return { field: 'mfa', from: null, to: String(days) };
}

/**
 * What has to happen to the access of a user, so that nobody whom the plan activates comes in without a
 * second factor being asked for: it goes with the activation, now or later, and is added to one that was
 * scheduled before and stays. Whoever needs one already keeps the time they have.
 */
export function withMfa(
	access: BareEntry[],
	user: Parameters<typeof stateOf>[0] & { enable_user_portal_multifactor?: boolean | null },
	pending: readonly ScheduledChange[],
	{ mfaDays = 0, activation }: Pick<AccessRules, 'activation'> & { mfaDays?: number },
): BareEntry[] {
	const isNeeded = user.enable_user_portal_multifactor === true;
	if (isNeeded || stateOf(user) !== 'STAGED') return access;
	const letsIn = access.find(({ changes }) => changes.some(isActivation));
	if (letsIn) {
		const changes = [mfaChange(mfaDays), ...letsIn.changes];
		return access.map((entry) => (entry === letsIn ? { ...entry, changes } : entry));
	}
	const cancelled = new Set(access.flatMap(({ changes }) => changes.map(({ id }) => id)));
	const isKept = ({ id, state }: ScheduledChange) => state === 'ACTIVATED' && !cancelled.has(id);
	// With *None* the plan activates nobody: what somebody has scheduled is theirs.
	if (activation === 'none' || !pending.some(isKept)) return access;
	return [writing('update', 'joiner', [mfaChange(mfaDays)]), ...access];
}
