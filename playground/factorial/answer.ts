import type { Answer, Call } from '../core/exchange';
import { FIRST_VERSION_WITH_TEXT_IDS, serialise } from './payload';

/** An answer in the schema of the version that the path names; the older ones have ids as digits. */
export function answer(call: Call, body: unknown, status = 200): Answer {
	const version = call.params.version ?? FIRST_VERSION_WITH_TEXT_IDS;
	if (version >= FIRST_VERSION_WITH_TEXT_IDS) return { status, body };
	const headers = { 'content-type': 'application/json; charset=utf-8' };
	return { status, headers, text: serialise(body, version) };
}
