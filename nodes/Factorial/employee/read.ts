import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/guards';
import type { HttpClient } from '../../shared/http';
import { PAGE_SIZE, listed } from '../transport/pages';
import { paths } from '../transport/paths';

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
	if (only !== undefined && others.length === 0) {
		const employee = await readOne(api, only);
		if (employee) return new Map([[only, employee]]);
	}
	return await readList(api, ids);
}

/** Factorial has been seen to answer 404 for people that its list does contain. */
async function readOne(api: HttpClient, id: string): Promise<IDataObject | undefined> {
	const path = paths.employee(id);
	const { status, body } = await api.send({ method: 'GET', path, accept: [404] });
	// An id such as '..' would lead to another resource.
	return status !== 404 && isRecord(body) && asText(body.id) === id ? body : undefined;
}

async function readList(api: HttpClient, ids: string[]): Promise<Map<string, IDataObject>> {
	const found = new Map<string, IDataObject>();
	for (let start = 0; start < ids.length; start += PAGE_SIZE) {
		const some = ids.slice(start, start + PAGE_SIZE);
		const query = { 'ids[]': some, only_active: false, only_managers: false };
		for await (const employee of listed(api, paths.employees, query)) {
			const id = asText(employee.id);
			// The filter is not relied on: whoever was not asked for is nobody's business here.
			if (some.includes(id)) found.set(id, employee);
		}
	}
	return found;
}
