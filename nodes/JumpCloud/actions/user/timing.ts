import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	asText,
	asWholeNumber,
	itemValue,
	located,
	readChoice,
	readCollection,
	refuseFoundNothing,
} from '../../../shared/parameters';
import type { Clock } from '../../directory/access';
import {
	isDayAlone,
	isWallClock,
	isZone,
	parseMoment,
	readDay,
	timeOfDayAt,
} from '../../sync/days';
import { checkEmail, readEmail, readText as readLine } from '../../sync/person';
import { MOST_MFA_DAYS } from '../../sync/planned';
import { decideTiming } from '../../sync/schedule';
import { linkField } from '../../sync/users';
import type { Link } from '../../sync/users';
import type { MailChoice } from '../../transport/schedules';
import { ATTRIBUTE_NAME, attributeLocator, timeZoneField } from '../pickers';

/** When a change of state happens: now, or at a time that JumpCloud keeps. */
export function timingFields(initialTime: string, timeDescription: string): INodeProperties[] {
	const at = { show: { when: ['at'] } };
	return [
		{
			displayName: 'When',
			name: 'when',
			type: 'options',
			options: [
				{ name: 'At', value: 'at', description: 'JumpCloud does it at a date and time' },
				{ name: 'Now', value: 'now' },
			],
			default: 'now',
		},
		{
			displayName: 'Date',
			name: 'date',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			required: true,
			description:
				'A day, or by an expression a day with its time; a day alone, also one written as a midnight, takes the time and zone below',
			displayOptions: at,
		},
		{
			displayName: 'Time of Day',
			name: 'timeOfDay',
			type: 'string',
			default: initialTime,
			placeholder: 'e.g. 08:00',
			description: timeDescription,
			displayOptions: at,
		},
		timeZoneField({ description: 'In which the date and the time count', displayOptions: at }),
		{
			displayName: 'If Less Than One Hour Ahead',
			name: 'whenTooSoon',
			type: 'options',
			options: [
				{ name: 'Do It Now', value: 'now' },
				{ name: 'Push to One Hour From Now', value: 'push' },
				{ name: 'Stop With an Error', value: 'stop' },
			],
			default: 'now',
			description: 'JumpCloud wants an hour of notice; a time that is past counts here too',
			displayOptions: at,
		},
	];
}

/** When a change of state happens, and by what clock; `wanted` is the time that was asked for. */
type ReadTiming = { wanted?: Date; timeZone?: string; clock?: Clock } & (
	| { kind: 'now' }
	| { kind: 'at'; at: Date }
);

/** For an `Options` collection: tells the suspensions that come of a last day from all others. */
export const rememberLastDayOption = attributeLocator('hrLastDay', {
	displayName: 'Remember the Last Day In',
	name: 'rememberLastDay',
	description:
		'Name of a custom attribute that keeps the last day for which a user is suspended. Whom HR takes back is let in again then, and whom IT has locked out stays out. Letters and digits only, at most 31; empty remembers nothing.',
	builderHint: {
		propertyHint:
			"Set it to 'hrLastDay' in every plan of joiners and leavers: without it nobody knows afterwards whom HR has ended and whom IT has locked, and rehired people stay out.",
	},
});

/** Of a change of access that counts, although what the user remembers could not be written. */
export const NOT_REMEMBERED = 'last_day_not_remembered';

/**
 * The custom attribute that keeps last days; nothing where none is kept.
 *
 * @throws NodeOperationError for a name that JumpCloud would refuse, or that holds the link
 */
export function readRememberLastDay(
	context: IExecuteFunctions,
	item: number,
	link: Link = { kind: 'employeeIdentifier' },
): string | undefined {
	const label = rememberLastDayOption.displayName;
	refuseFoundNothing(context, 'options.rememberLastDay', label, item);
	const name = asText(located(readCollection(context, 'options', item).rememberLastDay));
	if (name === '') return undefined;
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item, description });
	if (!ATTRIBUTE_NAME.test(name)) {
		throw refuse(
			`'Remember the Last Day In' cannot be '${name.slice(0, 60)}'`,
			'JumpCloud accepts letters and digits only, at most 31 of them.',
		);
	}
	if (linkField(link) === `attributes.${name}`) {
		throw refuse(
			"'Remember the Last Day In' names the attribute that holds the link to the employee",
			'Choose another name for one of the two.',
		);
	}
	return name;
}

const TOO_SOON = ['now', 'push', 'stop'] as const;

/**
 * When the change of this item happens.
 *
 * @throws NodeOperationError that names the parameter, for something that is not a date, time or zone,
 * and for a time too soon when the user wants to stop there
 */
export function readTiming(context: IExecuteFunctions, item: number, now: Date): ReadTiming {
	const when = readChoice(context, 'when', item, 'When', ['now', 'at']);
	if (when === 'now') return { kind: 'now' };
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item, description });

	const value = (name: string) => itemValue(context, name, item, '');
	const time = asWallClock(context, 'Time of Day', value('timeOfDay'), item);
	const timeZone = asTimeZone(context, value('timeZone'), item);
	const given = value('date');
	const date = typeof given === 'string' ? readLine(given) : given;
	const day = isDayAlone(date, timeZone) ? readDay(date, { time, timeZone }) : undefined;
	const at = day?.at ?? parseMoment(date, { time, timeZone });
	if (!at) {
		throw refuse(
			`'Date' is not a date: ${String(date).slice(0, 40) || 'empty'}`,
			'Write it as 2026-12-31 or 2026-12-31T18:00:00Z.',
		);
	}
	const rule = readChoice(context, 'whenTooSoon', item, 'If Less Than One Hour Ahead', TOO_SOON);
	const timing = decideTiming(at, now, rule);
	// A moment of its own comes again at the time of day that it has, on whatever day.
	const clock = day ? { timeOfDay: time, timeZone } : { ...timeOfDayAt(at, timeZone), timeZone };
	if (timing.kind !== 'refused') return { ...timing, wanted: at, timeZone, clock };
	throw refuse(
		timing.reason === 'past'
			? `'Date' is in the past: ${at.toISOString()}`
			: `'Date' is less than one hour ahead: ${at.toISOString()}`,
		"JumpCloud wants an hour of notice. Choose another time, or another 'If Less Than One Hour Ahead'.",
	);
}

/**
 * The zone in which days begin and end: that of the workflow where none is given.
 *
 * @throws NodeOperationError for a zone that does not exist
 */
export function asTimeZone(context: IExecuteFunctions, value: unknown, item?: number): string {
	const isEmpty = value === null || value === undefined || value === '';
	const timeZone = isEmpty ? context.getTimezone() : readLine(value);
	if (isZone(timeZone)) return timeZone;
	throw new NodeOperationError(
		context.getNode(),
		`'Time Zone' is not known: ${timeZone.slice(0, 40) || 'empty'}`,
		{ itemIndex: item, description: 'Write it as Europe/Madrid.' },
	);
}

/** @throws NodeOperationError for what is no time of day */
export function asWallClock(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	item?: number,
): string {
	const time = readLine(value);
	if (isWallClock(time)) return time;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not a time: ${time.slice(0, 40) || 'empty'}`,
		{ itemIndex: item, description: 'Write it as 08:00 or 23:59.' },
	);
}

/** Who is told about an activation. */
export const mailFields: INodeProperties[] = [
	{
		displayName: 'Send Email To',
		name: 'sendEmailTo',
		type: 'options',
		options: [
			{ name: 'An Address', value: 'address' },
			{
				name: 'Default Recipient',
				value: 'default',
				description: 'The alternate email of the user if there is one, else the company email',
			},
			{ name: 'Nobody', value: 'none' },
		],
		default: 'default',
		description: 'Who gets the mail with which the user sets a password',
	},
	{
		displayName: 'Email Address',
		name: 'mailAddress',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. nathan@example.com',
		displayOptions: { show: { sendEmailTo: ['address'] } },
	},
];

const MAIL = ['default', 'address', 'none'] as const;

/** @throws NodeOperationError when an address is wanted and none is given */
export function readMail(context: IExecuteFunctions, item: number): MailChoice {
	const kind = readChoice(context, 'sendEmailTo', item, 'Send Email To', MAIL);
	if (kind !== 'address') return { kind };
	const address = readEmail(itemValue(context, 'mailAddress', item, ''));
	if (checkEmail(address) === undefined) return { kind, address };
	throw new NodeOperationError(
		context.getNode(),
		`'Email Address' is not an email address: ${address.slice(0, 80) || 'empty'}`,
		{ itemIndex: item, description: "Map an address, or choose another 'Send Email To'." },
	);
}

/** When whoever is activated has to have a second factor. */
export const mfaDaysOption: INodeProperties = {
	displayName: 'Require MFA After (Days)',
	name: 'mfaDays',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: MOST_MFA_DAYS, numberPrecision: 0 },
	default: 7,
	description:
		'The user needs a second factor to log in, and has so many days to set it up. It is set before the user gets access, also for an activation at a date; who needs one already keeps the time they have. 0 leaves it as it is.',
};

/** @throws NodeOperationError for what is no number of days, and for an expression that finds nothing */
export function readMfaDays(context: IExecuteFunctions, item: number): number {
	const { mfaDays = 0 } = readCollection(context, 'options', item);
	const { displayName: label } = mfaDaysOption;
	refuseFoundNothing(context, 'options.mfaDays', label, item);
	return asWholeNumber(context, label, mfaDays, MOST_MFA_DAYS, item);
}
