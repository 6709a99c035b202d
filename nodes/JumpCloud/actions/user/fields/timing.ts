import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readText } from '../../../../shared/parameters';
import { parseMoment } from '../../../sync/days';
import { decideTiming } from '../../../sync/schedule';
import type { Timing } from '../../../sync/schedule';

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
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 2026-12-31 or 2026-12-31T18:00:00Z',
			description: 'A day, or a day with its time; a day alone takes the time and zone below',
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
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Madrid',
			description: 'Empty takes the zone of the workflow',
			displayOptions: at,
		},
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

/**
 * When the change of this item happens.
 *
 * @throws NodeOperationError that names the parameter, for something that is not a date, time or zone,
 * and for a time too soon when the user wants to stop there
 */
export function readTiming(context: IExecuteFunctions, item: number, now: Date): Timing {
	if (readText(context, 'when', item) !== 'at') return { kind: 'now' };
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item, description });

	const time = readText(context, 'timeOfDay', item);
	if (!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) {
		throw refuse(`'Time of Day' is not a time: ${time || 'empty'}`, 'Write it as 08:00 or 23:59.');
	}
	const timeZone = readTimeZone(context, item);
	const value = context.getNodeParameter('date', item, '');
	const at = parseMoment(value, { time, timeZone });
	if (!at) {
		throw refuse(
			`'Date' is not a date: ${String(value).slice(0, 40) || 'empty'}`,
			'Write it as 2026-12-31 or 2026-12-31T18:00:00Z.',
		);
	}
	const timing = decideTiming(at, now, tooSoonRule(readText(context, 'whenTooSoon', item)));
	if (timing.kind !== 'refused') return timing;
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
export function readTimeZone(context: IExecuteFunctions, item: number): string {
	const timeZone = readText(context, 'timeZone', item) || context.getTimezone();
	if (isZone(timeZone)) return timeZone;
	throw new NodeOperationError(context.getNode(), `'Time Zone' is not known: ${timeZone}`, {
		itemIndex: item,
		description: 'Write it as Europe/Madrid.',
	});
}

function tooSoonRule(value: string): 'now' | 'push' | 'stop' {
	return value === 'push' || value === 'stop' ? value : 'now';
}

function isZone(timeZone: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
	} catch {
		return false;
	}
}
