import { refuse } from '../refusals';

const INLINE_FLAGS = /^\(\?i\)/;
const FOREIGN = /\\u|\(\?[a-zA-Z]/;

/**
 * Reads a pattern in the dialect of the service, of which `(?i)` in front is the only flag known to be
 * used. Refuses what that dialect does not have although JavaScript does.
 */
export function patternOf(given: unknown): RegExp {
	if (typeof given !== 'string') return refuse(400, '$regex must be a string');
	const source = given.replace(INLINE_FLAGS, '');
	if (FOREIGN.test(source)) return refuse(400, `$regex cannot be read: ${given}`);
	try {
		return new RegExp(source, source === given ? 'u' : 'iu');
	} catch {
		return refuse(400, `$regex cannot be read: ${given}`);
	}
}
