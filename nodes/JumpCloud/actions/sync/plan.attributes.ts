import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asRecords, asText, byText, itemValues, located } from '../../../shared/parameters';
import type { AttributePolicy, AttributeRule } from '../../sync/attributes';
import { isFilled } from '../../sync/groups';
import { linkField } from '../../sync/users';
import type { Link } from '../../sync/users';
import { ATTRIBUTE_NAME, attributeLocator, rows } from '../pickers';
import { PHONE_TYPES, TEXTS } from '../user/attributes';

/** Attributes beyond email and names, each with the rule by which the source decides about it. */
export const attributeRulesField: INodeProperties = {
	displayName: 'Attributes',
	name: 'attributes',
	type: 'fixedCollection',
	typeOptions: rows(
		'row.attribute === "attributes" ? (row.name?.value ?? row.name) : label("attribute")',
		'row.attribute === "phoneNumbers" ? label("phoneType") : ""',
	),
	placeholder: 'Add Attribute',
	default: {},
	description: 'Besides email, first name and last name, which are always kept in step',
	options: [
		{
			displayName: 'Attribute',
			name: 'attribute',
			values: [
				{
					displayName: 'Attribute',
					name: 'attribute',
					type: 'options',
					options: [
						...Object.entries(TEXTS).map(([value, name]) => ({ name, value })),
						{ name: 'Custom Attribute', value: 'attributes' },
						{ name: 'Phone Number', value: 'phoneNumbers' },
					].sort((a, b) => byText(a.name, b.name)),
					default: 'department',
				},
				attributeLocator('', {
					displayName: 'Name',
					name: 'name',
					displayOptions: { show: { attribute: ['attributes'] } },
				}),
				{
					displayName: 'Type',
					name: 'phoneType',
					type: 'options',
					options: PHONE_TYPES,
					default: 'work',
					displayOptions: { show: { attribute: ['phoneNumbers'] } },
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. {{ $json.job_title }}',
				},
				{
					displayName: 'When',
					name: 'policy',
					type: 'options',
					options: [
						{ name: 'Keep in Step', value: 'keep', description: 'The source decides at all times' },
						{ name: 'Only if Empty', value: 'ifEmpty', description: 'What is there stays' },
						{ name: 'Only on Create', value: 'onCreate', description: 'Never for existing users' },
					],
					default: 'keep',
				},
			],
		},
	],
};

export interface AttributeMapping {
	rules: AttributeRule[];
	/** the values of one item, in the order of the rules */
	valuesOf(item: number): unknown[];
	/** the attributes that follow the source and that no item has a value for */
	emptyIn(items: readonly unknown[]): string[];
}

/** @throws NodeOperationError for an attribute that cannot be stored, is there twice, or is taken for the link or a last day */
export function readAttributeRules(
	context: IExecuteFunctions,
	{ link, rememberLastDay: memory }: { link: Link; rememberLastDay?: string },
	items: IDataObject[],
): AttributeMapping {
	const entries = asRecords(context.getNodeParameter('attributes.attribute', 0, []));
	const rules = entries.map(
		(entry): AttributeRule => ({
			field: fieldOf(context, entry),
			policy: policyOf(entry.policy),
		}),
	);
	const fields = rules.map(({ field }) => field);
	const twice = fields.find((field, index) => fields.indexOf(field) !== index);
	if (twice) throw refusal(context, `'Attributes' sets ${twice} twice`, 'Remove one of the two.');
	if (fields.some((field) => field === linkField(link))) {
		throw refusal(
			context,
			"'Attributes' sets the value that holds the link to the employee",
			"Remove it there, or choose another 'Link to Employee'.",
		);
	}
	if (memory !== undefined && fields.includes(`attributes.${memory}`)) {
		throw refusal(
			context,
			"'Attributes' sets the value that 'Remember the Last Day In' keeps",
			'Choose another name for one of the two.',
		);
	}
	const readers = entries.map((_, index) =>
		itemValues(context, `attributes.attribute[${index}].value`, items),
	);
	return {
		rules,
		valuesOf: (item) => readers.map((read) => read(item)),
		emptyIn: (all) => {
			const isEmpty = (index: number) => !all.some((_, item) => isFilled(readers[index]?.(item)));
			return rules
				.filter(({ policy }, index) => policy === 'keep' && isEmpty(index))
				.map(({ field }) => field);
		},
	};
}

function fieldOf(context: IExecuteFunctions, entry: IDataObject): string {
	const attribute = asText(entry.attribute);
	if (attribute === 'phoneNumbers') return `phoneNumbers.${asText(entry.phoneType) || 'work'}`;
	if (attribute !== 'attributes') return attribute;
	const name = asText(located(entry.name));
	if (ATTRIBUTE_NAME.test(name)) return `attributes.${name}`;
	throw refusal(
		context,
		`The custom attribute '${name.slice(0, 60)}' cannot be stored`,
		'Its name takes letters and digits only, at most 31.',
	);
}

function policyOf(value: unknown): AttributePolicy {
	return value === 'ifEmpty' || value === 'onCreate' ? value : 'keep';
}

function refusal(context: IExecuteFunctions, message: string, description: string) {
	return new NodeOperationError(context.getNode(), message, { description });
}
