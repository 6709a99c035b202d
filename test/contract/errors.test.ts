import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import {
	FIELD_LABELS as FACTORIAL_LABELS,
	FACTORIAL_OAUTH2_TEXTS,
	FACTORIAL_TEXTS,
} from '../../nodes/Factorial/transport/texts';
import {
	FIELD_LABELS as JUMPCLOUD_LABELS,
	JUMPCLOUD_OAUTH2_TEXTS,
	JUMPCLOUD_TEXTS,
} from '../../nodes/JumpCloud/transport/texts';
import { NO_ANSWER } from '../../nodes/shared/pool';
import { textFor } from '../../nodes/shared/errorTexts';
import { descriptions } from '../support/descriptions';
import { nameOf, ownRowsOf, rowsOf, tableOf } from '../support/errorRows';

const page = readFileSync(path.resolve(__dirname, '../../docs/errors.md'), 'utf8');

const TABLES = {
	jumpcloud: ['JumpCloud', rowsOf(JUMPCLOUD_TEXTS)],
	'jumpcloud-oauth2': ['JumpCloud', ownRowsOf(JUMPCLOUD_OAUTH2_TEXTS, JUMPCLOUD_TEXTS)],
	factorial: ['Factorial', rowsOf(FACTORIAL_TEXTS)],
	'factorial-oauth2': ['Factorial', ownRowsOf(FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS)],
} as const;

const ROWS = Object.values(TABLES).flatMap(([service, rows]) =>
	rows.map((row) => [`${service} ${nameOf(row)}`, row] as const),
);

describe.each(Object.entries(TABLES))('docs/errors.md, %s', (mark, [service, rows]) => {
	it('says what the code says', () => {
		const [, table] = page.split(new RegExp(`<!-- ${mark}:(?:begin|end) -->`));
		expect(table?.trim()).toBe(tableOf(rows, service));
	});

	it('has one text for each case', () => {
		const names = rows.map(nameOf);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});
});

describe.each(ROWS)('%s', (_name, row) => {
	it('says what happened, then what to do, without blame', () => {
		expect(row.message).toMatch(/^[A-Z{].*[^.]$/);
		expect(row.description).toMatch(/^[A-Z].*\.$/);
		expect(`${row.message} ${row.description}`).not.toMatch(/error|problem|failure|mistake/i);
	});

	it('leaves nothing to be filled in by the reader', () => {
		const open = `${row.message} ${row.description}`.match(/\{[^}]*\}/g) ?? [];
		const known = ['{service}', '{later}', ...(row.labels ? ['{fields}'] : [])];
		expect(open.filter((name) => !known.includes(name))).toEqual([]);
	});

	it('says in words when it counts, if it does not always', () => {
		const isConditional = [row.says, row.calls, row.labels].some((one) => one !== undefined);
		expect(row.when !== undefined).toBe(isConditional);
	});
});

it.each([
	['jumpCloud', JUMPCLOUD_LABELS],
	['factorial', FACTORIAL_LABELS],
])('%s calls fields by the names of its parameters', async (node, labels) => {
	const { factorialTrigger, ...nodes } = await descriptions();
	const own = nodes[node]?.properties ?? [];
	const shown = [...own, ...(factorialTrigger?.properties ?? [])].flatMap(namesIn);
	expect(Object.values(labels).filter((label) => !shown.includes(label))).toEqual([]);
});

function namesIn(property: INodeProperties): string[] {
	const inner = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(namesIn);
		return 'type' in option ? namesIn(option) : [];
	});
	return [property.displayName, ...inner];
}

it('docs/credentials.md says of every code of n8n which row of the error texts it is', () => {
	const credentials = readFileSync(path.resolve(__dirname, '../../docs/credentials.md'), 'utf8');
	const [, table = ''] = credentials.split(/<!-- codes:(?:begin|end) -->/);
	const rows = table.trim().split('\n').slice(2);
	const said = rows.flatMap((row) => {
		const [, codes = '', when = ''] = row.split('|').map((cell) => cell.trim());
		return [...codes.matchAll(/`(\w+)`/g)].map(([, code = '']) => [code, when] as const);
	});
	const meant = said.map(([code]) => {
		const clues = { said: code, call: '', fields: [] };
		return [code, textFor(JUMPCLOUD_TEXTS, NO_ANSWER, clues)?.when] as const;
	});
	expect(said).toEqual(meant);
	// Those that admins meet when an address, a proxy or a certificate is wrong.
	expect(said.map(([code]) => code)).toEqual(
		expect.arrayContaining(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT']),
	);
});
