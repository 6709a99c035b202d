import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document, Operation, Request } from 'openapi-backend';
import type { Answer, Problem } from './exchange';
import { isDate, isDateTime, isEmail } from './formats';
import { problemOf } from './problems';
import { withStrictBodies } from './strict';

const FOLDER = join(__dirname, '..', 'openapi');

/** One OpenAPI file: which operation a request means, and whether requests and answers conform. */
export class Contract {
	private static readonly loaded = new Map<string, Promise<Contract>>();

	private constructor(private readonly backend: OpenAPIBackend) {}

	/**
	 * Reads `playground/openapi/<file>`; `root` is the path under which its paths are served. Compiling
	 * the checks is slow, so all simulators of a process share one contract per file.
	 */
	static async load(file: string, root = '/'): Promise<Contract> {
		const key = `${file} ${root}`;
		const contract = Contract.loaded.get(key) ?? Contract.read(file, root);
		Contract.loaded.set(key, contract);
		return await contract;
	}

	private static async read(file: string, root: string): Promise<Contract> {
		const text = readFileSync(join(FOLDER, file), 'utf8');
		const backend = new OpenAPIBackend({
			definition: withStrictBodies(JSON.parse(text)) as Document,
			apiRoot: root,
			quick: true,
			ajvOpts: { allErrors: true, logger: false },
			customizeAjv: (ajv) =>
				ajv
					.addFormat('date', isDate)
					.addFormat('date-time', isDateTime)
					.addFormat('email', isEmail),
		});
		return new Contract(await backend.init());
	}

	find(method: string, path: string): Operation | undefined {
		return this.backend.matchOperation({ method, path, headers: {} });
	}

	paramsOf(operation: Operation, path: string): Record<string, string> {
		const request = { method: operation.method, path, headers: {} };
		const params: unknown = this.backend.router.parseRequest(request, operation).params;
		const entries = Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]);
		return Object.fromEntries(entries);
	}

	/** Everything that is wrong with a request; empty when it conforms. */
	problemsOf(operation: Operation, request: Request): Problem[] {
		const { errors } = this.backend.validateRequest(request, operation);
		return (errors ?? []).map(problemOf);
	}

	/**
	 * Why an answer contradicts the file, or undefined. Empty answers and undocumented error statuses
	 * pass: the public files leave both out.
	 */
	defectOf(operation: Operation, answer: Answer): string | undefined {
		if (answer.isOdd) return undefined;
		const documented = Object.keys(operation.responses ?? {});
		if (answer.status < 400 && !documented.includes(String(answer.status))) {
			return `status ${answer.status} is not documented`;
		}
		if (answer.body === undefined) return undefined;
		const { errors } = this.backend.validateResponse(wire(answer), operation, answer.status);
		const first = errors?.[0];
		return first && `${first.instancePath || 'body'} ${first.message ?? first.keyword}`;
	}
}

/** The body as the client will see it: dates become text, undefined fields vanish. */
function wire(answer: Answer): unknown {
	return JSON.parse(JSON.stringify(answer.body));
}
