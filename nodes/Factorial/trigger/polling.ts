import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { take } from '../../shared/http';
import { asText, isRecord } from '../../shared/parameters';
import { readShape, shapedEmployee, workEmailOf } from '../employee/fields';
import { EVERYBODY, searchEmployees } from '../employee/read';
import { connect, listed, paths } from '../transport/client';

/** The event of every item: what exactly has changed is not known, and does not matter. */
const CHANGED = 'changed';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

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
	const aWeekAgo = new Date(now.getTime() - WEEK_MS);
	const readSince = async (since: Date) => await take(searchEmployees(api, changed(since), nobody));

	if (context.getMode() === 'manual') {
		const lately = newestFirst(await readSince(aWeekAgo), now);
		const some =
			lately.length > 0 ? lately : await take(listed(api, paths.employees, EVERYBODY), 1);
		return some.length > 0 ? [itemsOf(context, some.slice(0, SAMPLE))] : null;
	}

	const memory = context.getWorkflowStaticData('node');
	const before = placeOf(memory);
	const people = await readSince(before ? new Date(before.newestMs - DAY_MS) : aWeekAgo);
	const seen = Object.fromEntries(people.map((one) => [asText(one.id), fingerprint(one)]));
	const newestMs = people.reduce(
		(latest, one) => Math.max(latest, changedMs(one, now)),
		before?.newestMs ?? aWeekAgo.getTime(),
	);
	memory.place = { newest: new Date(newestMs).toISOString(), seen };

	if (before === undefined) return null;
	const different = people.filter(({ id }) => before.seen[asText(id)] !== seen[asText(id)]);
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
	/** the record of everybody in the last answer, as a fingerprint, by ID */
	seen: IDataObject;
}

/** From where to go on; nothing when it is not known, as at the first time. */
function placeOf({ place }: IDataObject): Place | undefined {
	if (!isRecord(place) || !isRecord(place.seen)) return undefined;
	const newestMs = Date.parse(asText(place.newest));
	return Number.isNaN(newestMs) ? undefined : { newestMs, seen: place.seen };
}

/** When Factorial changed somebody. A moment to come is a mistake, and must not hide what follows. */
function changedMs({ updated_at: updatedAt }: IDataObject, now: Date): number {
	const moment = Date.parse(asText(updatedAt));
	return Number.isNaN(moment) ? 0 : Math.min(moment, now.getTime());
}

function newestFirst(people: IDataObject[], now: Date): IDataObject[] {
	return [...people].sort((a, b) => changedMs(b, now) - changedMs(a, now));
}

/** Tells two states of one record apart without keeping what stands in them. */
function fingerprint(employee: IDataObject): string {
	const fields = Object.entries(employee).sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 12);
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
