import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { IConnections, INode, INodeTypeDescription } from 'n8n-workflow';

import manifest from '../../package.json';
import { choicesOf, descriptions, everyParameter } from '../support/descriptions';

const FOLDER = path.resolve(__dirname, '../../workflows');
const templates = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

interface Template {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: object;
	active: boolean;
}

const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

let known: Record<string, INodeTypeDescription>;

beforeAll(async () => {
	known = await descriptions();
});

describe.each(templates)('%s', (file) => {
	const template = JSON.parse(read(file)) as Template;
	const ours = template.nodes.filter(({ type }) => type.startsWith(`${manifest.name}.`));

	it('imports switched off, with ids, and without anything of somebody’s own', () => {
		expect(template.active).toBe(false);
		expect(template.settings).toMatchObject({ executionOrder: 'v1' });
		const ids = template.nodes.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(read(file)).not.toMatch(/"credentials"|instanceId|staticData|@(?!n8n)[\w-]+\.\w+/);
	});

	it('connects steps that exist', () => {
		const names = template.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const targets = Object.values(template.connections).flatMap(({ main }) =>
			(main ?? []).flatMap((to) => (to ?? []).map(({ node }) => node)),
		);
		expect(names).toEqual(
			expect.arrayContaining([...Object.keys(template.connections), ...targets]),
		);
	});

	it('uses operations and parameters that exist', () => {
		const isAlert = template.nodes.some(({ type }) => type === 'n8n-nodes-base.errorTrigger');
		expect(ours.length > 0 || isAlert).toBe(true);
		for (const { type, name, parameters } of ours) {
			const description = known[type.slice(manifest.name.length + 1)];
			if (!description) throw new Error(`${name} has the unknown type ${type}`);
			const shown = description.properties.filter(({ displayOptions }) =>
				Object.entries(displayOptions?.show ?? {}).every(
					([key, values]) =>
						!['resource', 'operation'].includes(key) ||
						(values ?? []).includes(parameters[key] as string),
				),
			);
			for (const [parameter, value] of Object.entries(parameters)) {
				const property = shown.find((candidate) => candidate.name === parameter);
				expect([name, parameter, property?.name]).toEqual([name, parameter, parameter]);
				const choices = property ? choicesOf(property).map((choice) => choice.value) : [];
				const isComputed = typeof value === 'string' && value.startsWith('=');
				if (!isComputed && ['options', 'multiOptions'].includes(property?.type ?? '')) {
					expect([name, choices]).toEqual([
						name,
						expect.arrayContaining([value].flat() as string[]),
					]);
				}
				if (property?.type !== 'collection') continue;
				const inside = everyParameter([property]).map((entry) => entry.path);
				for (const key of Object.keys(value as object)) {
					expect(inside).toContain(`${parameter}.${key}`);
				}
			}
		}
	});

	it('gives every trigger an address that survives a rename', () => {
		for (const { type, webhookId } of ours) {
			if (type.endsWith('Trigger')) expect(webhookId).toMatch(/^[0-9a-f-]{36}$/);
		}
	});

	it('explains itself: a yellow note about the whole, and notes at the steps', () => {
		const notes = template.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.filter(({ parameters }) => parameters.color === 1)).toHaveLength(1);
		expect(notes.length).toBeGreaterThan(1);
	});
});
