const SECRET_NAME = /^code$|password|secret|challenge|token|api[-_]?key|authorization/i;

/** A deep copy in which the value of every field that sounds like a secret reads `***`. */
export function masked(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(masked);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			name,
			isSecret(name, inner) ? '***' : masked(inner),
		]),
	);
}

/** `password_never_expires: true` is no secret: only text is hidden. */
function isSecret(name: string, value: unknown): boolean {
	return typeof value === 'string' && SECRET_NAME.test(name);
}
