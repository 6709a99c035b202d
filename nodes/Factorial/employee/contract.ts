import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/parameters';

/**
 * A version of a contract with its days as YYYY-MM-DD, empty where they are not known. Factorial keeps
 * one contract per person and time: a later version replaces the one before, whether it says so or not.
 */
interface Term {
	version: IDataObject;
	/** the day from which it applies */
	from: string;
	/** the first day of the contract */
	starts: string;
	/** the last day on which it applies */
	to: string;
}

/** What an employee's item says of the contract; null where there is nothing to say. */
export function contractFields(
	versions: readonly IDataObject[],
	today: string,
	timeZone = 'UTC',
): IDataObject {
	const terms = termsOf(versions, timeZone);
	const { term, kind } = currentTerm(terms, today);
	const { job_title, starts_on, ends_on, effective_on } = term?.version ?? {};
	return {
		job_title: job_title ?? null,
		start_date: term ? firstDay(terms, term, kind === 'again' ? today : undefined) : null,
		contract_starts_on: starts_on ?? null,
		contract_effective_on: effective_on ?? null,
		contract_ends_on: ends_on ?? null,
		contract_last_day: term ? lastDay(terms, term) : null,
		contract_is_future: kind === 'first' || kind === 'again',
		contract_has_ended: kind === 'ended',
	};
}

/** In the order in which they apply; of two for one day the later in the list corrects the other. */
function termsOf(versions: readonly IDataObject[], timeZone: string): Term[] {
	const terms = versions.map((version) => {
		const starts = dayOf(version.starts_on, timeZone);
		const from = dayOf(version.effective_on, timeZone) || starts;
		const to = dayOf(version.ends_on, timeZone);
		return { version, from, starts, to: isOpenEnd(to) ? '' : to };
	});
	// What ends before it begins never applied; only when there is nothing else it is all that is known.
	const possible = terms.filter(({ from, to }) => to === '' || from <= to);
	return (possible.length > 0 ? possible : terms).toSorted(byDay);
}

/** Still to come as somebody's `first` or, when an earlier one has ended, `again`. */
type Kind = 'running' | 'ended' | 'first' | 'again';

/** The one that applies today; else the next one; else the last one, which has ended. */
function currentTerm(terms: readonly Term[], today: string): { term?: Term; kind?: Kind } {
	const latest = terms.findLast(({ from }) => from <= today);
	if (latest && (latest.to === '' || latest.to >= today)) return { term: latest, kind: 'running' };
	const soonest = terms.find(({ from }) => from > today);
	if (!soonest) return { term: latest, kind: latest && 'ended' };
	const next = terms.findLast(({ from }) => from === soonest.from);
	return { term: next, kind: latest ? 'again' : 'first' };
}

/**
 * The first day of the employment to which a version belongs: what the version itself says, else
 * the first one of the versions that lead up to it without a gap.
 *
 * @param comesAfter where an earlier contract has ended: the first day lies after this one
 */
function firstDay(terms: readonly Term[], term: Term, comesAfter = ''): string | null {
	const said = asText(term.version.starts_on);
	const day = term.starts;
	// What cannot be read is given as it is: whoever reads it must not take it for 'no first day'.
	if (said !== '' && day === '') return said;
	if (day > comesAfter) return day;
	// It repeats the day on which the contract that has ended began.
	if (comesAfter !== '') return term.from;

	const last = terms.indexOf(term);
	let first = last;
	while (first > 0 && isGapless(terms[first - 1], terms[first])) first--;
	const days = terms.slice(first, last + 1).flatMap(({ from, starts }) => [from, starts]);
	return days.filter(Boolean).sort()[0] ?? null;
}

/**
 * The last day of the contracts that follow a version without a gap, its own included; null when the last
 * of them has no end. Whoever gets the next contract the day after does not leave in between.
 */
function lastDay(terms: readonly Term[], term: Term): string | null {
	let last = terms.indexOf(term);
	while (last + 1 < terms.length && isGapless(terms[last], terms[last + 1])) last++;
	const said = asText(terms[last]?.version.ends_on);
	// As with the first day, what cannot be read must not be taken for 'no end'.
	return terms[last]?.to || (isOpenEnd(dayOf(said)) ? null : said) || null;
}

function isGapless(before: Term | undefined, after: Term | undefined): boolean {
	if (!before?.to || !after?.from) return true;
	return dayAfter(before.to) >= after.from;
}

/** The day as YYYY-MM-DD in a zone. */
export function dayIn(timeZone: string, moment: Date): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment);
}

/** A year in which nobody works any more is how systems write that there is no end. */
const isOpenEnd = (day: string) => day > '2100-12-31';

/**
 * The day that is written, whatever time and offset hang on it; empty when there is none. Where a zone is
 * given, a moment at which a day begins there, written in another zone, is that day.
 */
export function dayOf(value: unknown, timeZone?: string): string {
	const text = asText(value);
	const [day = ''] = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text) ?? [];
	const isMoment = /T?\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
	if (
		timeZone === undefined ||
		!isMoment ||
		/^.00:00(:00([.,]0+)?)? ?(Z|[+-])/i.test(text.slice(10))
	)
		return day;
	const moment = new Date(text.replace(' ', 'T'));
	return !Number.isNaN(moment.getTime()) && isMidnight(moment, timeZone)
		? dayIn(timeZone, moment)
		: day;
}

function isMidnight(moment: Date, timeZone: string): boolean {
	const time = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(moment);
	return time === '00:00:00' && moment.getTime() % 1000 === 0;
}

/** The day after one, or so many days, both as YYYY-MM-DD; empty for what is no day. */
export function dayAfter(day: string, days = 1): string {
	const next = new Date(`${day}T00:00:00Z`);
	next.setUTCDate(next.getUTCDate() + days);
	return Number.isNaN(next.getTime()) ? '' : next.toISOString().slice(0, 10);
}

function byDay(a: Term, b: Term): number {
	return a.from < b.from ? -1 : Number(a.from > b.from);
}
