import type { Contract } from './contract';
import type { Answer, Call, Handler, Problem } from './exchange';

/** What a product brings; everything else about being a server is the same for all. */
export interface Service {
	contracts: Contract[];
	/** By operationId. An operation without a handler answers 501. */
	handlers: Record<string, Handler>;
	/** Pages outside the contracts by exact path, for example a login page. No authorisation. */
	pages?: Record<string, Handler>;
	/** An answer refuses the call; undefined lets it pass. Comes before any look at the request. */
	authorize(call: Call): Answer | undefined;
	/** The service's own words for a request that contradicts its OpenAPI file. */
	refuse(problems: Problem[], call: Call): Answer;
	/** The service's own envelope around a bare status, for faults on demand. */
	failure(status: number, call: Call): Answer;
	/** The declared name of a query parameter, where the wire allows variants such as `filter[0]`. */
	parameterName?(sent: string): string;
	/** Lets what is due by now come true; called before every request. */
	settle?(now: Date): void;
}
