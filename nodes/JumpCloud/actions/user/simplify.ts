import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { User } from '../../transport/users';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The ten fields by which an admin knows a user, or everything that was read. */
export function simplified(user: User, simplify: boolean): IDataObject {
	if (!simplify) return { ...user };
	const { id, username, email, firstname, lastname, displayname, state } = user;
	const { employeeIdentifier, department, jobTitle } = user;
	return {
		id,
		username,
		email,
		firstname: firstname ?? '',
		lastname: lastname ?? '',
		displayname: displayname ?? '',
		state,
		employeeIdentifier: employeeIdentifier ?? null,
		department: department ?? '',
		jobTitle: jobTitle ?? '',
	};
}
