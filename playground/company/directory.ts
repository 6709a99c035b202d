import type { CompanySeed } from '../factorial/state';
import type { JumpCloudState } from '../jumpcloud/state';
import type { SystemUser } from '../jumpcloud/types';
import { DOMAIN, lastDayOf } from './company';
import { GONE_ID, PEOPLE } from './people';
import type { Person } from './people';

/** Accounts that were made by hand before there was a sync: same email, no link to the person. */
const MADE_BY_HAND = ['1005', '1014'];

/** Accounts that belong to nobody in the company. */
const OUTSIDERS: Array<Partial<SystemUser>> = [
	{ username: 'svc.backup', email: `backup@${DOMAIN}`, firstname: 'Backup', lastname: 'Service' },
	{ username: 'robin.extern', email: 'robin@agency.example', firstname: 'Robin', lastname: 'Fog' },
];

/** The directory of the invented company, as if those who joined earlier had been synced. */
export function aDirectory(now = new Date()): Array<Partial<SystemUser>> {
	const users = PEOPLE.filter((person) => person.username !== null).map((one) => userOf(one, now));
	return [...users, ...OUTSIDERS];
}

function userOf(
	{ id, firstName, lastName, mailbox, username }: Person,
	now: Date,
): Partial<SystemUser> {
	const memory = { name: 'hrLastDay', value: lastDayOf(id, now) ?? '' };
	const link = MADE_BY_HAND.includes(id) ? {} : { employeeIdentifier: id };
	return {
		username: username ?? undefined,
		email: `${mailbox}@${DOMAIN}`,
		firstname: firstName,
		lastname: lastName,
		state: id === GONE_ID ? 'SUSPENDED' : 'ACTIVATED',
		// As the package remembers why it has suspended somebody.
		...(id === GONE_ID && { attributes: [memory] }),
		...link,
	};
}

/**
 * Groups that are called like teams and locations, as the template with approval expects them. Whoever has
 * a user is in the one of the team; whoever is gone still is, and still has a manager.
 */
export function addGroups(
	state: JumpCloudState,
	{ teams = [], locations = [] }: CompanySeed,
): void {
	for (const { name } of [...teams, ...locations]) {
		if (!name) continue;
		const members = PEOPLE.filter(({ team, username }) => team === name && username !== null);
		const ids = members.map(({ username }) => state.user(username ?? '')._id);
		state.addGroup({ name, members: ids });
	}
	const gone = PEOPLE.find(({ id }) => id === GONE_ID);
	const manager = PEOPLE.find(({ id }) => id === gone?.managerId);
	if (!gone?.username || !manager?.username) return;
	state.user(gone.username).manager = state.user(manager.username)._id;
}
