const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@.<>()[\],;:"]+(\.[^\s@.<>()[\],;:"]+)+$/;

/** RFC 3339 with a zone, and a day that exists. */
export function isDateTime(text: string): boolean {
	return DATE_TIME.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** `YYYY-MM-DD`, and a day that exists (not 30 February). */
export function isDate(text: string): boolean {
	if (!DATE.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The plain shape `local@host.tld`; neither quoted local parts nor bare host names. */
export function isEmail(text: string): boolean {
	return EMAIL.test(text);
}
