/** The last value of a parameter, which is the one that counts when a name was repeated. */
export function one(query: URLSearchParams, name: string): string | undefined {
	return query.getAll(name).at(-1);
}

/** A yes-or-no parameter; undefined when it is absent or says something else. */
export function flag(query: URLSearchParams, name: string): boolean | undefined {
	const value = one(query, name);
	return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Whether a value passes a list parameter: an absent list lets everything through. */
export function within(query: URLSearchParams, name: string, value: string | null): boolean {
	const wanted = query.getAll(name);
	return wanted.length === 0 || (value !== null && wanted.includes(value));
}
