import type { Fault } from './faults';

/** Reads a fault that a person asked for. Throws an Error that says what is missing. */
export function faultOf(fields: Record<string, unknown>): Fault {
	const number = (name: string) => {
		const value = fields[name];
		return typeof value === 'number' ? value : undefined;
	};
	const text = (name: string) => {
		const value = fields[name];
		return typeof value === 'string' ? value : undefined;
	};
	const path = text('path');
	const scope = {
		times: number('times'),
		forMs: number('forMs'),
		method: text('method'),
		path: path === undefined ? undefined : new RegExp(path),
		after: fields.after === true,
	};
	const kind = text('kind');
	switch (kind) {
		case 'status': {
			const status = number('status') ?? 500;
			return { ...scope, kind, status, retryAfterSeconds: number('retryAfterSeconds') };
		}
		case 'slow':
			return { ...scope, kind, delayMs: number('delayMs') ?? 1_000 };
		case 'html':
			return { ...scope, kind, status: number('status') };
		case 'empty':
		case 'reset':
		case 'resetAfter':
			return { ...scope, kind };
		default:
			throw new Error('Say which kind: status, reset, resetAfter, slow, html or empty');
	}
}
