import type { Contract } from '../core/contract';
import type { Answer, Problem } from '../core/exchange';
import type { Service } from '../core/service';
import { errorBody } from './errors';
import type { Reason } from './errors';
import { handlersOf } from './routes';
import type { World } from './world';

const MESSAGES: Record<number, string> = {
	402: 'This feature is not part of the plan',
	403: 'Forbidden',
	404: 'Not found',
	429: 'Too many requests',
	500: 'Internal server error',
};

/** Factorial's side of the HTTP server: who may ask, what is answered, how it refuses. */
export function factorialService(
	contract: Contract,
	world: World,
	pages: Service['pages'],
): Service {
	const refused = (reason: Reason): Answer => ({
		status: reason.status,
		body: errorBody(world.switches.errorShape, reason),
	});
	return {
		contracts: [contract],
		handlers: handlersOf(world),
		pages,
		authorize(call) {
			return world.knows(call) ? undefined : refused({ status: 401, message: 'Unauthorized' });
		},
		refuse(problems) {
			return refused(reasonOf(problems));
		},
		failure(status) {
			return refused({ status, message: MESSAGES[status] ?? `Failed with ${status}` });
		},
	};
}

/**
 * A field with a wrong value is a matter of validation (422); a request that cannot be read or that
 * has fields nobody knows is malformed (400).
 */
function reasonOf(problems: Problem[]): Reason {
	const problem = problems.find(isMalformed) ?? problems[0];
	const status = problem && isMalformed(problem) ? 400 : 422;
	const field = problem?.field === '' ? undefined : problem?.field;
	return { status, field, message: wordsOf(problem) };
}

function isMalformed({ where, field, keyword }: Problem): boolean {
	return where !== 'body' || field === '' || keyword === 'additionalProperties';
}

function wordsOf(problem: Problem | undefined): string {
	if (problem?.keyword === 'required') return "can't be blank";
	if (problem?.keyword === 'enum') return 'is not included in the list';
	return problem?.message ?? 'is invalid';
}
