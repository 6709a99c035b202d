import type { Effect } from '../../sync/words';

/** What of a report is told in one line: all that concerns one person. */
export interface Line {
	who: string;
	email: string;
	parts: Part[];
	/** which of the items that leave the line is about */
	items: number[];
	effect: Effect;
}

/** One change of a person, or one reason why nothing is done. */
export interface Part {
	what: string;
	why: string;
	/** what else there is to know, such as what stays as it is; empty when there is nothing */
	note: string;
	changes: Array<{ field: string; from: string; to: string }>;
	/** in words; empty for at once */
	when: string;
	/** nothing was there before, so only what comes has to be told */
	isNew: boolean;
	/** what came of it, in a word; empty in a plan */
	result: string;
}

export interface Section {
	effect: Effect;
	title: string;
	note: string;
	lines: Line[];
}

/** A plan, or what came of it, as it is told to people. */
export interface Report {
	title: string;
	headline: string;
	/** what has to be known before all else; empty when there is nothing */
	notice: string;
	sections: Section[];
}

/** As much as chats take in one message. */
const LONGEST_TEXT = 3500;
const LONGEST_LINE = 400;
const LONGEST_VALUE = 200;

/** What nobody can see, or what turns the direction of a whole line around. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/gu;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A value on one line. */
function clean(value: string): string {
	return value.replace(UNSEEN, ' ').trim();
}

function cutTo(value: string, longest: number): string {
	if (value.length <= longest) return value;
	// Half of a character that takes two places would be no character at all.
	return `${value.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * What chats would take for a mention, a link or a format, and what stands there instead: it looks alike,
 * because no way of escaping means the same to all of them. Addresses and words with a low line stay,
 * but for an address at a domain like here.com: there are chats that call everybody in the middle of a word.
 */
const MARKS: ReadonlyArray<[RegExp, string]> = [
	[/</g, '\u2039'],
	[/>/g, '\u203a'],
	[/&(?=#?\w+;)/g, '\uff06'],
	[/(?<![\p{L}\p{N}._+-])@|@(?=(?:all|channel|everyone|here)\b)/giu, '\uff20'],
	[/\*/g, '\u2217'],
	[/`/g, '\u02cb'],
	[/~/g, '\u223c'],
	[/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02cd'],
	[/\](?=[([:])/g, '\uff3d'],
	[/:\/\//g, ':\u2215\u2215'],
	[/(?<=\bwww)\./gi, '\u2024'],
];

function inert(value: string): string {
	return MARKS.reduce((text, [mark, alike]) => text.replace(mark, alike), value);
}

/** A value that does nothing in a chat, and keeps its direction to itself, where others follow on the line. */
function isolated(value: string): string {
	const text = inert(clean(value));
	return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Each change of a part; what is new needs no word about what was there. */
function changesInWords({ changes, isNew }: Part, show: (value: string) => string): string[] {
	return changes.map(({ field, from, to }) =>
		isNew ? `${show(field)}: ${show(to)}` : `${show(field)}: ${show(from)} → ${show(to)}`,
	);
}

function partInWords(part: Part): string {
	const { what, why, note, result } = part;
	const told = [
		result === '' ? '' : `${result}:`,
		`${isolated(what)}.`,
		...[why, note].map(isolated),
	];
	const fields = changesInWords(part, isolated).join('; ');
	return [...told, fields === '' ? '' : `(${fields})`].filter(Boolean).join(' ');
}

/** A message for a chat, with what hurts most first, cut where a chat would cut it. */
export function asMessage(report: Report): string {
	const head = [report.title, report.notice, `${report.headline}.`].filter(Boolean).join('\n');
	const rows = report.sections
		.filter(({ effect }) => effect !== 'nothing')
		.flatMap((section) => [
			{ isPerson: false, text: `\n${section.title} (${section.lines.length})` },
			...section.lines.map((line) => ({ isPerson: true, text: lineInWords(line) })),
		]);
	const shown: string[] = [cutTo(head, LONGEST_TEXT / 2)];
	let length = shown.join('').length;
	let next = 0;
	for (; next < rows.length; next++) {
		const { text = '' } = rows[next] ?? {};
		if (length + text.length + 1 > LONGEST_TEXT - LONGEST_TAIL) break;
		shown.push(text);
		length += text.length + 1;
	}
	const rest = rows.slice(next).filter(({ isPerson }) => isPerson).length;
	if (rest === 0) return shown.join('\n');
	// A heading without anybody below it says nothing.
	if (rows[next - 1]?.isPerson === false) shown.pop();
	return [...shown, `\n… and ${rest} more.`].join('\n');
}

const LONGEST_TAIL = 40;

function lineInWords({ who, email, parts }: Line): string {
	const name = [who, email === who ? '' : email].filter(Boolean).map(isolated).join(', ');
	return cutTo(`• ${name}: ${parts.map(partInWords).join(' ')}`, LONGEST_LINE);
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

/** Where a spreadsheet divides cells by something else than a comma, a formula can begin behind that. */
const FORMULA_INSIDE = /([;|\t\r\n]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

function cell(value: string): string {
	const text = value.replaceAll('\u0000', '').replace(FORMULA_INSIDE, "$1'");
	return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/**
 * Rows as RFC 4180 has them, one per changed field, with the mark by which Excel knows UTF-8. What looks
 * like a formula begins with an apostrophe, as spreadsheets write such texts themselves.
 */
export function asCsv({ sections }: Report): string {
	const head = ['Kind', 'Name', 'Email', 'What', 'Why', 'When', 'Field', 'From', 'To', 'Result'];
	const rows = sections.flatMap(({ title, lines }) =>
		lines.flatMap(({ who, email, parts }) =>
			parts.flatMap(({ what, why, note, when, changes, result }) =>
				(changes.length > 0 ? changes : [{ field: '', from: '', to: '' }]).map(
					({ field, from, to }) =>
						[title, who, email, what, `${why} ${note}`.trim(), when, field, from, to, result]
							.map(cell)
							.join(','),
				),
			),
		),
	);
	return `\ufeff${[head.map(cell).join(','), ...rows].join('\r\n')}\r\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
	...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
	// n8n evaluates what stands in curly brackets where it shows a page, and a name may hold some.
	...{ '{': '&#123;', '}': '&#125;' },
};

function escaped(value: string): string {
	return clean(value).replace(/[&<>"'{}]/g, (character) => ENTITIES[character] ?? '');
}

/** A value in a page: its direction is its own, and it is not endless. */
function shown(value: string): string {
	return `<bdi>${escaped(cutTo(value, LONGEST_VALUE))}</bdi>`;
}

/** Mail programs keep what stands at the element, so light is there, and dark on top of it. */
const STYLES = {
	body: 'margin:0;padding:16px;background:#f3f4f6;color:#1f2937;font:15px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
	sheet:
		'max-width:720px;margin:0 auto;background:#ffffff;border:1px solid #e5e7eb;border-radius:8px;border-collapse:separate',
	cell: 'padding:20px',
	h1: 'margin:0 0 4px;font-size:20px;line-height:1.3',
	h2: 'margin:28px 0 2px;font-size:16px;line-height:1.3',
	note: 'margin:0 0 8px;color:#6b7280;font-size:14px',
	notice: 'margin:8px 0;padding:8px 12px;background:#fef2f2;color:#991b1b;border-radius:6px',
	count: 'padding:2px 12px 2px 0;text-align:right;font-weight:600;vertical-align:top',
	row: 'margin:0;padding:10px 0;border-top:1px solid #e5e7eb;overflow-wrap:anywhere',
	email: 'color:#6b7280',
	part: 'display:block;margin-top:4px',
	change: 'color:#374151;font-size:14px',
	also: 'display:block;margin-top:4px;padding-left:10px;border-left:3px solid #d97706',
} as const;

const DARK = [
	'body.p{background:#111827!important;color:#e5e7eb!important}',
	'.s{background:#1f2937!important;border-color:#374151!important}',
	'.n,.e{color:#9ca3af!important}.c{color:#d1d5db!important}',
	'.r{border-color:#374151!important}.b{border-color:#fbbf24!important}',
	'.w{background:#450a0a!important;color:#fecaca!important}',
	'.d{color:#f87171!important}.a{color:#fbbf24!important}',
].join('');

/** How loud a kind of change is told; the rest has the color of the text. */
const TONES: Readonly<Partial<Record<Effect, 'd' | 'a'>>> = {
	...{ notDone: 'd', ends: 'd', deleted: 'd' },
	...{ leaves: 'a', begins: 'a', other: 'a' },
};

const COLORS = { d: '#b91c1c', a: '#b45309' } as const;

function tone(effect: Effect, style: string): string {
	const loud = TONES[effect];
	return loud ? `class="${loud}" style="${style};color:${COLORS[loud]}"` : `style="${style}"`;
}

/**
 * A page that needs nothing else, for a browser, a mail or a form: its styles stand at the elements, and
 * without any of them it still reads well.
 *
 * @param most how many people are shown; the rest is counted
 */
export function asPage({ title, headline, notice, sections }: Report, most = Infinity): string {
	let left = most;
	const told = sections.map((section) => {
		const lines = section.effect === 'nothing' ? [] : section.lines.slice(0, left);
		left -= lines.length;
		return sectionAsPage(section, lines);
	});
	const counts = sections.map(
		({ title: kind, effect, lines: { length } }) =>
			`<tr><td ${tone(effect, STYLES.count)}>${length}&#160;</td><td>${escaped(kind)}</td></tr>`,
	);
	return [
		'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width,initial-scale=1">',
		'<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
		`<title>${escaped(title)}</title>`,
		`<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${DARK}}</style></head>`,
		`<body class="p" style="${STYLES.body}">`,
		`<table role="presentation" class="s" width="100%" style="${STYLES.sheet}"><tr><td style="${STYLES.cell}">`,
		`<h1 style="${STYLES.h1}">${escaped(title)}</h1>`,
		notice === '' ? '' : `<p class="w" style="${STYLES.notice}">${escaped(notice)}</p>`,
		sections.length === 0
			? `<p class="n" style="${STYLES.note}">${escaped(headline)}.</p>`
			: `<table role="presentation" style="border-collapse:collapse">${counts.join('')}</table>`,
		...told,
		'</td></tr></table></body></html>',
	].join('');
}

function sectionAsPage({ title, note, effect, lines }: Section, shownLines: Line[]): string {
	if (effect === 'nothing') return '';
	const rest = lines.length - shownLines.length;
	return [
		`<h2 ${tone(effect, STYLES.h2)}>${escaped(title)} (${lines.length})</h2>`,
		note === '' ? '' : `<p class="n" style="${STYLES.note}">${escaped(note)}</p>`,
		...shownLines.map(lineAsPage),
		rest === 0
			? ''
			: `<p class="n" style="${STYLES.note}">… and ${rest} more, in the attached file.</p>`,
	].join('');
}

function lineAsPage({ who, email, parts }: Line): string {
	const known =
		email === '' || email === who
			? ''
			: ` <span class="e" style="${STYLES.email}">${shown(email)}</span>`;
	const told = parts.map(partAsPage).join('');
	return `<p class="r" style="${STYLES.row}"><b>${shown(who)}</b>${known}<br>${told}</p>`;
}

/** Each line ends with a break of its own, which matters only where somebody has taken the styles away. */
function partAsPage(part: Part): string {
	const { what, why, note, result, isNew } = part;
	const fields = changesInWords(part, shown).join(isNew ? '; ' : '<br>');
	const done = result === '' ? '' : `<b>${escaped(result)}</b>: `;
	const lines = [
		`${done}${escaped(what)}. ${escaped(why)}`,
		fields === '' ? '' : `<span class="c" style="${STYLES.change}">${fields}</span>`,
	].filter(Boolean);
	const also =
		note === '' ? '' : `<span class="b" style="${STYLES.also}">${escaped(note)}<br></span>`;
	return `<span style="${STYLES.part}">${lines.join('<br>')}<br>${also}</span>`;
}
