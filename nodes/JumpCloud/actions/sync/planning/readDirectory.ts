import type { IExecuteFunctions } from 'n8n-workflow';

import { take } from '../../../../shared/paging';
import { isAttribute, linkField } from '../../../sync/attributes';
import type { AttributeRule } from '../../../sync/attributes';
import { indexUsers } from '../../../sync/directoryIndex';
import type { Group, GroupRule, ManagedGroups } from '../../../sync/groups';
import type { Directory, ProtectedUsers, SyncRules } from '../../../sync/rules';
import { pendingByUser } from '../../../sync/schedule';
import type { JumpCloud } from '../../../transport/client';
import { allMembers, directMembers } from '../../../transport/groups';
import { scheduledChanges } from '../../../transport/schedules';
import { everyUser } from '../../../transport/users';
import { protectedGroups } from '../fields/protectedUsers';
import type { Protection } from '../fields/protectedUsers';

/** All that is compared with, read in as few calls as there are pages. */
export async function readDirectory(
	api: JumpCloud,
	rules: Pick<SyncRules, 'link' | 'managers'> & { attributes: AttributeRule[] },
	groups: ManagedGroups,
): Promise<Directory> {
	const [users, pending] = await Promise.all([
		everyUser(api, neededFields(rules)),
		take(scheduledChanges(api)),
	]);
	return { users: indexUsers(users, rules.link), pending: pendingByUser(pending), groups };
}

/** Who is in the groups that the rules name. */
export async function readManagedGroups(
	api: JumpCloud,
	rules: readonly GroupRule[],
	groups: readonly Group[],
): Promise<ManagedGroups> {
	const managed = new Set(rules.map(({ groupId }) => groupId));
	return new Map(
		await Promise.all(
			groups
				.filter(({ id }) => managed.has(id))
				.map(async ({ id, name }) => {
					const members = new Set(await directMembers(api, id));
					return [id, { name, members }] as const;
				}),
		),
	);
}

export async function readProtectedUsers(
	context: IExecuteFunctions,
	api: JumpCloud,
	protection: Protection,
	groups: Group[],
): Promise<ProtectedUsers> {
	const chosen = protectedGroups(context, protection, groups);
	const members = await Promise.all(chosen.map(async ({ id }) => await allMembers(api, id)));
	return { ...protection, ids: new Set(members.flat()) };
}

/** Of all that JumpCloud knows of a user, what is compared. */
function neededFields({
	link,
	managers,
	attributes,
}: Pick<SyncRules, 'link' | 'managers' | 'attributes'>): string[] {
	const compared = [
		...attributes.map(({ field }) => field),
		linkField(link) ?? 'employeeIdentifier',
	];
	return [
		...['state', 'suspended', 'firstname', 'lastname', 'employeeIdentifier'],
		...compared.filter(isAttribute).map((field) => field.split('.')[0] ?? field),
		...(managers ? ['manager'] : []),
	];
}
