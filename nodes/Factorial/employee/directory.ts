import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/guards';
import type { HttpClient } from '../../shared/http';
import { take } from '../../shared/paginate';
import { listed, listedFor } from '../transport/pages';
import { paths } from '../transport/paths';
import { CONTRACT_FIELDS } from './fields';
import { Lookup, once } from './lookup';
import type { Found } from './lookup';
import { EVERYBODY, readEmployees } from './read';
import { picked } from './shape';
import { nameTheirPeople, placesByMembership, placesInTeams } from './teams';
import type { TeamPlaces } from './teams';

type Records = AsyncGenerator<IDataObject>;

/**
 * What employees refer to, shared by all items of a run. Nothing is read before it is wanted, and
 * nothing twice; what concerns few people is asked for by their ids.
 */
export class Directory {
	constructor(private readonly api: HttpClient) {}

	/** Everybody who is or was employed. */
	readonly everybody = once(async () => await take(listed(this.api, paths.employees, EVERYBODY)));

	/** Employees by their own id. */
	readonly people = new Lookup<IDataObject>(
		async (ids) => await readEmployees(this.api, ids),
		async () => byId(await this.everybody()),
	);

	/** The versions of their contracts, by employee id and without salaries. */
	readonly contracts = new Lookup<IDataObject[]>(
		async (ids) => await byEmployee(listedFor(this.api, paths.contractVersions, of(ids))),
		async () => await byEmployee(listed(this.api, paths.contractVersions)),
	);

	readonly teams = once(async (): Promise<TeamPlaces> => {
		const teams = await take(listed(this.api, paths.teams));
		if (nameTheirPeople(teams)) return placesInTeams(teams);
		return placesByMembership(teams, await take(listed(this.api, paths.memberships)));
	});

	readonly locationNames = once(async () => await names(listed(this.api, paths.locations), 'name'));

	readonly legalEntityNames = once(
		async () => await names(listed(this.api, paths.legalEntities), 'legal_name'),
	);
}

const of = (ids: string[]) => ({ filter: 'employee_ids[]', key: 'employee_id', ids });

function byId(records: IDataObject[]): Found<IDataObject> {
	return new Map(records.map((record) => [asText(record.id), record]));
}

async function byEmployee(versions: Records): Promise<Found<IDataObject[]>> {
	const found = new Map<string, IDataObject[]>();
	for await (const version of versions) {
		const id = asText(version.employee_id);
		found.set(id, [...(found.get(id) ?? []), picked(version, CONTRACT_FIELDS)]);
	}
	return found;
}

async function names(records: Records, field: string): Promise<Found<string>> {
	const found = new Map<string, string>();
	for await (const record of records) found.set(asText(record.id), asText(record[field]));
	return found;
}
