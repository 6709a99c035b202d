import { NodeOperationError } from 'n8n-workflow';
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { asRecords, asText, isRecord, shownValue } from '../../../shared/parameters';
import type { FieldChange } from '../../sync/planned';
import {
	EFFECTS,
	EFFECT_WORDS,
	effectOf,
	fieldInWords,
	reasonInWords,
	valueInWords,
	whatInWords,
} from '../../sync/words';
import type { Effect } from '../../sync/words';
import { asCsv, asMessage, asPage } from './report.formats';
import type { Line, Part, Report, Section } from './report.formats';

const FORMATS = ['csv', 'html', 'text'] as const;

export type Format = (typeof FORMATS)[number];

/** One more item that tells all of it to people. */
export const reportOption: INodeProperties = {
	displayName: 'Report',
	name: 'report',
	type: 'multiOptions',
	options: [
		{
			name: 'CSV',
			value: 'csv',
			description: 'As a file for a spreadsheet, one row per changed field',
		},
		{
			name: 'HTML',
			value: 'html',
			description: 'As a page for a mail or a form, and the whole of it as a file',
		},
		{ name: 'Text', value: 'text', description: 'Short enough for a chat message' },
	],
	default: [],
	description:
		'Adds a last item with the action report that says in plain words who is concerned, what happens, why and when, with what hurts most first. It holds names, emails and the changed values.',
};

/**
 * Which reports are wanted.
 *
 * @throws NodeOperationError for a word that is none
 */
export function readReport(context: IExecuteFunctions, options: IDataObject): Format[] {
	const { report } = options;
	const given = (Array.isArray(report) ? report : [report]) as unknown[];
	const words = given.flatMap((word) => asText(word).split(/[\s,]+/)).filter(Boolean);
	const wanted = words.filter((word) => word !== 'none');
	const unknown = wanted.find((word) => !FORMATS.some((format) => format === word));
	const isReadable = given.every((word) => word === undefined || typeof word === 'string');
	if (unknown === undefined && isReadable) {
		return FORMATS.filter((format) => wanted.includes(format));
	}
	throw new NodeOperationError(
		context.getNode(),
		`'Report' cannot be ${shownValue(unknown ?? report)}`,
		{ description: `Choose from the list, or map one of: none, ${FORMATS.join(', ')}.` },
	);
}

interface About {
	/** what it is called, before its time */
	title: string;
	madeAt: Date;
	notice?: string;
}

/** What a report is made of: all items that leave, in their order. */
export async function reportItem(
	context: IExecuteFunctions,
	formats: Format[],
	items: readonly IDataObject[],
	{ title, madeAt, notice = '' }: About,
): Promise<INodeExecutionData> {
	const moment = clockOf(context.getTimezone());
	const report: Report = {
		title: `${title} of ${moment(madeAt.toISOString())}`,
		notice,
		...told(items, moment),
	};
	const [html, csv] = [formats.includes('html'), formats.includes('csv')];
	const name = `${title.toLowerCase().replaceAll(' ', '-')}-${madeAt.toISOString().slice(0, 10)}`;
	const file = async (content: string, ending: string, type: string) =>
		await context.helpers.prepareBinaryData(Buffer.from(content), `${name}.${ending}`, type);
	const binary: IBinaryKeyData = {
		...(csv && { csv: await file(asCsv(report), 'csv', 'text/csv') }),
		...(html && { html: await file(asPage(report), 'html', 'text/html') }),
	};
	const json: IDataObject = {
		action: 'report',
		title: report.title,
		headline: report.headline,
		...(notice !== '' && { notice }),
		sections: report.sections.map(sectionAsItem),
		...(formats.includes('text') && { text: asMessage(report) }),
		...(html && { html: asPage(report, MOST_IN_ITEM) }),
	};
	// Of nobody: n8n would otherwise link it to whoever stands at its position.
	return { json, ...(html || csv ? { binary } : {}), pairedItem: [] };
}

/** More than anybody reads; the file holds all of them. */
const MOST_IN_ITEM = 500;

/** Of these nobody may be missing where somebody is asked for a yes, who may not see the file. */
const TOLD_WHOLE: ReadonlySet<Effect> = new Set(['deleted', 'ends', 'leaves', 'begins', 'other']);

function sectionAsItem({ effect, title, note, lines }: Section): IDataObject {
	const most = TOLD_WHOLE.has(effect) ? lines.length : MOST_IN_ITEM;
	const shown = lines.slice(0, most).map(({ who, email, parts, items }) => ({
		...{ who, email, items },
		parts: parts.map(({ changes, ...part }) => ({ ...part, changes: [...changes] })),
	}));
	const all = lines.flatMap(({ items }) => items);
	return { effect, title, note, count: lines.length, items: all, lines: shown };
}

/** Lines by what they mean, and how many there are of each kind. */
function told(
	items: readonly IDataObject[],
	moment: (value: string) => string,
): Pick<Report, 'headline' | 'sections'> {
	const lines = linesOf(items, moment);
	const sections = EFFECTS.flatMap((effect): Section[] => {
		const theirs = lines.filter((line) => line.effect === effect);
		const { title, note } = EFFECT_WORDS[effect];
		return theirs.length > 0 ? [{ effect, title, note, lines: theirs }] : [];
	});
	const counts = sections.map(({ effect, lines: { length } }) => {
		const { one, many } = EFFECT_WORDS[effect];
		return `${length} ${length === 1 ? one : many}`;
	});
	return { headline: counts.join(', ') || 'Nothing to do', sections };
}

/** One line for each person, in which the gravest of their items decides where it stands. */
function linesOf(items: readonly IDataObject[], moment: (value: string) => string): Line[] {
	const names = namesOf(items);
	const lines = new Map<string, Line>();
	items.forEach((json, index) => {
		const action = asText(json.action);
		if (action === 'summary' || action === 'report') return;
		const key = keyOf(json) || `item ${index}`;
		const { effect, part } = partOf(json, moment, names);
		const line = lines.get(key) ?? { ...whoIn(json), parts: [], items: [], effect };
		line.parts.push(part);
		line.items.push(index);
		if (EFFECTS.indexOf(effect) < EFFECTS.indexOf(line.effect)) line.effect = effect;
		lines.set(key, line);
	});
	return [...lines.values()];
}

function partOf(
	json: IDataObject,
	moment: (value: string) => string,
	names: ReadonlyMap<string, string>,
): { effect: Effect; part: Part } {
	const changes = asRecords(json.changes).map(changeOf);
	const about = { action: asText(json.action), changes, result: asText(json.result) };
	const effect = effectOf(about);
	const at = asText(json.effectiveAt);
	const when = at === '' ? '' : moment(at);
	const tellers = { moment, user: (id: string) => names.get(id) };
	const mail = asText(json.mail);
	const part: Part = {
		what: `${whatInWords(about, when, moment)}${mailInWords(mail)}`,
		...toldOf(json, effect),
		changes: changes.map(({ field, from, to }) => ({
			field: fieldInWords(field),
			from: valueInWords(field, from, tellers),
			to: valueInWords(field, to, tellers),
		})),
		when,
		isNew: about.action === 'create',
		result: RESULTS[about.result] ?? about.result,
	};
	return { effect, part };
}

const RESULTS: Readonly<Record<string, string>> = {
	applied: 'done',
	failed: 'failed',
	noop: '',
	refused: 'not done',
};

function mailInWords(mail: string): string {
	if (mail === 'none') return ', without a mail';
	return mail.includes('@') ? `; the mail goes to ${mail}` : '';
}

/** Why, and what else there is to say, unless the sentence of the reason has said it. */
function toldOf(json: IDataObject, effect: Effect): Pick<Part, 'why' | 'note'> {
	const reason = asText(json.reason);
	const [why, note] = [reasonInWords(reason), SAYS_ALL.has(reason) ? '' : asText(json.message)];
	// Where nothing is done, the message is why.
	const isLeft = effect === 'look' || effect === 'notDone';
	return isLeft ? { why: [why, note].filter(Boolean).join(' '), note: '' } : { why, note };
}

/** Reasons whose sentence says all that the message does. */
const SAYS_ALL: ReadonlySet<string> = new Set(['not_joining', 'protected', 'would_return']);

function changeOf({ field, from = null, to = null }: IDataObject): FieldChange {
	return { field: asText(field), from: valueOf(from), to: valueOf(to) };
}

function valueOf(value: unknown): FieldChange['to'] {
	return typeof value === 'boolean' || value === null ? value : asText(value);
}

function keyOf({ user, person }: IDataObject): string {
	const id = isRecord(person) ? asText(person.employeeId) : '';
	return id || (isRecord(user) ? asText(user.id) : '');
}

function whoIn({ user, person }: IDataObject): Pick<Line, 'who' | 'email'> {
	const [known, account] = [isRecord(person) ? person : {}, isRecord(user) ? user : {}];
	const name = `${asText(known.firstName)} ${asText(known.lastName)}`.trim();
	const email = asText(known.email) || asText(account.email);
	return { who: name || asText(account.username) || email || 'Somebody without a name', email };
}

/** Names by the IDs of users, for managers. */
function namesOf(items: readonly IDataObject[]): Map<string, string> {
	const named = items.flatMap(
		(json): Array<[string, string]> =>
			isRecord(json.user) ? [[asText(json.user.id), whoIn(json).who]] : [],
	);
	return new Map(named);
}

/** Gives moments as clocks in the zone show them, with the zone: readers live in several. */
function clockOf(timeZone: string): (value: string) => string {
	const format = new Intl.DateTimeFormat('en-GB', {
		...{ timeZone, day: 'numeric', month: 'long', year: 'numeric' },
		...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
	});
	return (value) => {
		const at = new Date(value);
		if (Number.isNaN(at.getTime())) return value;
		const part = new Map(format.formatToParts(at).map(({ type, value: text }) => [type, text]));
		return `${part.get('day')} ${part.get('month')} ${part.get('year')}, ${part.get('hour')}:${part.get('minute')} ${part.get('timeZoneName')}`;
	};
}
