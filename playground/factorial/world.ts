import type { Call } from '../core/exchange';
import type { TokenDesk } from '../core/oauth';
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
		private readonly desk: TokenDesk,
		clock: { now(): Date },
	) {
		this.elsewhere = new FactorialState({}, clock);
		this.elsewhere.credentials.length = 0;
		this.elsewhere.company.id = '0';
	}

	/** Whether the key or token opens anything. A key is sent raw: as a bearer token it is worth nothing. */
	knows(call: Call): boolean {
		const key = call.headers['x-api-key'];
		const isKey = key === this.keys.apiKey || key === this.keys.wrongEnvironmentKey;
		return isKey || this.desk.kindOf(call) !== undefined;
	}

	/** Whether one person's permissions apply, not those of the company. */
	isPerson(call: Call): boolean {
		const isKey = call.headers['x-api-key'] !== undefined;
		return isKey ? this.switches.personsKey : this.desk.kindOf(call) === 'person';
	}

	/** The records that the key or token of this call opens. */
	stateFor(call: Call): FactorialState {
		const isElsewhere = call.headers['x-api-key'] === this.keys.wrongEnvironmentKey;
		return isElsewhere ? this.elsewhere : this.state;
	}
}
