import { callCounts } from './callCounts';
import { fieldsOf } from './exchange';
import type { Answer, Call } from './exchange';
import { faultOf } from './faultRequest';
import { masked } from './mask';
import type { Simulator } from './simulator';
import type { Traffic } from './traffic';

/** Something a person can tell a running simulator to do, or ask of it, with curl. */
interface Control {
	/** What it does and which fields it takes. */
	about: string;
	/** Gives what to answer; throws an Error with a reason to refuse. */
	run(fields: Record<string, unknown>): unknown;
}

/** By method and path below the prefix, for example `POST /clock`. */
type Controls = Record<string, Control>;

export const CONTROL_PREFIX = '/_simulator';

/** Serves controls beside the simulated API; `GET /_simulator` lists them. */
export function mountControls(sim: Pick<Simulator<unknown, object>, 'mount'>, controls: Controls) {
	const list = Object.fromEntries(
		Object.entries(controls).map(([name, { about }]) => [
			name.replace(' ', ` ${CONTROL_PREFIX}`),
			about,
		]),
	);
	sim.mount(CONTROL_PREFIX, async (call) => {
		const path = call.path.slice(CONTROL_PREFIX.length).replace(/\/$/, '');
		if (path === '' && call.method === 'GET') return { status: 200, body: list };
		const control = controls[`${call.method} ${path}`];
		return control ? await carryOut(control, call) : { status: 404, body: { controls: list } };
	});
}

/** The controls that make sense for every simulator; `state` gives what there is to see. */
export function commonControls(sim: Simulator<unknown, object>, state: () => unknown): Controls {
	return {
		'GET /state': { about: 'Everything that is stored', run: state },
		'GET /journal': { about: 'Every request so far', run: () => sim.journal.all() },
		'GET /calls': {
			about: 'How many requests of what kind so far, and how many at most at the same time',
			run: () => callCounts(sim.journal),
		},
		'POST /calls/clear': {
			about: 'Forget the requests so far',
			run() {
				sim.journal.clear();
				return { ok: true };
			},
		},
		'POST /traffic': {
			about:
				'Let requests take their time, and refuse more than so many with 429: {"latencyMs": 50, ' +
				'"requests": 100, "perMs": 60000}; without requests there is no limit',
			run: ({ latencyMs, requests, perMs }) =>
				changeTraffic(sim.traffic, latencyMs, requests, perMs),
		},
		'POST /clock': {
			about: 'Move the clock: {"advanceMs": 3600000} or {"now": "2026-12-31T09:00:00Z"}',
			run({ advanceMs, now }) {
				if (typeof advanceMs === 'number') sim.clock.advance(advanceMs);
				else if (typeof now === 'string') sim.clock.set(now);
				else throw new Error('Say advanceMs (a number) or now (a date and time)');
				return { now: sim.clock.now() };
			},
		},
		'POST /fail': {
			about:
				'Make requests fail: {"kind": "status|reset|resetAfter|slow|html|empty", "status", ' +
				'"retryAfterSeconds", "delayMs", "times", "forMs", "method", "path" (regular expression)}',
			run(fields) {
				sim.fail(faultOf(fields));
				return { ok: true };
			},
		},
		'POST /recover': {
			about: 'Forget the faults that have not been used up',
			run() {
				sim.faults.clear();
				return { ok: true };
			},
		},
		'GET /switches': { about: 'In which variant the API behaves', run: () => sim.switches },
		'POST /switches': {
			about: 'Choose another variant: {"nameOfSwitch": value}',
			run: (fields) => changeSwitches(sim.switches, fields),
		},
	};
}

async function carryOut(control: Control, call: Call): Promise<Answer> {
	try {
		return {
			status: 200,
			body: masked(JSON.parse(JSON.stringify(await control.run(fieldsOf(call))))),
		};
	} catch (failure) {
		const message = failure instanceof Error ? failure.message : String(failure);
		return { status: 400, body: { message } };
	}
}

function changeTraffic(traffic: Traffic, latencyMs: unknown, requests: unknown, perMs: unknown) {
	const isCount = (value: unknown): value is number =>
		Number.isInteger(value) && Number(value) >= 0;
	if (!isCount(latencyMs)) throw new Error('Say latencyMs, 0 or more');
	const hasLimit = requests !== undefined;
	if (hasLimit && !(isCount(requests) && isCount(perMs))) {
		throw new Error('Say both requests and perMs, or neither');
	}
	traffic.latencyMs = latencyMs;
	traffic.limitTo(hasLimit ? { requests: Number(requests), perMs: Number(perMs) } : undefined);
	return { ok: true };
}

function changeSwitches(switches: object, fields: Record<string, unknown>): object {
	const known = new Map(Object.entries(switches));
	for (const [name, value] of Object.entries(fields)) {
		if (typeof known.get(name) === typeof value) continue;
		throw new Error(`No switch ${name} takes a ${typeof value}; GET /switches lists them`);
	}
	return Object.assign(switches, fields);
}
