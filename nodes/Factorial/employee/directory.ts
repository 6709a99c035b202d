import type { IDataObject } from 'n8n-workflow';

import type { ApiContext, HttpClient } from '../../shared/http';
import { asText } from '../../shared/parameters';
import { PAGE_SIZE, connect, paths, wholeList, wholeListFor } from '../transport/client';
import type { FactorialClient, WholeList } from '../transport/client';
import { CONTRACT_FIELDS, picked } from './fields';
import { EVERYBODY, readEmployees } from './read';

/** Requests for some records that one run makes before it reads all of them instead. */
const FEW = 10;

/** A value that is read when it is first wanted. A failed reading is tried again by the next one. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
	let reading: Promise<T> | undefined;
	return async () => {
		if (!reading) {
			reading = read();
			reading.catch(() => {
				reading = undefined;
			});
		}
		return await reading;
	};
}

/** Begins a reading that {@link once} keeps: what breaks is tried again, and thrown, when it is wanted. */
export function inAdvance(read: () => Promise<unknown>): void {
	read().catch(() => undefined);
}

/** Records by id. Of a short list, whoever has none here may have some all the same. */
export type Found<T> = ReadonlyMap<string, T> & { readonly isShort?: boolean };

/** Stands for what is not known, because Factorial says that it has more records than it sends. */
const SHORT = { unclear: 'short_list' } as const;

/** Fields that are concluded from a whole list; of a short one nothing of them is known. */
export function unlessShort(isShort: boolean | undefined, fields: IDataObject): IDataObject {
	if (!isShort) return fields;
	return Object.fromEntries(Object.keys(fields).map((name) => [name, { ...SHORT }]));
}

/** What stands for a record that an id leads to and that did not come: null, or that it is not known. */
export function missingFrom(found: Found<unknown>, id: unknown): typeof SHORT | null {
	return found.isShort && asText(id) !== '' ? SHORT : null;
}

function foundIn<T>(entries: Iterable<readonly [string, T]>, isShort?: boolean): Found<T> {
	return Object.assign(new Map(entries), { isShort });
}

/**
 * Records by id for all items of a run, with as few requests as can be had without knowing how many
 * items follow: some at a time at first, and once that has cost a few requests, everything in one
 * walk that serves whoever asks later.
 */
export class Lookup<T> {
	private requests = 0;
	private isAhead = false;
	private isShort = false;
	private readonly known = new Map<string, T | undefined>();
	private readonly all: () => Promise<Found<T>>;

	constructor(
		private readonly readSome: (ids: string[]) => Promise<Found<T>>,
		readAll: () => Promise<Found<T>>,
		/** how many ids one request is reckoned to answer */
		private readonly perRequest = PAGE_SIZE,
	) {
		this.all = once(readAll);
	}

	/** Remembers what was read anyway. */
	learn(records: Iterable<[string, T]>): void {
		for (const [id, record] of records) this.known.set(id, record);
	}

	/** Begins to read everything, for somebody who is going to ask for everybody. */
	readAhead(): void {
		this.isAhead = true;
		inAdvance(this.all);
	}

	/** What there is for these ids; an id without a record is missing. */
	async get(ids: Iterable<string>): Promise<Found<T>> {
		if (this.isAhead) return await this.all();
		const unique = [...new Set(ids)].filter((id) => id !== '');
		const unknown = unique.filter((id) => !this.known.has(id));
		const requests = Math.ceil(unknown.length / this.perRequest);
		if (requests > 0 && this.requests + requests > FEW) return await this.all();

		this.requests += requests;
		if (requests > 0) {
			const found = await this.readSome(unknown);
			this.isShort ||= found.isShort ?? false;
			for (const id of unknown) this.known.set(id, found.get(id));
		}
		const found = new Map<string, T>();
		for (const id of unique) {
			const record = this.known.get(id);
			if (record !== undefined) found.set(id, record);
		}
		return foundIn(found, this.isShort);
	}
}

/**
 * What employees refer to, shared by all items of a run. Nothing is read before it is wanted, and
 * nothing twice; what concerns few people is asked for by their ids.
 */
export class Directory {
	constructor(readonly api: HttpClient) {}

	/** Everybody who is or was employed, and whether that is certain. */
	readonly company = once(async () => await wholeList(this.api, paths.employees, EVERYBODY));

	/** Everybody who is or was employed, as far as Factorial gives them. */
	readonly everybody = async (): Promise<IDataObject[]> => (await this.company()).records;

	/** Employees by their own id. */
	readonly people = new Lookup<IDataObject>(
		async (ids) => await readEmployees(this.api, ids),
		async () => byId(await this.company()),
	);

	/** The versions of their contracts, by employee id and without salaries. */
	readonly contracts = new Lookup<IDataObject[]>(
		async (ids) =>
			withoutSalaries(await wholeListFor(this.api, paths.contractVersions, ofPeople(ids))),
		async () => withoutSalaries(await wholeList(this.api, paths.contractVersions)),
	);

	readonly teams = once(async (): Promise<TeamPlaces> => {
		const { records: teams, isShort } = await wholeList(this.api, paths.teams);
		if (nameTheirPeople(teams)) return foundIn(placesInTeams(teams), isShort);
		const memberships = await wholeList(this.api, paths.memberships);
		const places = placesByMembership(teams, memberships.records);
		return foundIn(places, isShort || memberships.isShort);
	});

	readonly locationNames = once(async () =>
		names(await wholeList(this.api, paths.locations), 'name'),
	);

	readonly legalEntityNames = once(async () =>
		names(await wholeList(this.api, paths.legalEntities), 'legal_name'),
	);
}

/** Asks for the records of some employees; the filter is the same in all lists that hang on people. */
export const ofPeople = (ids: string[], key = 'employee_id') => ({
	...{ filter: 'employee_ids[]', key, ids },
});

/** The records of a list, as far as it matters here. */
type Records = Pick<WholeList, 'records' | 'isShort'>;

export function byId({ records, isShort }: Records): Found<IDataObject> {
	return foundIn(
		records.map((record) => [asText(record.id), record] as const),
		isShort,
	);
}

/** Records by the employee whose they are. */
export function byPerson({ records, isShort }: Records, key = 'employee_id'): Found<IDataObject[]> {
	const found = new Map<string, IDataObject[]>();
	for (const record of records) {
		const id = asText(record[key]);
		const own = found.get(id);
		if (own) own.push(record);
		else found.set(id, [record]);
	}
	return foundIn(found, isShort);
}

function withoutSalaries({ records, isShort }: Records): Found<IDataObject[]> {
	const versions = records.map((one) => picked(one, CONTRACT_FIELDS));
	return byPerson({ records: versions, isShort });
}

/** What belongs to one directory, made when it is first wanted: one for each key. */
export function perRun<T>(
	make: (directory: Directory, key: readonly string[]) => T,
): (directory: Directory, key?: readonly string[]) => T {
	const made = new WeakMap<Directory, Map<string, T>>();
	return (directory, key = []) => {
		const own = made.get(directory) ?? new Map<string, T>();
		made.set(directory, own);
		const name = JSON.stringify(key);
		const known = own.get(name) ?? make(directory, key);
		own.set(name, known);
		return known;
	};
}

function names({ records, isShort }: Records, field: string): Found<string> {
	return foundIn(
		records.map((one) => [asText(one.id), asText(one[field])] as const),
		isShort,
	);
}

/** In which teams people are, by employee id. */
type TeamPlaces = Found<TeamPlace[]>;

interface TeamPlace {
	team: string;
	isLead: boolean;
}

/** Whether the teams themselves say who is in them, so that the memberships need not be read. */
export function nameTheirPeople(teams: readonly IDataObject[]): boolean {
	return teams.every(({ employee_ids, lead_ids }) => [employee_ids, lead_ids].every(Array.isArray));
}

/** Who is where, by what the teams say. */
export function placesInTeams(teams: readonly IDataObject[]): TeamPlaces {
	const places = new Map<string, TeamPlace[]>();
	for (const { name, employee_ids, lead_ids } of teams) {
		const leads = new Set(textsOf(lead_ids));
		// Somebody can lead a team without being one of its people.
		for (const id of new Set([...textsOf(employee_ids), ...leads])) {
			add(places, id, { team: asText(name), isLead: leads.has(id) });
		}
	}
	return places;
}

/** Who is where, by memberships; one in a team that does not exist any more counts for nothing. */
export function placesByMembership(
	teams: readonly IDataObject[],
	memberships: readonly IDataObject[],
): TeamPlaces {
	const names = new Map(teams.map(({ id, name }) => [asText(id), asText(name)]));
	const places = new Map<string, TeamPlace[]>();
	for (const { employee_id, team_id, lead } of memberships) {
		const team = names.get(asText(team_id));
		if (team !== undefined) add(places, asText(employee_id), { team, isLead: lead === true });
	}
	return places;
}

/** What an employee's item says of the teams, in alphabetical order. */
export function teamFields(places: readonly TeamPlace[] = []): IDataObject {
	const namesOf = (some: readonly TeamPlace[]) =>
		some.map(({ team }) => team).sort((a, b) => a.localeCompare(b));
	const leads = places.filter(({ isLead }) => isLead);
	return {
		team_names: namesOf(places),
		team_lead: leads.length > 0,
		lead_team_names: namesOf(leads),
	};
}

function add(places: Map<string, TeamPlace[]>, employeeId: string, place: TeamPlace): void {
	places.set(employeeId, [...(places.get(employeeId) ?? []), place]);
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.map(asText) : [];
}

/** What the items of one run share. */
export interface Factorial {
	http: FactorialClient;
	/** what employees refer to, read once per run */
	directory: Directory;
}

/**
 * The client for the credential of the node, with an empty memory.
 *
 * @throws NodeOperationError when the address in the credential is not acceptable
 */
export async function openSession(context: ApiContext): Promise<Factorial> {
	const http = await connect(context);
	return { http, directory: new Directory(http) };
}
