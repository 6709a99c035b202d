import { flag, one, within } from './query';
import type { FactorialState } from './state';
import type {
	ContractVersion,
	Employee,
	LegalEntity,
	Location,
	Membership,
	Subscription,
	Team,
} from './types';

/** Employees that a list request asks for; without a filter the terminated are among them. */
export function filterEmployees(state: FactorialState, query: URLSearchParams): Employee[] {
	const managers = new Set(state.people.map((person) => person.manager_id));
	const members = (teamIds: string[]) =>
		state.memberships.filter((row) => teamIds.includes(row.team_id)).map((row) => row.employee_id);
	const teamIds = query.getAll('team_ids[]');
	const inTeams = new Set(members(teamIds));
	const emails = query.getAll('emails[]').map(fold);
	const updatedFrom = one(query, 'updated_at_gteq')?.slice(0, 10);
	return state.employees.filter(
		(employee) =>
			(flag(query, 'only_active') !== true || employee.active) &&
			(flag(query, 'only_managers') !== true || managers.has(employee.id)) &&
			within(query, 'ids[]', employee.id) &&
			within(query, 'access_ids[]', employee.access_id) &&
			within(query, 'location_ids[]', employee.location_id) &&
			within(query, 'legal_entity_ids[]', employee.legal_entity_id) &&
			within(query, 'company_identifier', employee.company_identifier) &&
			(teamIds.length === 0 || inTeams.has(employee.id)) &&
			// Whether `login_email` is looked at too is unknown; the stricter answer is no.
			(emails.length === 0 || emails.includes(fold(employee.email ?? ''))) &&
			words(one(query, 'full_text_name')).every((word) =>
				fold(employee.full_name).includes(word),
			) &&
			fold(employee.full_name).startsWith(fold(one(query, 'name_starts_with') ?? '')) &&
			// The time of day is ignored, so whoever polls gets the whole day again.
			(updatedFrom === undefined || employee.updated_at.slice(0, 10) >= updatedFrom),
	);
}

export function filterContracts(state: FactorialState, query: URLSearchParams): ContractVersion[] {
	const day = one(query, 'date');
	const [from, to] = [instant(query, 'updated_at_gteq'), instant(query, 'updated_at_lteq')];
	return state.contracts.filter(
		(contract) =>
			within(query, 'ids[]', contract.id) &&
			within(query, 'employee_ids[]', contract.employee_id) &&
			within(query, 'job_catalog_tree_node_uuids[]', contract.job_catalog_tree_node_uuid) &&
			(day === undefined || contract.effective_on <= day) &&
			(from === undefined || Date.parse(contract.updated_at) >= from) &&
			(to === undefined || Date.parse(contract.updated_at) <= to),
	);
}

export function filterTeams(state: FactorialState, query: URLSearchParams): Team[] {
	return state.teams.filter((team) => within(query, 'ids[]', team.id));
}

export function filterMemberships(state: FactorialState, query: URLSearchParams): Membership[] {
	const lead = flag(query, 'lead');
	return state.memberships.filter(
		(membership) =>
			within(query, 'ids[]', membership.id) &&
			within(query, 'team_ids[]', membership.team_id) &&
			within(query, 'employee_ids[]', membership.employee_id) &&
			(lead === undefined || membership.lead === lead),
	);
}

export function filterLocations(state: FactorialState, query: URLSearchParams): Location[] {
	const main = flag(query, 'main');
	const workplaces = placesOf(state, query.getAll('employee_ids[]'), 'location_id');
	return state.locations.filter(
		(location) =>
			within(query, 'ids[]', location.id) &&
			(workplaces === undefined || workplaces.has(location.id)) &&
			(main === undefined || location.main === main),
	);
}

export function filterLegalEntities(state: FactorialState, query: URLSearchParams): LegalEntity[] {
	const employers = placesOf(state, query.getAll('employees_ids[]'), 'legal_entity_id');
	return state.legalEntities.filter(
		(entity) =>
			within(query, 'ids[]', entity.id) &&
			within(query, 'companies_ids[]', entity.company_id) &&
			within(query, 'country_ids[]', entity.country) &&
			(employers === undefined || employers.has(entity.id)),
	);
}

export function filterSubscriptions(state: FactorialState, query: URLSearchParams): Subscription[] {
	return state.subscriptions.filter(
		(subscription) =>
			within(query, 'id', subscription.id) &&
			within(query, 'company_id', subscription.company_id) &&
			within(query, 'type', subscription.type) &&
			// Only `true` narrows the list: `false` asks for nothing in particular.
			(flag(query, 'enabled') !== true || subscription.enabled),
	);
}

function placesOf(
	state: FactorialState,
	employeeIds: string[],
	field: 'location_id' | 'legal_entity_id',
): Set<string | null> | undefined {
	if (employeeIds.length === 0) return undefined;
	const people = state.people.filter((person) => employeeIds.includes(person.id));
	return new Set(people.map((person) => person[field]));
}

const fold = (text: string) => text.toLowerCase();
const words = (text = '') => fold(text).split(/\s+/).filter(Boolean);

function instant(query: URLSearchParams, name: string): number | undefined {
	const value = one(query, name);
	return value === undefined ? undefined : Date.parse(value);
}
