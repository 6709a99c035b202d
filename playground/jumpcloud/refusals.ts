import { Refusal } from '../core/exchange';
import type { Answer, Problem } from '../core/exchange';

const NAMES: Record<number, string> = {
	400: 'INVALID_ARGUMENT',
	401: 'UNAUTHENTICATED',
	403: 'PERMISSION_DENIED',
	404: 'NOT_FOUND',
	409: 'ALREADY_EXISTS',
	429: 'RESOURCE_EXHAUSTED',
	500: 'INTERNAL',
	503: 'UNAVAILABLE',
};

/** The service's newer error envelope. */
export function failure(status: number, message = NAMES[status] ?? `Status ${status}`): Answer {
	return { status, body: { code: status, message, status: NAMES[status] ?? 'UNKNOWN' } };
}

/** The older envelope, which a wrong key still gets. */
export function unauthorized(message = 'Unauthorized: api key user not found'): Answer {
	return { status: 401, body: { error: 'Unauthorized', message } };
}

/** Stops the request with an error answer. */
export function refuse(status: number, message?: string): never {
	throw new Refusal(failure(status, message));
}

/** A request that contradicts the OpenAPI file. */
export function invalid(problems: Problem[]): Answer {
	const message = problems
		.map(({ where, field, message: text }) => `${field === '' ? where : field} ${text}`)
		.join('; ');
	const fieldViolationsList = problems.map(({ field, message: description }) => ({
		field,
		description,
	}));
	const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolationsList }];
	return { status: 400, body: { code: 400, message, status: 'INVALID_ARGUMENT', details } };
}
