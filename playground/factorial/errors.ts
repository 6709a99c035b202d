import type { FactorialSwitches } from './switches';

/** What was wrong with a request, before it is put into one of the shapes of an answer. */
export interface Reason {
	status: number;
	message: string;
	/** The field that is to blame, when one is. */
	field?: string;
}

/** The codes of the list shape; statuses without one of their own are unknown errors. */
const CODES: Record<number, string> = {
	400: 'malformed_request',
	401: 'unauthorized',
	402: 'payment_required',
	403: 'forbidden',
	404: 'missing_resource',
	409: 'invalid_state',
	422: 'validation_failed',
	502: 'service_unreachable',
	504: 'service_unreachable',
};

/**
 * The body of a refusal in the chosen shape.
 *
 * In the shape `fields`, refusals that no field is to blame for are a plain message.
 */
export function errorBody(shape: FactorialSwitches['errorShape'], reason: Reason) {
	const { status, message, field } = reason;
	if (shape === 'list') {
		const code = CODES[status] ?? 'unknown_error';
		return { errors: [{ code, message, field: field ?? null }] };
	}
	if (shape === 'exception') return { errors: { exception: [`${field ?? ''} ${message}`.trim()] } };
	if (shape === 'nested') return { errors: { errors: { [field ?? 'base']: [message] } } };
	if (shape === 'fields' && field !== undefined) return { errors: { [field]: [message] } };
	return { message: field === undefined ? message : `${field} ${message}` };
}
