import type { Operation, Request } from 'openapi-backend';
import type { Contract } from './contract';
import { Refusal } from './exchange';
import type { Answer, Call } from './exchange';
import type { Service } from './service';
import { queryRecord } from './wire';

interface Route {
	contract: Contract;
	operation: Operation;
}

/** Answers one call: route, authorise, check the request, carry it out, check the answer. */
export async function answerTo(service: Service, call: Call): Promise<Answer> {
	const page = service.pages?.[call.path];
	if (page) return await page(call);
	const route = routeOf(service, call);
	const handler = service.handlers[route?.operation.operationId ?? ''];
	if (!route || !handler) return notSimulated(call);

	call.operationId = route.operation.operationId ?? '';
	call.params = route.contract.paramsOf(route.operation, call.path);
	return service.authorize(call) ?? (await checked(service, route, call, handler));
}

async function checked(
	service: Service,
	{ contract, operation }: Route,
	call: Call,
	handler: (call: Call) => Answer | Promise<Answer>,
): Promise<Answer> {
	if (call.body !== undefined && !isJson(call)) return service.failure(415, call);
	const problems = contract.problemsOf(operation, requestOf(service, call));
	const answer =
		problems.length > 0 ? service.refuse(problems, call) : await carriedOut(handler, call);
	const defect = contract.defectOf(operation, answer);
	if (defect === undefined) return answer;
	return { status: 500, body: { message: `simulator defect: ${call.operationId} ${defect}` } };
}

async function carriedOut(
	handler: (call: Call) => Answer | Promise<Answer>,
	call: Call,
): Promise<Answer> {
	try {
		return await handler(call);
	} catch (thrown) {
		if (thrown instanceof Refusal) return thrown.answer;
		const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
		return { status: 500, body: { message: `simulator defect: ${reason}` } };
	}
}

function isJson(call: Call): boolean {
	return /^application\/(.+\+)?json\b/.test(call.headers['content-type'] ?? '');
}

function routeOf(service: Service, call: Call): Route | undefined {
	for (const contract of service.contracts) {
		const operation = contract.find(call.method, call.path);
		if (operation) return { contract, operation };
	}
	return undefined;
}

function notSimulated(call: Call): Answer {
	return { status: 501, body: { message: `not simulated: ${call.method} ${call.path}` } };
}

function requestOf(service: Service, call: Call): Request {
	const headers = Object.entries(call.headers).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, value] as const],
	);
	return {
		method: call.method,
		path: call.path,
		headers: Object.fromEntries(headers),
		query: queryRecord(call.query, service.parameterName),
		body: call.body,
	};
}
