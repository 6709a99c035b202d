import type { IDataObject } from 'n8n-workflow';

import { visible } from '../../shared/filters';
import type { HttpClient, Query } from '../../shared/http';
import { asText, isRecord } from '../../shared/parameters';
import { PAGE_SIZE, listed, listedFor, paths } from '../transport/client';

/** Factorial wants both said; without a filter those who left are among them. */
export const EVERYBODY: Query = { only_active: false, only_managers: false };

/**
 * Employees as they are now, by id; those that Factorial does not know are missing.
 *
 * @throws NodeApiError when Factorial cannot be asked or refuses
 */
export async function readEmployees(
	api: HttpClient,
	ids: string[],
): Promise<Map<string, IDataObject>> {
	const [only, ...others] = ids;
	// Dots alone cannot be encoded and would lead to another resource.
	if (only !== undefined && others.length === 0 && !/^\.+$/.test(only)) {
		const employee = await readOne(api, only);
		if (employee) return new Map([[only, employee]]);
	}
	return await readList(api, ids);
}

/** Factorial has been seen to answer 404 for people that its list does contain. */
async function readOne(api: HttpClient, id: string): Promise<IDataObject | undefined> {
	const path = paths.employee(id);
	const { status, body } = await api.send({ method: 'GET', path, accept: [404] });
	// What is not about them is no answer: the list is asked then.
	return status !== 404 && isRecord(body) && asText(body.id) === id ? body : undefined;
}

async function readList(api: HttpClient, ids: string[]): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	const wanted = { filter: 'ids[]', key: 'id', ids };
	for await (const employee of listedFor(api, paths.employees, wanted, EVERYBODY)) {
		found.set(asText(employee.id), employee);
	}
	return found;
}

export interface EmployeeFilters {
	onlyActive: boolean;
	updatedSince?: Date;
	/** ids; an empty list of them filters nothing */
	teams: string[];
	locations: string[];
	legalEntities: string[];
	/** whose address is one of these: an empty list is nobody, none at all is everybody */
	emails?: string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The employees that fit all filters, each once, page by page.
 *
 * Of the two addresses that can be the one from work, Factorial's filter may look at one only, and
 * one address can stand in several records: somebody who was rehired has two. So unless the answers
 * show that the filter looks at both, the whole list is looked through as well.
 *
 * @param everybody the whole list, for searches that leave nobody out but by email
 */
export async function* searchEmployees(
	api: HttpClient,
	filters: EmployeeFilters,
	everybody: () => Promise<IDataObject[]>,
): AsyncGenerator<IDataObject> {
	if (!filters.emails) {
		yield* fitting(api, filters);
		return;
	}
	// As they are compared, and as they were written for the filter, whose rules are not known.
	const wanted = new Map(filters.emails.map((email) => [comparable(email), email]));
	const given = new Set<string>();
	const isNew = (employee: IDataObject) =>
		addressesOf(employee).some((address) => wanted.has(address)) && !given.has(asText(employee.id));

	let looksAtBoth = wanted.size === 0;
	for (let start = 0; start < wanted.size; start += PAGE_SIZE) {
		const some = { 'emails[]': [...wanted.values()].slice(start, start + PAGE_SIZE) };
		for await (const employee of fitting(api, filters, some)) {
			if (!isNew(employee)) continue;
			given.add(asText(employee.id));
			looksAtBoth ||= !wanted.has(comparable(employee.email));
			yield employee;
		}
	}
	if (looksAtBoth) return;
	const all = leavesNobodyOut(filters) ? await everybody() : fitting(api, filters);
	for await (const employee of all) if (isNew(employee)) yield employee;
}

/** Whether filters let everybody through. */
export function isForEverybody(filters: EmployeeFilters): boolean {
	return !filters.emails && leavesNobodyOut(filters);
}

/** The addresses by which somebody can be meant, as they are compared. */
export function addressesOf({ email, login_email: loginEmail }: IDataObject): string[] {
	return [email, loginEmail].map(comparable).filter(Boolean);
}

/** An address without what people do not see: blanks around it, invisible characters, letter case. */
export function comparable(address: unknown): string {
	return visible(address).toLowerCase();
}

/** Whether the filters, apart from the emails, let everybody through. */
function leavesNobodyOut(filters: EmployeeFilters): boolean {
	const { onlyActive, updatedSince, teams, locations, legalEntities } = filters;
	const lists = [teams, locations, legalEntities];
	return !onlyActive && !updatedSince && lists.every(({ length }) => length === 0);
}

async function* fitting(
	api: HttpClient,
	filters: EmployeeFilters,
	more: Query = {},
): AsyncGenerator<IDataObject> {
	const { onlyActive, updatedSince, teams, locations, legalEntities } = filters;
	const query: Query = {
		only_active: onlyActive,
		only_managers: false,
		// Factorial compares days, and whose midnight it means is not known.
		updated_at_gteq: updatedSince && dayBefore(updatedSince),
		'team_ids[]': teams,
		'location_ids[]': locations,
		'legal_entity_ids[]': legalEntities,
		...more,
	};
	for await (const employee of listed(api, paths.employees, query)) {
		if (fits(employee, filters)) yield employee;
	}
}

/** What can be seen from the employee is looked at again. */
function fits(employee: IDataObject, filters: EmployeeFilters): boolean {
	const { updatedSince, locations, legalEntities } = filters;
	const isAmong = (wanted: string[], id: unknown) =>
		wanted.length === 0 || wanted.includes(asText(id));
	return (
		isAmong(locations, employee.location_id) &&
		isAmong(legalEntities, employee.legal_entity_id) &&
		!(updatedSince && Date.parse(asText(employee.updated_at)) < updatedSince.getTime())
	);
}

function dayBefore(moment: Date): string {
	return new Date(moment.getTime() - DAY_MS).toISOString().slice(0, 10);
}
