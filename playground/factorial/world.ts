import type { Call } from '../core/exchange';
import { FactorialState } from './state';
import type { FactorialSwitches } from './switches';

/** What all routes share: the records, the switches and the keys that open them. */
export class World {
	/** A key that was made for the other environment works, and finds nothing at all. */
	private readonly elsewhere: FactorialState;

	constructor(
		readonly state: FactorialState,
		readonly switches: FactorialSwitches,
		private readonly keys: { apiKey: string; wrongEnvironmentKey: string },
		clock: { now(): Date },
	) {
		this.elsewhere = new FactorialState({}, clock);
		this.elsewhere.credentials.length = 0;
		this.elsewhere.company.id = '0';
	}

	/** Whether the key opens anything. It is sent raw: as a bearer token it is worth nothing. */
	knows(call: Call): boolean {
		const key = call.headers['x-api-key'];
		return key === this.keys.apiKey || key === this.keys.wrongEnvironmentKey;
	}

	/** The records that the key of this call opens. */
	stateFor(call: Call): FactorialState {
		return call.headers['x-api-key'] === this.keys.apiKey ? this.state : this.elsewhere;
	}
}
