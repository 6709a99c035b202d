import type { Problem } from './exchange';

/** The parts of an Ajv error that are needed here. */
interface SchemaError {
	instancePath: string;
	keyword: string;
	message?: string;
	params: Record<string, unknown>;
}

const PLACES: Record<string, Problem['where']> = { path: 'path', query: 'query', header: 'header' };

/** Turns a schema error into a sentence about the request. */
export function problemOf(error: SchemaError): Problem {
	const [root = '', ...steps] = error.instancePath.split('/').filter((step) => step !== '');
	const unknown = error.params.additionalProperty;
	const missing = error.params.missingProperty;
	const named = [unknown, missing].filter((name) => typeof name === 'string');
	return {
		where: PLACES[root] ?? 'body',
		field: [...steps, ...(root === '' ? [] : named)].join('.'),
		message: typeof unknown === 'string' ? 'is not a known field' : (error.message ?? 'is invalid'),
		keyword: error.keyword,
	};
}
