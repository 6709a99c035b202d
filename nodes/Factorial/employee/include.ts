import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';

import { partsOf } from '../../shared/filters';
import { asChoice, asText, readChoice } from '../../shared/parameters';
import { contractFields, dayIn } from './contract';
import { customFieldsOfPeople } from './customFields';
import { inAdvance, teamFields } from './directory';
import type { Directory } from './directory';
import {
	OUTPUTS,
	WORK_EMAIL_SOURCES,
	domainsIn,
	readShape,
	shapedEmployee,
	workEmailField,
	workEmailOf,
} from './fields';
import type { Shape, WorkEmailChoice } from './fields';
import { leavesOfPeople } from './leaves';

interface Joined {
	directory: Directory;
	/** whose items are made */
	employees: IDataObject[];
	/** YYYY-MM-DD, where the workflow lives */
	today: string;
	/** in which days begin */
	timeZone: string;
	workEmail: WorkEmailChoice;
	/** the names of the custom fields that may leave */
	customFields: readonly string[];
	/** the IDs of the kinds of leaves that count, where some were chosen */
	leaveKinds?: readonly string[];
}

/** What is added to one employee. Whatever an id leads to that is not there any more is null. */
type Join = (employee: IDataObject) => IDataObject;

interface Inclusion {
	name: string;
	description: string;
	/** begins to read what does not depend on who the employees are, while they are read */
	ahead?(directory: Directory): void;
	/** reads what is needed for all the employees at once */
	join(joined: Joined): Promise<Join>;
}

const INCLUSIONS = {
	contract: {
		name: 'Current Contract',
		description:
			'Adds job_title, start_date and the days of the contract, and whether it is over (contract_has_ended)',
		ahead({ contracts }) {
			contracts.readAhead();
		},
		async join({ directory, employees, today, timeZone }) {
			const found = await directory.contracts.get(employees.map(({ id }) => asText(id)));
			return ({ id }) => contractFields(found.get(asText(id)) ?? [], today, timeZone);
		},
	},
	customFields: {
		name: 'Custom Fields',
		description: 'Adds custom_fields with the fields that you choose below, and no others',
		async join({ directory, employees, customFields }) {
			const people = employees.map(({ id }) => asText(id));
			const read = await customFieldsOfPeople(directory, customFields, people);
			return ({ id }) => ({ custom_fields: read(asText(id)) });
		},
	},
	leaves: {
		name: 'Leaves',
		description:
			'Adds on_leave (today), leave_from and leave_until, of approved leaves of whole days; leave_kind only with Leave Kinds',
		async join({ directory, employees, today, leaveKinds }) {
			const people = employees.map(({ id }) => asText(id));
			const read = await leavesOfPeople(directory, people, { today, kinds: leaveKinds });
			return ({ id }) => read(asText(id));
		},
	},
	legalEntity: {
		name: 'Legal Entity',
		description: 'Adds legal_entity_name',
		ahead({ legalEntityNames }) {
			inAdvance(legalEntityNames);
		},
		async join({ directory }) {
			const names = await directory.legalEntityNames();
			return ({ legal_entity_id: id }) => ({ legal_entity_name: names.get(asText(id)) ?? null });
		},
	},
	location: {
		name: 'Location',
		description: 'Adds location_name',
		ahead({ locationNames }) {
			inAdvance(locationNames);
		},
		async join({ directory }) {
			const names = await directory.locationNames();
			return ({ location_id: id }) => ({ location_name: names.get(asText(id)) ?? null });
		},
	},
	manager: {
		name: 'Manager',
		description: 'Adds manager_id, manager_name and manager_work_email',
		async join({ directory, employees, workEmail }) {
			const found = await directory.people.get(employees.map((one) => asText(one.manager_id)));
			return ({ manager_id: id }) => {
				const manager = found.get(asText(id));
				return {
					manager_id: id ?? null,
					manager_name: manager?.full_name ?? null,
					manager_work_email: manager ? workEmailOf(manager, workEmail).work_email : null,
				};
			};
		},
	},
	teams: {
		name: 'Teams',
		description: 'Adds team_names, team_lead and lead_team_names',
		ahead({ teams }) {
			inAdvance(teams);
		},
		async join({ directory }) {
			const places = await directory.teams();
			return ({ id }) => teamFields(places.get(asText(id)));
		},
	},
	termination: {
		name: 'Termination Reason',
		description:
			'Adds termination_reason_type and termination_reason, which say why somebody has left or leaves; personal data',
		async join() {
			// The record has them, and nothing has to be read.
			return await Promise.resolve(
				({ termination_reason_type: type, termination_reason: reason }) => ({
					...{ termination_reason_type: type ?? null, termination_reason: reason ?? null },
				}),
			);
		},
	},
} as const satisfies Record<string, Inclusion>;

type Include = keyof typeof INCLUSIONS;

const includes = Object.keys(INCLUSIONS).filter(isInclude);

function isInclude(value: unknown): value is Include {
	return typeof value === 'string' && Object.hasOwn(INCLUSIONS, value);
}

/** Begins to read what was chosen for everybody, because it takes as long as reading everybody. */
export function readAhead(directory: Directory, { include }: Pick<ItemChoices, 'include'>): void {
	for (const one of include) {
		const inclusion: Inclusion = INCLUSIONS[one];
		inclusion.ahead?.(directory);
	}
}

/** Reads all that was chosen, and gives what each employee gets from it. */
async function joinAll(chosen: Include[], joined: Joined): Promise<Join> {
	const joins = await Promise.all(
		chosen.map(async (include) => await INCLUSIONS[include].join(joined)),
	);
	return (employee) => Object.assign({}, ...joins.map((join) => join(employee))) as IDataObject;
}

const includeField: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: includes.map((value) => {
		const { name, description } = INCLUSIONS[value];
		return { name, value, description };
	}),
	default: [],
	description:
		'What to add that the employee record itself does not hold. When no contract runs today, the next one is given, with contract_is_future.',
};

/** What to add to an employee, and what of it may leave. */
export const includeFields: INodeProperties[] = [
	includeField,
	{
		displayName: 'Custom Field Names or IDs',
		name: 'customFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getCustomFields' },
		displayOptions: { show: { include: ['customFields'] } },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'By their slugs. They may hold personal data, so no others leave this node.',
	},
	{
		displayName: 'Leave Kind Names or IDs',
		name: 'leaveKinds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getLeaveKinds' },
		displayOptions: { show: { include: ['leaves'] } },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Only leaves of these kinds count, and leave_kind names the kind. Without a choice all count at which people do not work, and no kind leaves this node.',
	},
];

interface ItemChoices extends Shape, WorkEmailChoice {
	include: Include[];
	customFields: string[];
	leaveKinds?: string[];
	/** YYYY-MM-DD in the zone of the workflow */
	today: string;
	/** in which days begin */
	timeZone: string;
}

/**
 * What the user chose for the items of employees.
 *
 * @throws NodeOperationError for what none of the parameters can be, for a list of domains that is none,
 * and for one that has to name something and names nothing
 */
export function readItemChoices(context: IExecuteFunctions, item: number): ItemChoices {
	const read = (name: string): unknown => context.getNodeParameter(name, item, null);
	const choose = <T extends string>(name: string, label: string, choices: readonly [T, ...T[]]) =>
		readChoice(context, name, item, label, choices);
	const include = partsOf(read('include')).map((value) =>
		asChoice(context, includeField.displayName, value, includes, item),
	);
	const timeZone = context.getTimezone();
	const kinds = include.includes('leaves') ? readNames(context, item, 'leaveKinds') : [];
	return {
		...readShape(read),
		output: choose('output', 'Output', OUTPUTS),
		workEmailSource: choose('workEmailSource', workEmailField.displayName, WORK_EMAIL_SOURCES),
		include,
		customFields: include.includes('customFields') ? readCustomFields(context, item) : [],
		...(kinds.length > 0 && { leaveKinds: kinds }),
		workEmailDomains: readDomains(context, item),
		...{ timeZone, today: dayIn(timeZone, new Date()) },
	};
}

/** What may hold personal data leaves only where it was named. */
function readCustomFields(context: IExecuteFunctions, item: number): string[] {
	const names = readNames(context, item, 'customFields');
	if (names.length > 0) return names;
	throw new NodeOperationError(context.getNode(), "'Custom Field Names or IDs' names no field", {
		itemIndex: item,
		description:
			"Custom fields may hold personal data, so only those that you choose leave this node. Choose some, or remove 'Custom Fields' from 'Include'.",
	});
}

/** The names in a list; where an expression finds none, that must not mean all of them. */
function readNames(
	context: IExecuteFunctions,
	item: number,
	parameter: 'customFields' | 'leaveKinds',
): string[] {
	const names = partsOf(context.getNodeParameter(parameter, item, [])).map(asText);
	const written: unknown = context.getNodeParameter(parameter, item, [], { rawExpressions: true });
	const isLost = names.length === 0 && asText(written) !== '';
	const label = includeFields.find(({ name }) => name === parameter)?.displayName ?? parameter;
	if (!isLost && !names.includes('')) return [...new Set(names)];
	throw new NodeOperationError(
		context.getNode(),
		isLost ? `'${label}' is empty` : `'${label}' holds something that is no name and no ID`,
		{
			itemIndex: item,
			description: 'Choose from the list, or map a list of texts that every item has.',
		},
	);
}

/** An allow-list whose expression finds nothing must never mean that everything is allowed. */
function readDomains(context: IExecuteFunctions, item: number): string[] | undefined {
	const name = 'workEmailDomains';
	const { domains, unreadable } = domainsIn(context.getNodeParameter(name, item, ''));
	const written: unknown = context.getNodeParameter(name, item, '', { rawExpressions: true });
	const isLost = domains === undefined && asText(written) !== '';
	if (!isLost && unreadable.length === 0) return domains;
	throw new NodeOperationError(
		context.getNode(),
		isLost
			? "'Work Email Domains' is empty"
			: `'Work Email Domains' names something that is not a domain: ${unreadable.join(', ').slice(0, 80)}`,
		{
			itemIndex: item,
			description: isLost
				? 'Without it any address would count as a work email. Map a value that every item has, or clear the field.'
				: 'Write domains such as example.com or *.example.com, separated by commas.',
		},
	);
}

/** The items of employees: their own fields flat, with what was chosen to be added. */
export async function itemsOf(
	directory: Directory,
	employees: IDataObject[],
	choices: ItemChoices,
): Promise<IDataObject[]> {
	if (employees.length === 0) return [];
	const { include, today, timeZone } = choices;
	const { customFields, leaveKinds } = choices;
	const added = await joinAll(include, {
		...{ directory, employees, today, timeZone, workEmail: choices, customFields, leaveKinds },
	});
	return employees.map((employee) => ({
		...shapedEmployee(employee, choices),
		...workEmailOf(employee, choices),
		...added(employee),
	}));
}

/**
 * Said of people who work here although their contract is over: Factorial terminates nobody by itself
 * when a fixed term ends.
 */
export function endedHint(items: readonly IDataObject[]): NodeExecutionHint | undefined {
	const forgotten = items.filter(
		({ contract_has_ended: hasEnded, active, terminated_on: lastDay }) =>
			hasEnded === true && active !== false && asText(lastDay) === '',
	);
	if (forgotten.length === 0) return undefined;
	const named = forgotten.slice(0, MOST_NAMED).map(({ id, full_name: name }) => {
		const known = asText(name);
		return known === '' ? asText(id) : `${known} (${asText(id)})`;
	});
	const more = forgotten.length > MOST_NAMED ? `, and ${forgotten.length - MOST_NAMED} more` : '';
	return {
		message: `The contract has ended, and nobody was terminated in Factorial, so the access goes on: ${named.join(', ')}${more}. Enter the last day or a new contract there.`,
		type: 'warning',
		location: 'outputPane',
	};
}

const MOST_NAMED = 5;
