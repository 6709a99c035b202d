import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/values';

/** In which teams people are, by employee id. */
export type TeamPlaces = ReadonlyMap<string, TeamPlace[]>;

export interface TeamPlace {
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
