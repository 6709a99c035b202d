/** From this API version on, ids are text; before it they are numbers of any size. */
export const FIRST_VERSION_WITH_TEXT_IDS = '2026-07-01';

const MARK = '\u0000';

/**
 * A resource as JSON text in the schema of an API version (`YYYY-MM-DD`).
 *
 * Older versions send ids as bare digits, exact to the last one although they exceed 2^53, so the text
 * is made here: a JavaScript number could not hold them.
 */
export function serialise(resource: unknown, version: string): string {
	if (version >= FIRST_VERSION_WITH_TEXT_IDS) return JSON.stringify(resource);
	const marked = JSON.stringify(resource, (key, value: unknown) =>
		/(^|_)ids?$/.test(key) ? digits(value) : value,
	);
	return marked.replace(/"\\u0000(\d+)"/g, '$1');
}

function digits(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(digits);
	return typeof value === 'string' && /^\d+$/.test(value) ? MARK + value : value;
}
