import type { Conflict, DirectoryUser, Identity } from './match';

/** A person in the words of a message. */
export function describePerson({ employeeId, email }: Identity): string {
	return `Employee ${employeeId.trim() || 'without an ID'} (${email.trim() || 'no email'})`;
}

function describeUser({ username, id, email }: DirectoryUser): string {
	return `"${username}" (${id}, ${email || 'no email'})`;
}

function listed(users: DirectoryUser[]): string {
	return users.map(describeUser).join(' and ');
}

/** Says who collides with whom in one sentence, and what an admin can do in a second one. */
export function conflictText(person: Identity, { conflict, users }: Conflict): string {
	const who = describePerson(person);
	const [first, ...others] = users;
	switch (conflict) {
		case 'several_linked':
			return `${who} is linked to several JumpCloud users: ${listed(users)}. Keep the link on one of them and remove it from the others.`;
		case 'several_emails':
			return `${who} has the email of several JumpCloud users: ${listed(users)}. Give each of them an email of their own in JumpCloud.`;
		case 'email_in_use':
			return `${who} is linked to the JumpCloud user ${first ? describeUser(first) : ''}, but the email belongs to ${listed(others)}. Correct the email in Factorial, or change or delete the other user in JumpCloud.`;
		case 'linked_to_other_employee':
			return `${who} has the email of the JumpCloud user ${listed(users)}, who is linked to another employee. Correct the email in Factorial, or the link in JumpCloud if it is the same person.`;
	}
}
