import { Clock } from '../core/clock';
import { Contract } from '../core/contract';
import { startHost } from '../core/simulator';
import type { Simulator } from '../core/simulator';
import { Deliveries } from './deliveries';
import type { Delivery, DeliveryOptions } from './deliveries';
import { actionsOf } from './office';
import { factorialService } from './service';
import { FactorialState } from './state';
import type { CompanySeed } from './state';
import { DEFAULT_SWITCHES } from './switches';
import type { FactorialSwitches } from './switches';
import { World } from './world';

/** Real keys look like this too: they begin like a token, and yet are no bearer tokens. */
export const FACTORIAL_KEY = 'eyJ-an-invented-key';
export const WRONG_ENVIRONMENT_KEY = 'eyJ-an-invented-key-of-the-demo';

export interface FactorialOptions {
	port?: number;
	clock?: Clock;
	apiKey?: string;
	/** A key of the other environment: accepted, and everything is empty. */
	wrongEnvironmentKey?: string;
	company?: CompanySeed;
	switches?: Partial<FactorialSwitches>;
	delivery?: DeliveryOptions;
}

export interface FactorialSimulator
	extends Simulator<FactorialState, FactorialSwitches>,
		ReturnType<typeof actionsOf> {
	/** Every event that found a subscriber, in the order in which they were raised. */
	deliveries: Delivery[];
	/** Waits until no delivery is pending; throws after the deadline in milliseconds. */
	settled(deadlineMs?: number): Promise<void>;
}

/**
 * Starts a simulated Factorial with one company, on loopback.
 *
 * Not simulated (501): everything that is not in the OpenAPI file, such as OAuth2 and writing people
 * over HTTP; what HR does are methods. Subscriptions to the remaining event types can be made, but
 * nothing raises those. Rate limits come only as faults. Versions before 2026-07-01 are answered in
 * their own way, but bodies are still expected with ids as text.
 */
export async function startFactorial(options: FactorialOptions = {}): Promise<FactorialSimulator> {
	const clock = options.clock ?? new Clock();
	const switches = { ...DEFAULT_SWITCHES, ...options.switches };
	const state = new FactorialState(options.company ?? {}, clock);
	const { apiKey = FACTORIAL_KEY, wrongEnvironmentKey = WRONG_ENVIRONMENT_KEY } = options;
	const world = new World(state, switches, { apiKey, wrongEnvironmentKey }, clock);
	const deliveries = new Deliveries(state, switches, clock, options.delivery);
	const contract = await Contract.load('factorial.openapi.json');
	const host = await startHost(factorialService(contract, world), { port: options.port, clock });
	return {
		...host,
		...actionsOf({ state, switches, clock, raise: deliveries.raise }),
		credential: { environment: 'custom', baseUrl: host.url, apiKey },
		state,
		switches,
		deliveries: deliveries.all,
		settled: async (deadlineMs) => await deliveries.settled(deadlineMs),
		async close() {
			deliveries.close();
			await host.close();
		},
	};
}
