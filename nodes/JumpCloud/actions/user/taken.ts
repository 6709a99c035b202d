import type { IDataObject } from 'n8n-workflow';

import type { WantedUser } from '../../sync/attributes';
import { sameEmail } from '../../sync/match';
import type { JumpCloud } from '../../transport/client';
import { anyCase, findUsers } from '../../transport/users';
import type { Clause, User } from '../../transport/users';
import { conflicting, named, skipped, usedElsewhere, whoIs } from './result';

/**
 * The item for an update that JumpCloud refuses because somebody has a value already. It does not
 * say which value and who, so this looks.
 */
export async function takenBySomebody(
	api: JumpCloud,
	user: User,
	wanted: WantedUser,
): Promise<IDataObject> {
	const email = wanted.email || user.email;
	const employeeId = wanted.employeeIdentifier || user.employeeIdentifier || '';
	const clauses: Clause[] = [
		{ email: anyCase(email) },
		...(employeeId ? [{ employeeIdentifier: employeeId }] : []),
	];
	const found = await findUsers(api, { filter: { or: clauses } });
	const others = found.filter(({ id }) => id !== user.id);

	const withEmail = others.filter((other) => sameEmail(other.email, email));
	if (withEmail.length > 0) {
		const users = [user, ...withEmail];
		return conflicting(
			{ employeeId, email },
			{ kind: 'conflict', conflict: 'email_in_use', users },
		);
	}
	const [owner] = others.filter((other) => other.employeeIdentifier === employeeId);
	if (!owner) return usedElsewhere({ employeeId, email });
	return skipped(
		'conflict',
		`The user "${user.username}" (${user.id}, ${user.email}) should get the employee identifier ${employeeId}, which "${owner.username}" (${owner.id}, ${owner.email}) has. Correct it, or take it from the other user in JumpCloud.`,
		whoIs({ employeeId, email }),
		{ conflict: 'employee_identifier_in_use', users: [user, owner].map(named) },
	);
}
