import { isRecord } from './exchange';

type Schema = Record<string, unknown>;

const PARTS = ['properties'] as const;
const LISTS = ['oneOf', 'anyOf'] as const;

/**
 * A copy of an OpenAPI document whose request bodies refuse every field that is not described.
 * References are written out there, and `allOf` is merged, because each branch alone would refuse the
 * fields of the others.
 */
export function withStrictBodies(document: Schema): Schema {
	const copy = structuredClone(document);
	for (const operation of operationsOf(copy)) {
		const body = resolve(operation.requestBody, document);
		if (!isRecord(body) || !isRecord(body.content)) continue;
		const content = Object.entries(body.content).map(([type, media]) => [
			type,
			isRecord(media) ? { ...media, schema: strict(media.schema, document) } : media,
		]);
		operation.requestBody = { ...body, content: Object.fromEntries(content) };
	}
	return copy;
}

function operationsOf(document: Schema): Schema[] {
	const paths = isRecord(document.paths) ? Object.values(document.paths) : [];
	return paths.flatMap((path) => (isRecord(path) ? Object.values(path).filter(isRecord) : []));
}

function strict(given: unknown, document: Schema): unknown {
	const schema = merged(resolve(given, document), document);
	if (!isRecord(schema)) return schema;
	const result: Schema = { ...schema };
	for (const key of PARTS) {
		const part = schema[key];
		if (isRecord(part)) result[key] = mapValues(part, (inner) => strict(inner, document));
	}
	for (const key of LISTS) {
		const list = schema[key];
		if (Array.isArray(list)) result[key] = list.map((inner) => strict(inner, document));
	}
	if (schema.items !== undefined) result.items = strict(schema.items, document);
	if (isRecord(schema.properties)) result.additionalProperties ??= false;
	return result;
}

function merged(schema: unknown, document: Schema): unknown {
	if (!isRecord(schema) || !Array.isArray(schema.allOf)) return schema;
	const { allOf, ...rest } = schema;
	const branches = [rest, ...allOf.map((branch) => merged(resolve(branch, document), document))];
	return branches.filter(isRecord).reduce<Schema>(
		(sum, branch) => ({
			...sum,
			...branch,
			properties: { ...asRecord(sum.properties), ...asRecord(branch.properties) },
			required: [...asArray(sum.required), ...asArray(branch.required)],
		}),
		{},
	);
}

function resolve(node: unknown, document: Schema): unknown {
	if (!isRecord(node) || typeof node.$ref !== 'string') return node;
	const steps = node.$ref.replace(/^#\//, '').split('/');
	const target = steps.reduce<unknown>(
		(at, step) => (isRecord(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
		document,
	);
	return resolve(target, document);
}

function mapValues(record: Schema, change: (value: unknown) => unknown): Schema {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

const asRecord = (value: unknown): Schema => (isRecord(value) ? value : {});
const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
