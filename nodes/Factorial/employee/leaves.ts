import type { IDataObject } from 'n8n-workflow';

import type { Query } from '../../shared/http';
import { asText } from '../../shared/parameters';
import { paths, wholeList, wholeListFor } from '../transport/client';
import type { WholeList } from '../transport/client';
import { dayAfter, dayOf } from './contract';
import { Lookup, byId, byPerson, ofPeople, once, perRun, unlessShort } from './directory';
import type { Directory, Found } from './directory';

/** The kinds of leaves of the company, by their IDs. */
const leaveTypes = perRun((directory) =>
	once(async () => byId(await wholeList(directory.api, paths.leaveTypes))),
);

/** All leaves of one person, of years, are about as many as a request gives. */
const PEOPLE_PER_REQUEST = 1;

/** What ended not longer ago than this can be the beginning of an absence that goes on today. */
const DAYS_BACK = 60;

/** The leaves of people, of some kinds or of all; of everybody at once only the later ones. */
const leavesOfKinds = perRun((directory, [today = '', ...kinds]) => {
	const query: Query = {
		include_deleted_leaves: false,
		...(kinds.length > 0 && { 'leave_type_id[]': kinds }),
	};
	return new Lookup(
		async (people) =>
			byPerson(await wholeListFor(directory.api, paths.leaves, ofPeople(people), query)),
		async () => byPerson(await everybodysLeaves(directory, query, today)),
		PEOPLE_PER_REQUEST,
	);
});

/**
 * Whether `from` asks for leaves that hold on a day or later, or for those that begin then, and what
 * becomes of those without an end, is not known. So unless the answer shows leaves that began before, and
 * one without an end where there can be some, they are asked for without a day.
 */
async function everybodysLeaves(
	directory: Directory,
	query: Query,
	today: string,
): Promise<WholeList> {
	const read = async (more: Query) =>
		await wholeList(directory.api, paths.leaves, { ...query, ...more });
	const from = dayAfter(today, -DAYS_BACK);
	const dated = await read({ from });
	const { records } = dated;
	if (dated.isShort || !records.some(({ start_on: start }) => dayOf(start) < from))
		return await read({});
	if (records.some(({ finish_on: finish }) => asText(finish) === '')) return dated;
	const chosen = [query['leave_type_id[]'] ?? []].flat().map(String);
	const endless = [...(await leaveTypes(directory)())]
		.filter(([, { allow_endless: isAllowed }]) => isAllowed === true)
		.map(([id]) => id)
		.filter((id) => chosen.length === 0 || chosen.includes(id));
	if (endless.length === 0) return dated;
	const without = await read({ 'leave_type_id[]': endless });
	return { ...without, records: [...records, ...without.records] };
}

/** What the items of people say of their leaves, for all of them at once. */
export async function leavesOfPeople(
	directory: Directory,
	people: string[],
	{ today, kinds }: Pick<LeaveChoice, 'today' | 'kinds'>,
): Promise<(employeeId: string) => IDataObject> {
	const [types, leaves] = await Promise.all([
		leaveTypes(directory)(),
		leavesOfKinds(directory, [today, ...(kinds ?? [])]).get(people),
	]);
	const isShort = leaves.isShort || types.isShort;
	return (id) => unlessShort(isShort, leaveFields(leaves.get(id) ?? [], { types, kinds, today }));
}

/** What decides which leaves count. */
interface LeaveChoice {
	/** the kinds of leaves by their IDs */
	types: Found<IDataObject>;
	/** the IDs of the kinds that the admin has chosen; without a choice every kind counts and none is named */
	kinds?: readonly string[];
	/** YYYY-MM-DD */
	today: string;
}

/** Days on which somebody is away; an open end is an empty text. */
interface Absence {
	from: string;
	to: string;
}

/**
 * What an employee's item says of leaves: whether they are on leave today, and from when to when; where
 * they are not, of the leave that comes next. Leaves one after the other without a day between them are
 * one absence.
 */
function leaveFields(leaves: readonly IDataObject[], choice: LeaveChoice): IDataObject {
	const counting = leaves
		.filter((leave) => isAbsence(leave, choice))
		.map((leave) => ({ leave, ...daysOf(leave) }))
		.filter(({ from, to }) => from !== '' && (to === '' || from <= to));
	const holds = (day: string) => (one: Absence) =>
		one.from <= day && (one.to === '' || one.to >= day);
	const absences = joined(counting);
	const now = absences.find(holds(choice.today));
	const shown = now ?? absences.find(({ from }) => from > choice.today);
	const fields = {
		on_leave: now !== undefined,
		leave_from: shown?.from ?? null,
		leave_until: shown?.to || null,
	};
	if (!choice.kinds) return fields;
	const day = now ? choice.today : (shown?.from ?? '');
	const kinds = counting.filter(holds(day)).map(({ leave }) => kindOf(leave, choice.types));
	return { ...fields, leave_kind: [...new Set(kinds)].filter(Boolean).sort().join(', ') || null };
}

/** Whether a leave means that somebody does not work for whole days. */
function isAbsence(leave: IDataObject, { types, kinds }: LeaveChoice): boolean {
	const typeId = asText(leave.leave_type_id);
	const type = types.get(typeId);
	// Where nobody has to approve, nobody may have.
	const needsNobody = leave.approved === null && type?.approval_required === false;
	if (leave.approved !== true && !needsNobody) return false;
	if (asText(leave.deleted_at) !== '' || isPartOfDay(leave)) return false;
	// Who works from home or travels on business is at work.
	return kinds ? kinds.includes(typeId) : type?.workable !== true;
}

/** Half a day, or some hours: the person works on that day, too. */
function isPartOfDay(leave: IDataObject): boolean {
	const { half_day: half, days_taken: days } = leave;
	const { from, to } = daysOf(leave);
	return asText(half) !== '' || (from === to && Number(days) > 0 && Number(days) < 1);
}

/** The days of a leave; `from` is empty where one of them cannot be read. */
function daysOf({ start_on: start, finish_on: finish }: IDataObject): Absence {
	const to = dayOf(finish);
	const isReadable = to !== '' || asText(finish) === '';
	return { from: isReadable ? dayOf(start) : '', to };
}

/** In their order, those that overlap or follow without a day between them as one. */
function joined(days: readonly Absence[]): Absence[] {
	const result: Absence[] = [];
	for (const { from, to } of days.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
		const before = result.at(-1);
		const isApart = before && before.to !== '' && dayAfter(before.to) < from;
		if (!before || isApart) result.push({ from, to });
		else if (before.to !== '') before.to = to === '' || to > before.to ? to : before.to;
	}
	return result;
}

/** What a kind of leave is called, in the language of the company where it has a name in it. */
export function kindName({ translated_name, name }: IDataObject): string {
	return asText(translated_name) || asText(name);
}

function kindOf(leave: IDataObject, types: LeaveChoice['types']): string {
	const type = types.get(asText(leave.leave_type_id));
	return (type && kindName(type)) || asText(leave.leave_type_name);
}
