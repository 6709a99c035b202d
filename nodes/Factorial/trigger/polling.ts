import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { take } from '../../shared/http';
import { asText, isRecord } from '../../shared/parameters';
import { IDENTITY_FIELDS, readShape, shapedEmployee, workEmailOf } from '../employee/fields';
import { EVERYBODY, searchEmployees } from '../employee/read';
import { connect, listed, paths } from '../transport/client';

/** The event of every item: what exactly has changed is not known, and does not matter. */
const CHANGED = 'changed';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So far back the first question looks: the clock of n8n may be ahead by as much. */
const MONTH_MS = 30 * DAY_MS;

/** So many people show what items look like when somebody tries the node on the canvas. */
const SAMPLE = 10;

/**
 * Everybody whom Factorial has changed since the last time, one item each; nothing when nobody was.
 *
 * Each question overlaps the one before by a day, and whoever was in the last answer with the same
 * record is left out. So nobody is missed whom Factorial shows late, whose clock differs, or who is
 * changed while the list is read, and nobody comes twice who did not change in between. The place is
 * kept only once everything has been read: after a failure or a restart the same time is asked again.
 *
 * @returns nothing at the first time, which only remembers from where to go on
 * @throws NodeApiError when Factorial cannot be asked or refuses
 */
export async function changedPeople(
	context: IPollFunctions,
): Promise<INodeExecutionData[][] | null> {
	const api = await connect(context);
	const now = new Date();
	const aMonthAgo = new Date(now.getTime() - MONTH_MS);
	const readSince = async (since: Date) => await take(searchEmployees(api, changed(since), nobody));

	if (context.getMode() === 'manual') {
		const lately = newestFirst(await readSince(aMonthAgo), now);
		const some =
			lately.length > 0 ? lately : await take(listed(api, paths.employees, EVERYBODY), 1);
		return some.length > 0 ? [itemsOf(context, some.slice(0, SAMPLE))] : null;
	}

	const memory = context.getWorkflowStaticData('node');
	const from = placeOf(memory);
	const answer = await readSince(from ? new Date(from.newestMs - DAY_MS) : aMonthAgo);
	// A list that moves while it is read can hold somebody twice: what came last is how they are now.
	const people = new Map(answer.map((one) => [asText(one.id), one]));
	// Where questions overlap, the other one may have given them in the meantime.
	const before = placeOf(memory);
	memory.place = placeAfter(
		before ?? { newestMs: aMonthAgo.getTime(), seen: new Map() },
		people,
		now,
	);

	if (from === undefined || before === undefined) return null;
	const isNew = ([id, one]: [string, IDataObject]) => before.seen.get(id)?.print !== printOf(one);
	const different = [...people].filter(isNew).map(([, one]) => one);
	return different.length > 0 ? [itemsOf(context, different)] : null;
}

function changed(updatedSince: Date) {
	return { onlyActive: false, updatedSince, teams: [], locations: [], legalEntities: [] };
}

/** The list of everybody, which a search for changes never asks for. */
const nobody = async () => await Promise.resolve([]);

interface Place {
	/** the latest change that Factorial has told, by its own clock: the one of n8n may be wrong */
	newestMs: number;
	/** the records that the next answer can hold again, by ID */
	seen: Map<string, Seen>;
}

interface Seen {
	/** tells two states of the record apart */
	print: string;
	/** when Factorial changed it; NaN where that is not said */
	changedMs: number;
}

/** From where to go on; nothing when it is not known, as at the first time. */
function placeOf({ place }: IDataObject): Place | undefined {
	if (!isRecord(place) || !isRecord(place.seen)) return undefined;
	const newestMs = Date.parse(asText(place.newest));
	const seen = Object.entries(place.seen).map(([id, value]): [string, Seen] => {
		const [print = '', changedAt = ''] = asText(value).split(' ');
		return [id, { print, changedMs: Date.parse(changedAt) }];
	});
	return Number.isNaN(newestMs) ? undefined : { newestMs, seen: new Map(seen) };
}

/**
 * The place after an answer, as n8n keeps it. Whoever is missing in it stays known as long as the next
 * answer can hold them: a list can be short without saying so.
 */
function placeAfter(
	before: Place,
	people: ReadonlyMap<string, IDataObject>,
	now: Date,
): IDataObject {
	const moments = [...people.values()].map((one) => changedMs(one, now));
	const newestMs = moments.reduce((a, b) => Math.max(a, b), before.newestMs);
	const seen = new Map(before.seen);
	for (const [id, one] of people) {
		seen.set(id, { print: printOf(one), changedMs: Date.parse(asText(one.updated_at)) });
	}
	const again = [...seen].filter(
		([id, one]) =>
			one.changedMs >= newestMs - DAY_MS || (people.has(id) && Number.isNaN(one.changedMs)),
	);
	return {
		newest: new Date(newestMs).toISOString(),
		seen: Object.fromEntries(
			again.map(([id, one]) => [id, `${one.print} ${momentText(one.changedMs)}`.trim()]),
		),
	};
}

function momentText(moment: number): string {
	return Number.isNaN(moment) ? '' : new Date(moment).toISOString();
}

/** When Factorial changed somebody. A moment to come is a mistake, and must not hide what follows. */
function changedMs({ updated_at: updatedAt }: IDataObject, now: Date): number {
	const moment = Date.parse(asText(updatedAt));
	return Number.isNaN(moment) ? 0 : Math.min(moment, now.getTime());
}

function newestFirst(people: IDataObject[], now: Date): IDataObject[] {
	return [...people].sort((a, b) => changedMs(b, now) - changedMs(a, now));
}

/**
 * Tells two states of one record apart without keeping what stands in them: by the moment of the change,
 * and by the fields that are known to say who somebody is. Anything else may come in another order, or
 * differ at every question.
 */
function printOf(employee: IDataObject): string {
	const moment = Date.parse(asText(employee.updated_at));
	const known = IDENTITY_FIELDS.filter((field) => field !== 'updated_at').map((field) => {
		const value = employee[field];
		return typeof value === 'boolean' ? String(value) : asText(value);
	});
	const text = JSON.stringify([momentText(moment), ...known]);
	return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function itemsOf(context: IPollFunctions, people: IDataObject[]): INodeExecutionData[] {
	const shape = readShape((name) => context.getNodeParameter(name, null));
	return people.map((employee) => ({
		json: {
			event: CHANGED,
			...shapedEmployee(employee, shape),
			...workEmailOf(employee, shape),
		},
	}));
}
