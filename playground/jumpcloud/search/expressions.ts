import { isRecord } from '../../core/exchange';
import { refuse } from '../refusals';
import { knownField } from './fields';
import { TEXT_OPERATORS, testFor } from './operators';
import { valuesAt } from './values';

export type Predicate = (record: Record<string, unknown>) => boolean;

/** Where nothing is asked for; known by itself, so that nobody has to be asked. */
export const EVERYBODY: Predicate = () => true;

export function all(predicates: Predicate[]): Predicate {
	const asked = predicates.filter((predicate) => predicate !== EVERYBODY);
	if (asked.length === 0) return EVERYBODY;
	return (record) => asked.every((predicate) => predicate(record));
}

export const any =
	(predicates: Predicate[]): Predicate =>
	(record) =>
		predicates.some((predicate) => predicate(record));

/** `field:$op:value`; the value may hold further colons and is compared as text, case and all. */
export function fromText(text: string): Predicate {
	const [field = '', operator = '', ...rest] = text.split(':');
	if (rest.length === 0) return refuse(400, `Not a filter: ${text}`);
	if (!TEXT_OPERATORS.includes(operator)) return refuse(400, `Unknown operator ${operator}`);
	const path = knownField(field);
	const test = testFor(operator, rest.join(':'));
	return (record) => test(valuesAt(record, path).map(String));
}

/** One entry of a search filter: text, `{field: value}`, or `{field: {$op: value}}`. */
function fromExpression(expression: unknown): Predicate {
	if (typeof expression === 'string') return fromText(expression);
	if (!isRecord(expression)) return refuse(400, 'A filter entry must be an object or a string');
	return all(Object.entries(expression).map(([field, wanted]) => fromField(field, wanted)));
}

function fromField(field: string, wanted: unknown): Predicate {
	const path = knownField(field);
	const operators = isRecord(wanted) ? Object.entries(wanted) : [['$eq', wanted] as const];
	const tests = operators.map(([operator, operand]) => testFor(operator, operand));
	return (record) => tests.every((test) => test(valuesAt(record, path)));
}

/** The `filter` of a search body: a list (all must hold), `{and}`, `{or}`, or plain fields. */
export function fromFilter(filter: unknown): Predicate {
	if (filter === undefined) return EVERYBODY;
	if (Array.isArray(filter)) return all(filter.map(fromExpression));
	if (!isRecord(filter)) return refuse(400, 'filter must be an object or a list');
	const { and, or, ...fields } = filter;
	const parts = [fromExpression(fields)];
	if (and !== undefined) parts.push(all(listed(and).map(fromExpression)));
	if (or !== undefined) parts.push(any(listed(or).map(fromExpression)));
	return all(parts);
}

function listed(value: unknown): unknown[] {
	return Array.isArray(value) ? value : refuse(400, 'and/or need a list');
}
