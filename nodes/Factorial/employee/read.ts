import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/guards';
import type { HttpClient, Query } from '../../shared/http';
import { listedFor } from '../transport/pages';
import { paths } from '../transport/paths';

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
