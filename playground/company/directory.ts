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
