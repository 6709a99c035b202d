import { dayAndMinute } from './format.js';

const STATES = {
	STAGED: { kind: 'staged', text: 'Staged' },
	ACTIVATED: { kind: 'active', text: 'Active' },
	SUSPENDED: { kind: 'suspended', text: 'Suspended' },
	DELETED: { kind: 'suspended', text: 'Deleted' },
};

/** A JumpCloud state as a kind and in words. */
export function stateOf(state) {
	return STATES[state] ?? { kind: 'staged', text: state };
}

const BECOMES = { ACTIVATED: 'Will be activated', SUSPENDED: 'Will be suspended' };

/** A planned change in words. */
export function plannedText({ state, at }) {
	return `${BECOMES[state] ?? `Will be ${state}`} on ${dayAndMinute(at)}`;
}
