import { Clock } from '../core/clock';
import { Contract } from '../core/contract';
import { CLIENT } from '../core/oauth';
import type { TokenDesk } from '../core/oauth';
import { startHost } from '../core/simulator';
import type { Simulator } from '../core/simulator';
import { actionsOf } from './actions';
import { Deliveries } from './deliveries';
import type { Delivery, DeliveryOptions } from './deliveries';
import { factorialDesk, factorialPages } from './oauth';
import { factorialService } from './service';
import { FactorialState } from './state';
import type { CompanySeed } from './state';
import { DEFAULT_SWITCHES } from './switches';
import type { FactorialSwitches } from './switches';
import { World } from './world';

/** Real keys look like this too: they begin like a token, and yet are no bearer tokens. */
const FACTORIAL_KEY = 'eyJ-an-invented-key';
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
	/** Its tokens are of the kind `company` or `person`. */
	oauth: TokenDesk;
	/** Fields of the n8n OAuth2 credential; nobody has connected it yet. */
	oAuth2Credential: Record<string, string>;
	/** Every event that found a subscriber, in the order in which they were raised. */
	deliveries: Delivery[];
	/** Waits until no delivery is pending; throws after the deadline in milliseconds. */
	settled(deadlineMs?: number): Promise<void>;
}

/**
 * Starts a simulated Factorial with one company, on loopback.
 *
 * Not simulated (501): everything that is not in the OpenAPI file, such as writing people over HTTP;
 * what HR does are methods. Subscriptions to the remaining event types can be made, but nothing raises
 * those. Rate limits come only as faults. Versions before 2026-07-01 are answered in their own way, but
 * bodies are still expected with ids as text.
 */
export async function startFactorial(options: FactorialOptions = {}): Promise<FactorialSimulator> {
	const clock = options.clock ?? new Clock();
	const switches = { ...DEFAULT_SWITCHES, ...options.switches };
	const state = new FactorialState(options.company ?? {}, clock, switches);
	const { apiKey = FACTORIAL_KEY, wrongEnvironmentKey = WRONG_ENVIRONMENT_KEY } = options;
	const oauth = factorialDesk(clock);
	const world = new World(state, switches, { apiKey, wrongEnvironmentKey }, oauth, clock);
	const deliveries = new Deliveries(state, switches, clock, options.delivery);
	const contract = await Contract.load('factorial.openapi.json');
	const service = factorialService(contract, world, factorialPages(oauth));
	const host = await startHost(service, { port: options.port, clock });
	const address = { environment: 'custom', baseUrl: host.url };
	return {
		...host,
		...actionsOf({ state, switches, clock, raise: deliveries.raise }),
		credential: { ...address, apiKey },
		oauth,
		oAuth2Credential: { ...address, connectAs: 'company', ...CLIENT },
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
