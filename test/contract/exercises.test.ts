import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { run } from '../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../playground/n8n/temporary.cjs';
import { everyParameter } from '../support/descriptions';

const ROOT = path.resolve(__dirname, '../..');
const MOST_FILES = 3;

/** What is put where, by file; a file that is not there yet is made. */
type Exercise = Record<string, Array<[before: string, with_: string]> | string>;

/** The exercises of CONTRIBUTING.md, as a newcomer would do them. */
const EXERCISES = {
	attribute: {
		'nodes/JumpCloud/sync/attributes.ts': [
			["\t'department',\n", "\t'department',\n\t'description',\n"],
		],
		'nodes/JumpCloud/actions/user/attributes.ts': [
			[
				"\tdepartment: 'Department',\n",
				"\tdepartment: 'Department',\n\tdescription: 'Description',\n",
			],
		],
		'nodes/JumpCloud/transport/systemUser.ts': [
			['\tdepartment?: string;\n', '\tdepartment?: string;\n\tdescription?: string;\n'],
			[' jobTitle department ', ' jobTitle department description '],
		],
	},
	event: {
		'nodes/Factorial/trigger/events.ts': [
			[
				'const EVENTS = {\n',
				"const EVENTS = {\n\t'employees/employee/ping': { name: 'Employee Pinged', payload: 'employee' },\n",
			],
		],
	},
	operation: {
		'nodes/Factorial/actions/location/get.operation.ts': `import { take } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import type { Factorial } from '../../employee/directory';
import { listedFor, paths } from '../../transport/client';
import { readIds } from '../values';

export const get: Operation<Factorial> = {
	name: 'Get',
	action: 'Get a location',
	description: 'Retrieve one location of the company',
	fields: [{ displayName: 'Location ID', name: 'locationId', type: 'string', default: '' }],
	async run({ context, api: { http }, item }) {
		const given = context.getNodeParameter('locationId', item);
		const ids = readIds({ context, label: 'Location ID', item }, given);
		return await take(listedFor(http, paths.locations, { filter: 'ids[]', key: 'id', ids }), 1);
	},
};
`,
		'nodes/Factorial/actions/index.ts': [
			[
				"import { getAll as getAllLocations } from './location/getAll.operation';",
				"import { get as getLocation } from './location/get.operation';\nimport { getAll as getAllLocations } from './location/getAll.operation';",
			],
			[
				'operations: { getAll: getAllLocations }',
				'operations: { get: getLocation, getAll: getAllLocations }',
			],
		],
	},
} satisfies Record<string, Exercise>;

const DESCRIBE = `
const names = ['Factorial/Factorial', 'Factorial/FactorialTrigger', 'JumpCloud/JumpCloud'];
const all = names.map((name) => {
	const [made] = Object.values(require('./dist/nodes/' + name + '.node.js'));
	return new made().description;
});
require('node:fs').writeFileSync('described.json', JSON.stringify(all));
`;

let folder: string;
let nodes: INodeTypeDescription[];

beforeAll(async () => {
	folder = temporaryFolder('exercises');
	for (const name of ['nodes', 'credentials', 'tsconfig.json']) {
		cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
	}
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
	for (const exercise of Object.values<Exercise>(EXERCISES)) {
		for (const [file, edits] of Object.entries(exercise)) {
			const target = path.join(folder, file);
			if (typeof edits === 'string') {
				mkdirSync(path.dirname(target), { recursive: true });
				writeFileSync(target, edits);
				continue;
			}
			let text = readFileSync(target, 'utf8');
			for (const [before, after] of edits) {
				expect(text).toContain(before);
				text = text.replace(before, after);
			}
			writeFileSync(target, text);
		}
	}
	const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
	const compiled = await run(process.execPath, [tsc], { cwd: folder });
	expect(compiled).toMatchObject({ code: 0, output: '' });
	const described = await run(process.execPath, ['-e', DESCRIBE], { cwd: folder });
	expect(described.code).toBe(0);
	const text = readFileSync(path.join(folder, 'described.json'), 'utf8');
	nodes = JSON.parse(text) as INodeTypeDescription[];
}, 180_000);

afterAll(() => removeFolder(folder));

const found = (node: string, name: string) =>
	everyParameter(nodes.find((one) => one.name === node)?.properties ?? []).filter(
		({ property }) => property.name === name,
	);
const offers = (node: string, name: string) =>
	found(node, name).flatMap(({ property }) =>
		(property.options ?? []).flatMap((option) => ('value' in option ? [option.value] : [])),
	);

describe('a newcomer who follows CONTRIBUTING.md', () => {
	it.each(Object.entries<Exercise>(EXERCISES))(
		'touches three files at most for an %s',
		(_, files) => {
			expect(Object.keys(files).length).toBeLessThanOrEqual(MOST_FILES);
			const text = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
			for (const file of Object.keys(files)) expect(text).toContain(file);
		},
	);

	it('finds the new attribute in every operation that writes attributes', () => {
		expect(found('jumpCloud', 'description').length).toBeGreaterThanOrEqual(2);
	});

	it('finds the new event in the trigger', () => {
		expect(offers('factorialTrigger', 'events')).toContain('employees/employee/ping');
	});

	it('finds the new operation, with its field', () => {
		expect(offers('factorial', 'operation').filter((value) => value === 'get')).toHaveLength(2);
		expect(found('factorial', 'locationId')).toHaveLength(1);
	});
});
