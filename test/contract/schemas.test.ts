import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { resources as factorial } from '../../nodes/Factorial/actions';
import { Factorial } from '../../nodes/Factorial/Factorial.node';
import { resources as jumpCloud } from '../../nodes/JumpCloud/actions';
import { JumpCloud } from '../../nodes/JumpCloud/JumpCloud.node';
import { closeAll } from '../support/jumpcloud';
import { IS_RENEWING } from '../support/renewing';
import { factorialSamples } from '../support/samples/factorial';
import { triggerSample } from '../support/samples/factorialTrigger';
import { jumpCloudSamples } from '../support/samples/jumpCloud';
import { schemaOf } from '../support/schemas';
import type { Schema } from '../support/schemas';

const ROOT = path.resolve(__dirname, '../..');
const SERVICES = {
	Factorial: { resources: factorial, samples: factorialSamples },
	JumpCloud: { resources: jumpCloud, samples: jumpCloudSamples },
};
/** Of the nodes, as they describe themselves. */
const VERSIONS = {
	Factorial: [new Factorial().description.version].flat(),
	JumpCloud: [new JumpCloud().description.version].flat(),
};
const RENEW = 'If the items are meant to be so, write them down with `npm run renew`.';

afterEach(closeAll);

const folderOf = (service: string, root: string) => path.join(root, 'nodes', service, '__schema__');
const fileOf = (service: string, id: string) =>
	path.join(folderOf(service, ROOT), 'v1.0.0', `${id.replace('.', '/')}.json`);
/** What has neither resource nor operation: the trigger. */
const TRIGGER_FILE = path.join(folderOf('Factorial', ROOT), 'v1.0.0.json');

const readSchema = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Schema;

/** What the items are like in n8n's own form, which ends with its version, and what the file says. */
function compared(file: string, items: IDataObject[]) {
	const today = { ...schemaOf(items), version: 1 };
	if (IS_RENEWING) {
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(today, null, '\t')}\n`);
	}
	return { today, written: existsSync(file) ? readSchema(file) : RENEW };
}

/** Fields of which the sample does not say what they are, because nobody has them. */
function ofNoKind({ properties = {} }: Schema): string[] {
	const fields = Object.entries(properties);
	return fields.filter(([, { type }]) => type === 'null').map(([name]) => name);
}

/** What was only just written is not in the built package yet. */
const whenBuilt = IS_RENEWING ? it.skip : it;

if (IS_RENEWING) {
	for (const service of Object.keys(SERVICES)) {
		rmSync(folderOf(service, ROOT), { recursive: true, force: true });
	}
}

describe.each(Object.entries(SERVICES))('%s', (service, { resources, samples }) => {
	const operations = Object.entries(resources).flatMap(([resource, { operations: own }]) =>
		Object.keys(own).map((operation) => ({ id: `${resource}.${operation}`, resource, operation })),
	);

	it('has a sample of every operation, and of nothing else', () => {
		expect(Object.keys(samples).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
	});

	it.each(Object.entries(samples))('tells the editor what %s gives', async (id, sample) => {
		const { today, written } = compared(fileOf(service, id), await sample());
		expect(today).toEqual(written);
		expect(Object.keys(today.properties ?? {}).length).toBeGreaterThan(2);
		expect(ofNoKind(today)).toEqual([]);
	});

	whenBuilt('is found where n8n looks in the built package, for every operation', () => {
		const nodeDir = path.join(ROOT, 'dist/nodes', service);
		for (const version of VERSIONS[service as keyof typeof SERVICES]) {
			const found = operations.map(({ id, ...selected }) => [
				id,
				loadOutputSchema({ nodeDir, version, ...selected }),
			]);
			expect(found).toEqual(operations.map(({ id }) => [id, readSchema(fileOf(service, id))]));
		}
	});

	it('holds no schema of something that is not there', () => {
		const files = readdirSync(folderOf(service, ROOT), { recursive: true, encoding: 'utf8' });
		const ids = files
			.filter((file) => file.includes('/') && file.endsWith('.json'))
			.map((file) => file.replace(/^v1\.0\.0\/|\.json$/g, '').replace('/', '.'));
		expect(ids.toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
	});
});

describe('the trigger', () => {
	it('tells the editor what its events give', async () => {
		const { today, written } = compared(TRIGGER_FILE, await triggerSample());
		expect(today).toEqual(written);
		expect(Object.keys(today.properties ?? {})).toEqual(
			expect.arrayContaining(['event', 'id', 'work_email', 'terminated_on', 'contract_version']),
		);
		expect(ofNoKind(today)).toEqual([]);
	});

	whenBuilt('is found where n8n looks in the built package', () => {
		const nodeDir = path.join(ROOT, 'dist/nodes/Factorial');
		expect(loadOutputSchema({ nodeDir, version: 1 })).toEqual(readSchema(TRIGGER_FILE));
	});
});

describe('the schema of several items', () => {
	const fits: Array<[string, unknown[], Schema]> = [
		['has what is there usually before null', [null, 'a'], { type: ['string', 'null'] }],
		['tells whole numbers from others', [1, 2], { type: 'integer' }],
		[
			'looks into every entry',
			[[], [{ a: 1 }, { b: true }]],
			arrayOf({ a: 'integer', b: 'boolean' }),
		],
		['knows nothing about what never was there', [[]], { type: 'array' }],
		['has the fields of all', [{ a: '' }, { b: 0.5 }], object({ a: 'string', b: 'number' })],
	];

	it.each(fits)('%s', (_, values, schema) => {
		expect(schemaOf(values)).toEqual(schema);
	});

	it('keeps the order in which fields come', () => {
		const { properties = {} } = schemaOf([
			{ id: 1, action: 'a' },
			{ reason: 'b', action: 'c' },
		]);
		expect(Object.keys(properties)).toEqual(['id', 'action', 'reason']);
	});
});

function object(types: Record<string, string>): Schema {
	const properties = Object.entries(types).map(([name, type]) => [name, { type }] as const);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

function arrayOf(types: Record<string, string>): Schema {
	return { type: 'array', items: object(types) };
}
