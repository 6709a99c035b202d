import { asText, isRecord } from '../../shared/parameters';
import { paths } from './client';
import type { JumpCloud } from './client';

/** What a user can be bound to directly: groups are no part of it. */
const TARGETS = [
	...['active_directory', 'application', 'g_suite', 'ldap_server', 'office_365'],
	...['radius_server', 'system', 'system_group'],
].join(',');

/** What a user can be bound to through a group as well. */
const KINDS = ['systems', 'systemgroups', 'applications', 'directories', 'radiusservers'];

/**
 * One thing to which a user is bound, in a word of JumpCloud's; nothing where there is none at all. A
 * thing that is counted and not shown counts as well.
 *
 * @throws NodeApiError when JumpCloud does not tell, Error when it answers with something else
 */
export async function firstBinding(api: JumpCloud, userId: string): Promise<string | undefined> {
	const associations = paths.associations(userId);
	const direct = await firstIn(api, associations, { targets: TARGETS });
	if (direct !== undefined) return direct;
	for (const kind of KINDS) {
		const found = await firstIn(api, paths.boundTo(userId, kind), {});
		if (found !== undefined) return found || kind;
	}
	return undefined;
}

async function firstIn(api: JumpCloud, path: string, query: Record<string, string>) {
	const { body, headers } = await api.http.send({
		method: 'GET',
		path,
		query: { ...query, limit: 1, skip: 0 },
	});
	if (!Array.isArray(body)) {
		throw new Error('JumpCloud answered with something else than a list of bindings');
	}
	const [first]: unknown[] = body;
	if (first === undefined) return Number(headers['x-total-count'] ?? 0) === 0 ? undefined : '';
	const { to = first } = isRecord(first) ? first : {};
	return isRecord(to) ? asText(to.type) : '';
}
