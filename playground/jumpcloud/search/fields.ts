import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../core/exchange';
import { refuse } from '../refusals';
import { valuesAt } from './values';

const SPEC = join(__dirname, '..', '..', 'openapi', 'jumpcloud-v1.openapi.json');
const [described] = valuesAt(
	JSON.parse(readFileSync(SPEC, 'utf8')),
	'components.schemas.SystemUserSearchHit.properties',
);
/** The published file leaves out the name of the local account, which users have all the same. */
const KNOWN = new Set([...(isRecord(described) ? Object.keys(described) : []), 'systemUsername']);

/** A field of users, possibly dotted. A name that no user can have is refused, so that typing errors show. */
export function knownField(path: string): string {
	const [first = ''] = path.split('.');
	return KNOWN.has(first) ? path : refuse(400, `Unknown field ${path}`);
}

/** Copies the named fields and the id; without names, everything. Names are separated by spaces only. */
export function project(record: Record<string, unknown>, names: string[]): Record<string, unknown> {
	if (names.length === 0) return record;
	const wanted = new Set(['_id', ...names.map((name) => name.split('.')[0])]);
	return Object.fromEntries(Object.entries(record).filter(([name]) => wanted.has(name)));
}

/** Words between spaces. Commas do not separate: `a,b` is one name that nothing has. */
export function words(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(String);
	return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : [];
}
