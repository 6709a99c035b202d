import { refuse } from './refusals';
import type { SystemUser, UserState } from './types';

type Pair = Pick<SystemUser, 'state' | 'suspended'>;
type Given = Record<string, unknown>;

const CONTRADICTION = 'state and suspended contradict each other';

/** State of a new user. `suspended` is the older twin of `state`; given both, they must agree. */
export function initialState({ state, suspended }: Given, fallback: UserState): Pair {
	const chosen = isState(state) ? state : suspended === true ? 'SUSPENDED' : fallback;
	if (typeof suspended === 'boolean' && suspended !== (chosen === 'SUSPENDED')) {
		return refuse(400, CONTRADICTION);
	}
	return pair(chosen);
}

/**
 * State after an update. Lifting a suspension is possible with `suspended: false` alone; anything else
 * that leaves the two in disagreement is refused, unless `lone` lets one of them pull the other along.
 */
export function nextState({ state, suspended }: Given, current: Pair, lone: boolean): Pair {
	if (!isState(state)) return nextFromFlag(suspended, current, lone);
	const flag = typeof suspended === 'boolean' ? suspended : current.suspended;
	const agrees = flag === (state === 'SUSPENDED');
	const pulled = lone && suspended === undefined;
	return agrees || pulled ? pair(state) : refuse(400, CONTRADICTION);
}

function nextFromFlag(suspended: unknown, current: Pair, lone: boolean): Pair {
	if (suspended === false && current.state === 'SUSPENDED') return pair('ACTIVATED');
	if (suspended !== true || current.suspended) return pair(current.state);
	return lone ? pair('SUSPENDED') : refuse(400, CONTRADICTION);
}

const pair = (state: UserState): Pair => ({ state, suspended: state === 'SUSPENDED' });

function isState(value: unknown): value is UserState {
	return value === 'STAGED' || value === 'ACTIVATED' || value === 'SUSPENDED';
}
