import type { IDataObject } from 'n8n-workflow';

import type { HttpClient, Query } from '../../shared/http';
import { asText, isRecord } from '../../shared/values';
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
	return status !== 404 && isRecord(body) ? body : undefined;
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
	/** ids; an empty list filters nothing, here and below */
	teams: string[];
	locations: string[];
	legalEntities: string[];
	emails: string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The employees that fit all filters, each once, page by page.
 *
 * Of the two addresses that can be the one from work, Factorial's filter may look at one only. So
 * people whose address it does not find are looked for in the whole list, which costs its pages.
 */
export async function* searchEmployees(
	api: HttpClient,
	filters: EmployeeFilters,
): AsyncGenerator<IDataObject> {
	if (filters.emails.length === 0) {
		yield* fitting(api, filters);
		return;
	}
	const wanted = [...new Set(filters.emails)];
	const missing = new Set(wanted.map((email) => email.toLowerCase()));
	const given = new Set<string>();
	const isNew = (employee: IDataObject) => {
		const hits = addressesOf(employee).filter((email) => missing.has(email));
		return hits.length > 0 && !given.has(asText(employee.id));
	};
	const found: string[] = [];
	for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
		const some = { 'emails[]': wanted.slice(start, start + PAGE_SIZE) };
		for await (const employee of fitting(api, filters, some)) {
			if (!isNew(employee)) continue;
			given.add(asText(employee.id));
			found.push(...addressesOf(employee));
			yield employee;
		}
	}
	for (const email of found) missing.delete(email);
	if (missing.size === 0) return;
	for await (const employee of fitting(api, filters)) if (isNew(employee)) yield employee;
}

/** The addresses by which somebody can be meant, in lower case. */
export function addressesOf({ email, login_email: loginEmail }: IDataObject): string[] {
	return [email, loginEmail].map((one) => asText(one).toLowerCase()).filter(Boolean);
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
