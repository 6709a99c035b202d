/** Something the page asked for that cannot be done; the message is shown to the person. */
export class Refusal extends Error {
	override name = 'Refusal';

	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** A non-empty text of a request's body. Throws a Refusal that names the field. */
export function text(body: Record<string, unknown>, field: string): string {
	const value = body[field];
	if (typeof value === 'string' && value.trim() !== '') return value.trim();
	throw new Refusal(400, `'${field}' is missing`);
}

/** A text that may be left out or empty. */
export function optionalText(body: Record<string, unknown>, field: string): string | undefined {
	const value = body[field];
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
