import type { Clock } from '../core/clock';
import type { JumpCloudState } from './state';
import type { JumpCloudSwitches } from './switches';

/** What every route works on. */
export interface World {
	state: JumpCloudState;
	switches: JumpCloudSwitches;
	clock: Clock;
}
