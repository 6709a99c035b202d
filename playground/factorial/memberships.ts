import { aMembership } from './builders';
import type { Announcement } from './events';
import type { Office } from './office';
import type { Membership } from './types';

type NewMembership = Partial<Membership> & { employee_id: string; team_id: string };

export function addMembership(
	office: Office,
	given: NewMembership,
	how?: Announcement,
): Membership {
	const membership = insert(office, given);
	office.raise('teams/membership/create', [membership], how);
	return { ...membership };
}

export function updateMembership(
	office: Office,
	id: string,
	changes: Partial<Membership>,
	how?: Announcement,
): Membership {
	const membership = Object.assign(find(office, id), changes, { id });
	office.raise('teams/membership/update', [membership], how);
	return { ...membership };
}

/** The event carries the membership as it was. */
export function removeMembership(office: Office, id: string, how?: Announcement): Membership {
	const { memberships } = office.state;
	const membership = find(office, id);
	memberships.splice(memberships.indexOf(membership), 1);
	office.raise('teams/membership/delete', [membership], how);
	return membership;
}

/** Several people join teams in one action, as in an import. */
export function addMemberships(
	office: Office,
	given: NewMembership[],
	how?: Announcement,
): Membership[] {
	const added = given.map((membership) => insert(office, membership));
	office.raise('teams/membership/bulk_upsert', added, how);
	return added.map((membership) => ({ ...membership }));
}

function insert({ state }: Office, given: NewMembership): Membership {
	if (!state.teamRecords.some((team) => team.id === given.team_id)) {
		throw new Error(`There is no team ${given.team_id}`);
	}
	return state.insert(state.memberships, aMembership({ id: state.ids.take(), ...given }));
}

function find({ state }: Office, id: string): Membership {
	const membership = state.memberships.find((candidate) => candidate.id === id);
	if (!membership) throw new Error(`There is no membership ${id}`);
	return membership;
}
