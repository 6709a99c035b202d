import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudOptions, JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { MembershipMethod } from '../../../playground/jumpcloud/types';
import { aUser, byEmployee, jumpCloud, runUser } from '../../support/jumpcloud';
import type { UserRun } from '../../support/jumpcloud';

/** One user, and three groups of which JumpCloud computes one. */
export async function company(options: JumpCloudOptions = {}) {
	const computed: MembershipMethod = 'DYNAMIC_AUTOMATED';
	return await jumpCloud({
		users: [aUser(), { username: 'bo' }],
		groups: [
			{ name: 'Sales' },
			{ name: 'Finance', description: 'Money' },
			{ name: 'Everybody', membershipMethod: computed },
		],
		...options,
	});
}

/** Runs one operation of the groups for the user of `aUser`. */
export async function runGroups(
	sim: JumpCloudSimulator,
	operation: string,
	groups: unknown,
	{ parameters, ...given }: UserRun = {},
) {
	const named = { ...byEmployee('512'), groups, ...parameters } as IDataObject;
	return await runUser(sim, operation, { resource: 'userGroup', parameters: named, ...given });
}

/** The names of the groups that the user of `aUser` is in. */
export function groupsOf({ state }: JumpCloudSimulator): string[] {
	const { _id } = state.user('noor.vidal');
	return state.groups.filter(({ members }) => members.includes(_id)).map(({ name }) => name);
}

export function idOf({ state }: JumpCloudSimulator, name: string): string {
	const group = state.groups.find((one) => one.name === name);
	if (!group) throw new Error(`No such group: ${name}`);
	return group.id;
}

/** Puts the user of `aUser` into groups beforehand. */
export function putInto({ state }: JumpCloudSimulator, ...names: string[]): void {
	const { _id } = state.user('noor.vidal');
	for (const group of state.groups) if (names.includes(group.name)) group.members.push(_id);
}
