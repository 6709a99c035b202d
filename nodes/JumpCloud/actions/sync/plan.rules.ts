import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { byLabel, readCollection, readText } from '../../../shared/parameters';
import type { LeaverRule } from '../../sync/access';
import { isWallClock } from '../../sync/days';
import type { SyncRules } from '../../sync/decide';
import {
	clearEmptyOption,
	readIdentityRules,
	readLink,
	readUsernameChoice,
	stateField,
	usernameOptions,
} from '../user/person';
import {
	mailFields,
	readRememberLastDay,
	readTimeZone,
	rememberLastDayOption,
} from '../user/timing';

const activated = { activation: ['firstDay', 'keepPlanned', 'now'] };

/** How new people get access. */
export const joinerFields: INodeProperties[] = [
	{
		displayName: 'Activation',
		name: 'activation',
		type: 'options',
		options: [
			{
				name: 'None',
				value: 'none',
				description: 'New users begin in the state below and stay in it',
			},
			{
				name: 'Now',
				value: 'now',
				description:
					'Staged users are activated, new ones as soon as they are created; nobody before a first day to come',
			},
			{
				name: 'On the First Day',
				value: 'firstDay',
				description: 'Staged users are activated on their first day; JumpCloud keeps the date',
			},
			{
				name: 'Only Move What Is Planned',
				value: 'keepPlanned',
				description:
					'An activation that JumpCloud keeps moves with the first day, and is canceled when there is none any more; nothing new is planned',
			},
		],
		default: 'none',
		description: 'When users who are Staged get access, new ones and those who are there already',
	},
	{
		...stateField,
		description: 'Of new users',
		displayOptions: { show: { activation: ['none'] } },
	},
	{
		displayName: 'First Day',
		name: 'firstDay',
		type: 'string',
		default: '={{ $json.start_date }}',
		placeholder: 'e.g. 2026-12-01',
		description: 'Nobody comes back before it. Factorial gives it with Include: Current Contract.',
	},
	{
		displayName: 'Activation Time',
		name: 'activationTime',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		description: 'On the first day, in the time zone below',
		displayOptions: { show: { activation: ['firstDay', 'keepPlanned'] } },
	},
	...mailFields.map((field) => ({
		...field,
		displayOptions: { show: { ...field.displayOptions?.show, ...activated } },
	})),
];

/** How people lose access, and whether they get it back. */
export const leaverFields: INodeProperties[] = [
	{
		displayName: 'Leavers',
		name: 'leavers',
		type: 'options',
		options: [
			{ name: 'Never Suspend', value: 'never' },
			{
				name: 'Suspend After the Last Day',
				value: 'lastDay',
				description: 'A last day to come is scheduled, and moved when it moves',
			},
			{
				name: 'Suspend Now',
				value: 'now',
				description: 'As soon as there is a last day, also one to come',
			},
		],
		default: 'lastDay',
	},
	{
		displayName: 'Last Day',
		name: 'lastDay',
		type: 'string',
		default: '={{ $json.terminated_on }}',
		placeholder: 'e.g. 2026-12-31',
		description:
			'Its value is empty for whoever stays. Where this field itself is empty, the source knows no last days: nothing is taken back, and nobody is let in again.',
	},
	{
		displayName: 'Suspension Time',
		name: 'suspensionTime',
		type: 'string',
		default: '23:59',
		placeholder: 'e.g. 23:59',
		description: 'On the last day, in the time zone below',
		displayOptions: { show: { leavers: ['lastDay'] } },
	},
	{
		displayName: 'Rehires',
		name: 'rehires',
		type: 'options',
		options: [
			{
				name: 'Report Only',
				value: 'report',
				description: 'Nothing tells a rehire from somebody whom IT has suspended',
			},
			{
				name: 'Unsuspend',
				value: 'unsuspend',
				description: 'Everybody who works here and is suspended gets the access back',
			},
		],
		default: 'report',
		description:
			'People who work here and whose user is suspended. Whom a last day suspended comes back either way, where the last day is remembered.',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Madrid',
		description: 'In which days begin and end; empty takes the zone of the workflow',
	},
];

/** What else can be said about a plan. */
export const planOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: byLabel([
		{
			displayName: 'Add a Summary',
			name: 'summaryItem',
			type: 'boolean',
			default: false,
			description: 'Whether a last item with the action summary tells how many of what there are',
		},
		clearEmptyOption,
		{
			displayName: 'Include Unchanged',
			name: 'includeUnchanged',
			type: 'boolean',
			default: false,
			description:
				'Whether people about whom nothing has to be done leave as well, with the action noop',
		},
		rememberLastDayOption,
		...usernameOptions,
	]),
};

/** What an admin has decided, apart from what has to be looked up in JumpCloud. */
export type DecidedRules = Omit<SyncRules, 'attributes' | 'protectedUsers'>;

/** @throws NodeOperationError that names the parameter with which no plan can be made */
export function readRules(context: IExecuteFunctions, now: Date): DecidedRules {
	const text = (name: string) => readText(context, name, 0);
	const username = readUsernameChoice(context, 0);
	const link = readLink(context, 0);
	return {
		everyone: text('people') === 'everyone',
		absent: text('absent') === 'suspend' ? 'suspend' : 'report',
		...readIdentityRules(context, 0),
		link,
		rememberLastDay: readRememberLastDay(context, 0, link),
		username: username.kind === 'given' ? { kind: 'given' } : username,
		clearEmpty: readCollection(context, 'options', 0).clearEmpty === true,
		state: text('state') === 'ACTIVATED' ? 'ACTIVATED' : 'STAGED',
		activation: oneOf(['firstDay', 'keepPlanned', 'now'], text('activation')) ?? 'none',
		activationTime: readTime(context, 'activationTime', 'Activation Time', '08:00'),
		leavers: leaverRule(context, text('leavers')),
		rehires: text('rehires') === 'unsuspend' ? 'unsuspend' : 'report',
		suspensionTime: readTime(context, 'suspensionTime', 'Suspension Time', '23:59'),
		timeZone: readTimeZone(context, 0),
		managers: text('managers') === 'keep',
		now,
	};
}

/** Whether people lose their access is nothing to guess. */
function leaverRule(context: IExecuteFunctions, value: string): LeaverRule {
	const rule = oneOf(['lastDay', 'now', 'never'], value);
	if (rule) return rule;
	throw new NodeOperationError(context.getNode(), `'Leavers' cannot be '${value.slice(0, 40)}'`, {
		description: 'Choose it from the list. Nothing was planned.',
	});
}

function readTime(
	context: IExecuteFunctions,
	name: string,
	label: string,
	whenHidden: string,
): string {
	const time = String(context.getNodeParameter(name, 0, whenHidden)).trim();
	if (isWallClock(time)) return time;
	throw new NodeOperationError(context.getNode(), `'${label}' is not a time: ${time || 'empty'}`, {
		description: 'Write it as 08:00 or 23:59.',
	});
}

function oneOf<T extends string>(values: readonly T[], value: string): T | undefined {
	return values.find((one) => one === value);
}
