import { aContract } from './builders';
import type { Announcement } from './events';
import type { Office } from './office';
import type { ContractVersion, ContractVersionRequest } from './types';

/** A new version of somebody's contract, in force from `effective_on` (today unless told). */
export function addContractVersion(
	{ state, clock, raise }: Office,
	employeeId: string,
	given: Partial<ContractVersion> = {},
	how?: Announcement,
): ContractVersion {
	const now = clock.now().toISOString();
	const version = aContract({
		id: state.ids.take(),
		effective_on: now.slice(0, 10),
		starts_on: now.slice(0, 10),
		created_at: now,
		updated_at: now,
		...given,
		employee_id: employeeId,
	});
	state.insert(state.contracts, version);
	raise('contracts/contract_version/create', [version], how);
	return { ...version };
}

/**
 * A promotion is approved: the contract gets a new version. Whether that version is announced as well
 * is not known; the stricter answer is that it is not.
 */
export function approvePromotion(
	office: Office,
	employeeId: string,
	given: Partial<ContractVersion> = {},
	how?: Announcement,
): ContractVersionRequest {
	const version = addContractVersion(office, employeeId, given, { ...how, silent: true });
	const { company_id, employee_id, effective_on, job_title, created_at, updated_at } = version;
	const request: ContractVersionRequest = {
		...{ id: office.state.ids.take(), company_id, employee_id, effective_on, status: 'approved' },
		...{ job_title, has_payroll: version.has_payroll, created_at, updated_at },
		fr_forfait_jours: version.fr_forfait_jours,
	};
	office.raise('contracts/contract_version_request/approve', [request], how);
	return request;
}

export function updateContractVersion(
	office: Office,
	id: string,
	changes: Partial<ContractVersion>,
	how?: Announcement,
): ContractVersion {
	const version = find(office, id);
	Object.assign(version, changes, { id, updated_at: office.clock.now().toISOString() });
	office.raise('contracts/contract_version/update', [version], how);
	return { ...version };
}

/** The event carries the version as it was. */
export function deleteContractVersion(
	office: Office,
	id: string,
	how?: Announcement,
): ContractVersion {
	const version = find(office, id);
	office.state.contracts.splice(office.state.contracts.indexOf(version), 1);
	office.raise('contracts/contract_version/delete', [version], how);
	return version;
}

function find({ state }: Office, id: string): ContractVersion {
	const version = state.contracts.find((candidate) => candidate.id === id);
	if (!version) throw new Error(`There is no contract version ${id}`);
	return version;
}
