interface Scope {
	/** How many matching requests are hit; 1 unless told, and ignored when `forMs` is given. */
	times?: number;
	/** The fault holds for this long in real milliseconds, however many requests come. */
	forMs?: number;
	/** Only this method, for example `POST`. */
	method?: string;
	/** Only paths (without query) that match. */
	path?: RegExp;
}

interface Moment {
	/** The request is carried out first, then spoilt. */
	after?: boolean;
}

export type Fault = Scope &
	(
		| ({ kind: 'status'; status: number; retryAfterSeconds?: number } & Moment)
		/** These very words, for a refusal that the service would not come to by itself. */
		| ({ kind: 'answer'; status: number; body: object } & Moment)
		/** A page for people instead of JSON; 200 unless told. */
		| ({ kind: 'html'; status?: number } & Moment)
		/** 200 and nothing in it. */
		| ({ kind: 'empty' } & Moment)
		/** The connection is cut before the request is carried out. */
		| { kind: 'reset' }
		/** The request is carried out, then the connection is cut without an answer. */
		| { kind: 'resetAfter' }
		/** Something happens, or ends, just before the request is carried out: somebody else was faster. */
		| { kind: 'meanwhile'; run: () => unknown }
		/** The answer is right but comes late. */
		| { kind: 'slow'; delayMs: number }
	);

interface Armed {
	fault: Fault;
	left: number;
	untilMs: number;
}

/** Failures that are waiting for a request to hit. The first one armed that matches is used. */
export class Faults {
	private armed: Armed[] = [];

	fail(fault: Fault): void {
		const lasts = fault.forMs !== undefined;
		this.armed.push({
			fault,
			left: lasts ? Infinity : (fault.times ?? 1),
			untilMs: lasts ? performance.now() + (fault.forMs ?? 0) : Infinity,
		});
	}

	clear(): void {
		this.armed = [];
	}

	/** Takes the fault for one request and uses it up. For the server, not for tests. */
	take(method: string, path: string): Fault | undefined {
		const nowMs = performance.now();
		this.armed = this.armed.filter((armed) => armed.left > 0 && armed.untilMs > nowMs);
		const hit = this.armed.find(({ fault }) => matches(fault, method, path));
		if (hit) hit.left -= 1;
		return hit?.fault;
	}
}

function matches(fault: Fault, method: string, path: string): boolean {
	if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
	return fault.path === undefined || fault.path.test(path);
}
