import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, itemValues } from '../../../shared/parameters';
import { groupsFor } from '../../sync/groups';
import type { GroupRule } from '../../sync/groups';
import type { LeaverInput } from '../../sync/leaver';
import type { PersonInput } from '../../sync/person';
import type { PlanInput } from '../../sync/plan';
import type { Link } from '../../sync/users';
import { personFields } from '../user/person';
import { leftAloneBefore, notAnEmployee } from '../user/result';
import type { AttributeMapping } from './plan.attributes';
import { isMapped } from './plan.rules';
import type { Decided } from './plan.rules';
import type { Scope } from './plan.scope';

/** Who the input is, which says what it means to be missing from it. */
export const peopleFields: INodeProperties[] = [
	{
		displayName: 'The Input Is',
		name: 'people',
		type: 'options',
		options: [
			{
				name: 'Everyone',
				value: 'everyone',
				description:
					'The whole company, also those who have left: whoever is missing has no employee',
			},
			{
				name: 'Some People',
				value: 'some',
				description: 'Nothing is concluded about anybody who is not in the input',
			},
		],
		default: 'some',
		builderHint: {
			propertyHint:
				"Keep 'some' behind a trigger and behind single people. Take 'everyone' only right behind one step that reads all employees, those who have left included, with nothing in between that leaves people out: whoever is missing counts as gone.",
		},
	},
	{
		displayName: 'Linked Users Without a Person',
		name: 'absent',
		type: 'options',
		options: [
			{
				name: 'Report Only',
				value: 'report',
				description: 'They leave as items with the reason orphan, and keep their access',
			},
			{
				name: 'Suspend',
				value: 'suspend',
				description: 'Only where the input holds everybody and every person has an ID',
			},
		],
		default: 'report',
		description: 'Users who are linked to an employee whom the input does not have',
		displayOptions: { show: { people: ['everyone'] } },
	},
];

/** People of whom it only has to be known that they are there. */
const witnessField: INodeProperties = {
	displayName: 'Only a Witness',
	name: 'witness',
	type: 'string',
	default: '={{ $json.witness }}',
	placeholder: 'e.g. {{ $json.witness }}',
	description:
		'Where this is true, nothing is planned for the person, but a user who could be theirs is not taken from or given to somebody else. For people of whom the source says that they have the email of somebody who leaves or gets another one.',
	displayOptions: { show: { people: ['some'] } },
};

/** By it, a mass of single events is seen. */
const changedAtField: INodeProperties = {
	displayName: 'Changed At',
	name: 'changedAt',
	type: 'string',
	default: '={{ $json.updated_at }}',
	placeholder: 'e.g. {{ $json.updated_at }}',
	description:
		'When the source has changed the person last. The guard counts what witnesses are going to lose as well, because when HR ends two hundred contracts by mistake, two hundred events come, each about one person. In this order, one of their plans tells of all. Where it holds no moment, a witness whose access is gone counts as just changed.',
	displayOptions: { show: { people: ['some'] } },
};

/** What a plan concludes from the fields of a person, where it differs from a single creation. */
const MEANINGS: Readonly<Record<string, string>> = {
	active:
		'When this is false and there is no last day, the person has left. Empty counts as active.',
	email: 'People without one get no user; a leaver who is linked is suspended all the same',
};

/** Whether the items are everybody. */
const listFields: INodeProperties[] = [
	{
		displayName: 'List Is Complete',
		name: 'listComplete',
		type: 'string',
		default: '={{ $json.list_complete }}',
		placeholder: 'e.g. {{ $json.list_complete }}',
		description:
			"Whether the source has read everybody. Unless every item says so, nothing is concluded about whoever is missing. Factorial's Get Many says it by itself; for another source, enter true where it is certain.",
		displayOptions: { show: { people: ['everyone'] } },
	},
	{
		displayName: 'People in the List',
		name: 'listCount',
		type: 'string',
		default: '={{ $json.list_count }}',
		placeholder: 'e.g. {{ $json.list_count }}',
		description:
			'How many people were read: when fewer arrive, a step between has left some out, and the list is not complete any more. Leave it empty where people are left out on purpose.',
		displayOptions: { show: { people: ['everyone'] } },
	},
	{
		displayName: 'List ID',
		name: 'listId',
		type: 'string',
		default: '={{ $json.list_id }}',
		placeholder: 'e.g. {{ $json.list_id }}',
		description:
			"Which list a person was read with, where several are planned as one: each has to arrive as a whole. Factorial's Get Many gives it. Without it, lists are told apart by their number of people.",
		displayOptions: { show: { people: ['everyone'] } },
	},
];

/** Who a person is, and what the source says of its list; the defaults fit items of the Factorial nodes. */
export const mappingFields: INodeProperties[] = [
	...personFields.map((field) => ({
		...field,
		description: MEANINGS[field.name] ?? field.description,
	})),
	witnessField,
	changedAtField,
	...listFields,
];

/** Whether users get their manager from the source. */
export const managerFields: INodeProperties[] = [
	{
		displayName: 'Managers',
		name: 'managers',
		type: 'options',
		options: [
			{ name: 'Keep in Step', value: 'keep', description: 'The source decides who manages whom' },
			{ name: 'Leave Alone', value: 'none' },
		],
		default: 'none',
	},
	{
		displayName: 'Manager',
		name: 'manager',
		type: 'string',
		default: '={{ $json.manager_id }}',
		placeholder: 'e.g. 1042',
		description:
			'The employee ID of the manager, or the work email; empty leaves the manager as it is',
		displayOptions: { show: { managers: ['keep'] } },
	},
];

/** The parameter behind each value of a person. */
const PARAMETERS = {
	employeeId: 'employeeId',
	email: 'email',
	firstName: 'firstname',
	lastName: 'lastname',
	active: 'active',
	lastDay: 'lastDay',
	firstDay: 'firstDay',
	manager: 'manager',
	username: 'username',
	witness: 'witness',
	changedAt: 'changedAt',
	listComplete: 'listComplete',
	listCount: 'listCount',
	listId: 'listId',
} as const satisfies Partial<Record<keyof PersonInput, string>>;

type Mapped = keyof typeof PARAMETERS;

interface Mapping {
	attributes: AttributeMapping;
	groupRules: readonly GroupRule[];
	ownOf: Decided['ownOf'];
	/** what is only read where it is chosen */
	moreOf(item: number): LeaverInput;
	scope: Scope | undefined;
	link: Link;
}

/** The people of the input, as the node's mapping finds them in the items. */
export function readPeople(
	context: IExecuteFunctions,
	items: IDataObject[],
	{ attributes, groupRules, ownOf, moreOf, scope, link }: Mapping,
): PlanInput[] {
	const wishOf = groupsFor(groupRules);
	const reader = (key: Mapped): ((item: number) => unknown) =>
		(key !== 'lastDay' && key !== 'firstDay') || isMapped(context, PARAMETERS[key])
			? itemValues(context, PARAMETERS[key], items)
			: () => undefined;
	const readers = (Object.keys(PARAMETERS) as Mapped[]).map((key) => [key, reader(key)] as const);
	const read = Object.fromEntries(readers) as Record<Mapped, (item: number) => unknown>;
	return items.map((item, index) => {
		const own = ownOf(index);
		const before = leftAloneBefore(item);
		const outside = before ? undefined : scope?.of(item);
		// Whoever is outside needs no settings.
		const unclear = own && 'unclear' in own && !outside ? own.unclear : undefined;
		const employeeId = read.employeeId(index);
		const notTheirs = notAnEmployee(item, employeeId, link);
		// Written out, so that the objects of thousands of people have one shape, which engines read faster.
		const person: PlanInput = {
			employeeId: notTheirs ? null : employeeId,
			email: read.email(index),
			noEmail: item.work_email_reason,
			firstName: read.firstName(index),
			lastName: read.lastName(index),
			active: read.active(index),
			lastDay: read.lastDay(index),
			firstDay: read.firstDay(index),
			manager: read.manager(index),
			username: read.username(index),
			attributes: attributes.valuesOf(index),
			groups: wishOf(item),
			witness: read.witness(index),
			changedAt: read.changedAt(index),
			listComplete: read.listComplete(index),
			listCount: read.listCount(index),
			listId: read.listId(index),
			skipped: before ?? notTheirs ?? unclear,
		};
		if (before) Object.assign(person, identityOf(item));
		if (outside) person.scope = outside;
		if (own && 'rules' in own) person.own = own.rules;
		return Object.assign(person, moreOf(index));
	});
}

/** What is mapped only where it is chosen. */
const OF_LEAVERS = new Set(['contractEndsOn', 'leaveUntil', 'leaving.reason', 'onLeave']);

/** Whether a parameter says something about each person. */
export function isMapping(path: string): boolean {
	return (
		Object.values(PARAMETERS).some((own) => own === path) ||
		/^attributes\.attribute\[\d+\]\.value$/.test(path) ||
		OF_LEAVERS.has(path) ||
		path === 'sendEmailTo' ||
		path === 'mailAddress'
	);
}

/**
 * Who somebody is whom a step of this node has left alone: the ID of such an item can be that of the
 * user, and whoever is taken for somebody else would be missing from the company.
 */
function identityOf({ employeeId, email, work_email }: IDataObject): Partial<PersonInput> {
	const known = { employeeId: asText(employeeId), email: asText(work_email) || asText(email) };
	return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
}
