const PATIENCE_MS = 10_000;

/** The playground did not answer at all; what it refuses is a plain Error with its reason. */
export class ConnectionLost extends Error {}

async function call(path, options = {}, patienceMs = PATIENCE_MS) {
	const signal = AbortSignal.timeout(patienceMs);
	const response = await fetch(path, { ...options, signal, cache: 'no-store' }).catch(() => {
		throw new ConnectionLost('The playground does not answer. Is “npm start” still running?');
	});
	const answer = await response.json().catch(() => ({}));
	if (response.ok) return answer;
	throw new Error(answer.message ?? `The playground answered with ${response.status}`);
}

/** Everything there is to show. Throws ConnectionLost, or an Error with the reason. */
export async function readState() {
	return await call('api/state');
}

/** Does what a button promises. Throws like `readState`. */
export async function perform(action, body, patienceMs) {
	const headers = { 'content-type': 'application/json' };
	const request = { method: 'POST', headers, body: JSON.stringify(body) };
	await call(`api/${action}`, request, patienceMs);
}
