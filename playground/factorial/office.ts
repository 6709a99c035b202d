import type { Raise } from './events';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';

/** What the actions of the HR department work on. */
export interface Office {
	state: FactorialState;
	switches: FactorialSwitches;
	clock: { now(): Date };
	raise: Raise;
}
