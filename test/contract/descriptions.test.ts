import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { resources as factorial } from '../../nodes/Factorial/actions';
import { resources as jumpCloud } from '../../nodes/JumpCloud/actions';
import { choicesOf, descriptions, everyParameter, isOfVersion } from '../support/descriptions';

let nodes: Array<[string, INodeTypeDescription]>;

beforeAll(async () => {
	nodes = Object.entries(await descriptions());
});

/** What must hold for every parameter of every node; gives the paths for which it does not. */
function offenders(isWrong: (property: INodeProperties) => boolean): string[] {
	return nodes.flatMap(([name, { properties }]) =>
		everyParameter(properties)
			.filter(({ property }) => isWrong(property))
			.map(({ path }) => `${name}.${path}`),
	);
}

it('has the nodes under the names that saved workflows hold', () => {
	expect(nodes.map(([name]) => name).sort()).toEqual([
		'factorial',
		'factorialPollingTrigger',
		'factorialTrigger',
		'jumpCloud',
	]);
});

it('offers no choice twice', () => {
	expect(
		offenders((property) => {
			const values = choicesOf(property).map(({ value }) => value);
			return new Set(values).size !== values.length;
		}),
	).toEqual([]);
});

it('lists choices and the fields of collections by their labels', () => {
	const isSorted = (labels: string[]) =>
		labels.every(
			(label, index) => index === 0 || (labels[index - 1] ?? '').localeCompare(label) <= 0,
		);
	expect(
		offenders((property) => {
			if (property.type === 'collection') {
				const fields = (property.options ?? []) as INodeProperties[];
				return !isSorted(fields.map(({ displayName }) => displayName));
			}
			return (
				choicesOf(property).length >= 5 && !isSorted(choicesOf(property).map(({ name }) => name))
			);
		}),
	).toEqual([]);
});

it('starts every selection with something that can be chosen', () => {
	expect(
		offenders(
			(property) =>
				property.type === 'options' &&
				// What the service itself offers is not known here.
				!property.typeOptions?.loadOptionsMethod &&
				!choicesOf(property).some(({ value }) => value === property.default),
		),
	).toEqual([]);
});

it('shows every parameter under conditions that can come true', () => {
	for (const [name, { properties, version }] of nodes) {
		for (const { path, property } of everyParameter(properties)) {
			const isPossible = [version].flat().some((one) => isOfVersion(property, one));
			expect([`${name}.${path}`, isPossible]).toEqual([`${name}.${path}`, true]);
			for (const [parameter, wanted] of Object.entries(property.displayOptions?.show ?? {})) {
				if (parameter === '@version') continue;
				const possible = everyParameter(properties)
					.filter((other) => other.property.name === parameter)
					.flatMap((other) => choicesOf(other.property).map(({ value }) => value));
				const isBoolean = (wanted ?? []).every((value) => typeof value === 'boolean');
				if (isBoolean) continue;
				expect([`${name}.${path}`, possible]).toEqual([
					`${name}.${path}`,
					expect.arrayContaining(wanted ?? []),
				]);
			}
		}
	}
});

it('writes the operations as n8n does', () => {
	for (const { operations } of [...Object.values(factorial), ...Object.values(jumpCloud)]) {
		const names = Object.values(operations).map(({ name }) => name);
		expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
		for (const { name, action, description } of Object.values(operations)) {
			expect(name).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+| or [A-Z][a-z]+)*$/);
			expect(action).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/);
			expect(description).not.toMatch(/\.$/);
		}
	}
});

it('ends no description of one sentence with a full stop, and asks for examples with e.g.', () => {
	expect(
		offenders(({ description = '', type }) => type !== 'notice' && /^[^.]*\.$/.test(description)),
	).toEqual([]);
	expect(
		offenders(
			({ placeholder = '', type }) =>
				type === 'string' && placeholder !== '' && !placeholder.startsWith('e.g.'),
		),
	).toEqual([]);
});

it('takes the name of a field that is dropped from the input, and not an expression of its value', () => {
	const named = offenders(({ description = '' }) =>
		description.startsWith('Name of the field in the input'),
	);
	expect(named.length).toBeGreaterThan(3);
	expect(offenders(({ requiresDataPath }) => requiresDataPath === 'single')).toEqual(named);
});

it('never shows bank and identity numbers, nor salaries, in an execution, where somebody lets them leave', () => {
	const ofFactorial = nodes.filter(([name]) => name.startsWith('factorial'));
	expect(ofFactorial).toHaveLength(3);
	for (const [, { properties, sensitiveOutputFields = [] }] of ofFactorial) {
		const choices = everyParameter(properties)
			.filter(({ property }) => property.name === 'fields')
			.flatMap(({ property }) => choicesOf(property).map(({ value }) => String(value)));
		const ofContracts = ['salary_amount', 'salary_frequency'];
		expect([...choices, ...ofContracts]).toEqual(expect.arrayContaining(sensitiveOutputFields));
		expect(sensitiveOutputFields).toEqual(
			expect.arrayContaining([
				...['bank_number', 'social_security_number', 'identifier'],
				...ofContracts,
			]),
		);
	}
});

describe('what n8n’s builder is told', () => {
	const template = JSON.parse(
		readFileSync(path.resolve(__dirname, '../../workflows/joiner-mover-leaver.json'), 'utf8'),
	) as { nodes: INode[] };
	const inTemplate = (name: string) =>
		template.nodes.find((node) => node.name === name)?.parameters ?? {};
	const hintAt = (node: string, name: string) => {
		const [, description] = nodes.find(([one]) => one === node) ?? [];
		const hints = everyParameter(description?.properties ?? [])
			.filter(({ property }) => property.name === name)
			.flatMap(({ property }) => property.builderHint?.propertyHint ?? []);
		return [...new Set(hints)].join(' ');
	};
	const quoted = (hint: string) => [...hint.matchAll(/'([^']+)'/g)].map(([, value]) => value);

	it('names the events that the main template takes, and no others', () => {
		const { events } = inTemplate('Factorial Trigger');
		expect(quoted(hintAt('factorialTrigger', 'events'))).toEqual(events);
	});

	it('names the attribute for last days that the templates use', () => {
		const { options } = inTemplate('Plan') as { options: { rememberLastDay: string } };
		expect(quoted(hintAt('jumpCloud', 'rememberLastDay'))).toEqual([options.rememberLastDay]);
	});

	it.each(['factorial', 'factorialPollingTrigger', 'factorialTrigger', 'jumpCloud'])(
		'says of %s how it is put together with the others',
		(node) => {
			const [, description] = nodes.find(([one]) => one === node) ?? [];
			expect(description?.builderHint?.searchHint).toMatch(/employee|people/);
		},
	);
});
