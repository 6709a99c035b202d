import { flag, one, within } from './query';
import { fullName } from './state';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';
import type {
	ContractVersion,
	EmployeeRecord,
	LegalEntity,
	Location,
	Membership,
	Subscription,
	Team,
} from './types';

/** Employees that a list request asks for; without a filter the terminated are among them. */
export function filterEmployees(state: FactorialState, query: URLSearchParams): EmployeeRecord[] {
	const checks = [
		...['ids[]', 'access_ids[]', 'location_ids[]', 'legal_entity_ids[]', 'company_identifier'].map(
			(name) => oneOf(query, name),
		),
		flag(query, 'only_active') === true ? isActive(state) : undefined,
		flag(query, 'only_managers') === true ? isManager(state) : undefined,
		inTeams(state, query.getAll('team_ids[]')),
		hasEmail(query.getAll('emails[]').map(fold)),
		isCalled(query),
		hasChanged(one(query, 'updated_at_gteq')?.slice(0, 10)),
	].filter((check) => check !== undefined);
	return state.people.filter((record) => checks.every((check) => check(record)));
}

type Check = (record: EmployeeRecord) => boolean;

/** The field behind each parameter that lists what it may be. */
const LISTED = {
	'ids[]': 'id',
	'access_ids[]': 'access_id',
	'location_ids[]': 'location_id',
	'legal_entity_ids[]': 'legal_entity_id',
	company_identifier: 'company_identifier',
} as const;

function oneOf(query: URLSearchParams, name: string): Check | undefined {
	const wanted = new Set(query.getAll(name));
	const field = LISTED[name as keyof typeof LISTED];
	return wanted.size === 0 ? undefined : (record) => wanted.has(String(record[field] ?? ''));
}

function isActive(state: FactorialState): Check {
	return (record) => state.isActive(record);
}

function isManager(state: FactorialState): Check {
	const managers = new Set(state.people.map((person) => person.manager_id));
	return ({ id }) => managers.has(id);
}

function inTeams(state: FactorialState, teamIds: string[]): Check | undefined {
	if (teamIds.length === 0) return undefined;
	const rows = state.memberships.filter((row) => teamIds.includes(row.team_id));
	const members = new Set(rows.map((row) => row.employee_id));
	return ({ id }) => members.has(id);
}

/** Whether `login_email` is looked at too is unknown; the stricter answer is no. */
function hasEmail(emails: string[]): Check | undefined {
	return emails.length === 0 ? undefined : ({ email }) => emails.includes(fold(email ?? ''));
}

function isCalled(query: URLSearchParams): Check | undefined {
	const parts = words(one(query, 'full_text_name'));
	const start = fold(one(query, 'name_starts_with') ?? '');
	if (parts.length === 0 && start === '') return undefined;
	return (record) => {
		const name = fold(fullName(record));
		return parts.every((word) => name.includes(word)) && name.startsWith(start);
	};
}

/** The time of day is ignored, so whoever polls gets the whole day again. */
function hasChanged(from: string | undefined): Check | undefined {
	return from === undefined ? undefined : (record) => record.updated_at.slice(0, 10) >= from;
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

export function filterSubscriptions(
	state: FactorialState,
	query: URLSearchParams,
	{ disabledUnlisted }: FactorialSwitches,
): Subscription[] {
	const enabled = flag(query, 'enabled');
	return state.subscriptions.filter(
		(subscription) =>
			within(query, 'id', subscription.id) &&
			within(query, 'company_id', subscription.company_id) &&
			within(query, 'type', subscription.type) &&
			// Only `true` narrows the list: `false` asks for nothing in particular, unless it is needed.
			(disabledUnlisted
				? subscription.enabled === (enabled ?? true)
				: enabled !== true || subscription.enabled),
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
