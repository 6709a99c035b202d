import { STARTER_ID } from '../../company/people';
import type { Trials } from './trial';

/** When new people get a user and access, and how the user is called. */
export const JOINERS: Trials = {
	activateNow: {
		name: 'Activation: Now',
		about:
			'Whoever works here already has access as soon as the user is made. The mail for the first password goes to the private address, because nobody can read the company’s mail yet.',
		plan: {
			activation: 'now',
			sendEmailTo: 'address',
			mailAddress: '={{ $json.personal_email }}',
		},
		people: {
			output: 'selected',
			fields: [
				'active',
				'first_name',
				'last_name',
				'personal_email',
				'terminated_on',
				'updated_at',
			],
		},
	},
	firstDay: {
		name: 'Activation: On the First Day',
		about:
			'Jörn Pereira begins on the first of next month, and JumpCloud lets him in at 09:30 in Madrid on that day. JumpCloud sends no mail, because “Send Email To” says Nobody.',
		plan: {
			activation: 'firstDay',
			activationTime: '09:30',
			timeZone: 'Europe/Madrid',
			sendEmailTo: 'none',
		},
	},
	keepPlanned: {
		name: 'Activation: Only Move What Is Planned',
		about:
			'The activation of jorn.pereira moves to the first day that HR has. New users get no activation: that is left to whoever approves it.',
		arrange: (now) => {
			const names = { firstname: 'Jörn', lastname: 'Pereira' };
			const link = { employeeIdentifier: STARTER_ID, state: 'STAGED' as const };
			const user = now.newUser({ username: 'jorn.pereira', ...names, ...link });
			now.activation(user, new Date(`${now.day(60)}T08:00:00Z`));
			return 'Jörn Pereira has a Staged user already, whose activation was approved for another day, in two months.';
		},
		plan: { activation: 'keepPlanned' },
	},
	active: {
		name: 'State: Active',
		about:
			'New users have access from the beginning, and Jörn Pereira on the first day, which is to come. The plan of the night makes them Staged: prepared, without access.',
		plan: { state: 'ACTIVATED' },
	},
	beforehand: {
		name: 'Create Days Before the First Day',
		about:
			'Users are made the day before the first day. Whoever begins later is told as too early, and made by a later night.',
		arrange: (now) => {
			const begins = now.day(14);
			now.contract(STARTER_ID, { effective_on: begins, starts_on: begins });
			return 'Jörn Pereira begins in two weeks.';
		},
		plan: { createDaysBefore: 1 },
	},
	factors: {
		name: 'Require MFA After (Days)',
		about:
			'Whoever gets a user is let in, at once or on the first day, and needs a second factor, with seven days to set it up.',
		plan: { activation: 'firstDay', options: { mfaDays: 7 } },
	},
	emails: {
		name: 'No Work Email: Make From Name',
		about:
			'Whoever has no work email gets one from the name, here the first letter and the last name: Amira Haddad becomes ahaddad. The plan says which, so that HR can enter it.',
		plan: { noWorkEmail: 'makeFromName', emailPattern: '{f}{last}', emailDomain: 'corp.example' },
	},
	given: {
		name: 'Username: Given',
		about:
			'The username is what stands before the @ of the work email: Joan Ramon de la Fuente becomes joanramon. Users who are there keep theirs.',
		plan: { usernameRule: 'given', username: '={{ ($json.work_email ?? "").split("@")[0] }}' },
	},
	letters: {
		name: 'Username Letter Spelling',
		about:
			'New usernames are spelled as in passports: Jörn becomes joern. Users who are there keep theirs.',
		plan: { options: { letterSpelling: 'expanded' } },
	},
	short: {
		name: 'Username Length: 20 Letters',
		about:
			'Old systems take no more than 20 letters, so the username of Joan Ramon de la Fuente i Puig-Soler is made shorter.',
		plan: { options: { usernameLength: '20' } },
	},
	long: {
		name: 'Username Length: Any, and Letters as Typed',
		about:
			'Joan Ramon de la Fuente i Puig-Soler keeps the whole name in the username, with the capital letters as HR has typed them.',
		plan: { options: { usernameLength: 'none', usernameCase: 'asTyped' } },
	},
	renames: {
		name: 'Username Follows Rename',
		about:
			'Whoever has another name since the user was made gets another username with it, unless the user is bound to a device, an application or a directory.',
		arrange: (now) => {
			now.person('1015', { last_name: 'Tanaka' });
			return 'HR has renamed Hanako Satō to Hanako Tanaka.';
		},
		plan: { usernameFollowsRename: 'unbound' },
	},
};
