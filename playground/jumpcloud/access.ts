import type { Answer, Call } from '../core/exchange';
import type { TokenDesk } from '../core/oauth';
import { isObjectId } from './ids';
import { failure, unauthorized } from './refusals';
import type { World } from './world';

const LOGIN = '/login';

/** The published files list `x-org-id` for every route but these. */
const WITHOUT_ORG_HEADER = new Set([
	'systemusers_reactivate',
	'systemusers_state_activate',
	'organizations_list',
	'organizations_get',
	'bulk_userStatesGetNextScheduled',
]);

export const pages = {
	[LOGIN]: (): Answer => ({
		status: 200,
		text: '<!doctype html><html><title>Log in</title><body><form>Email</form></body></html>',
	}),
};

/** What opens the API. */
interface Keys {
	apiKey: string;
	desk: TokenDesk;
}

/** Refuses whoever may not make this call: key first, then organization, then role. */
export function authorize(world: World, keys: Keys, call: Call): Answer | undefined {
	const { 'x-api-key': key, authorization } = call.headers;
	if (world.switches.addressBlocked) return failure(403, 'This IP address is blocked for abuse');
	if (!key && authorization === undefined) {
		return { status: 302, headers: { location: LOGIN } };
	}
	const isKey = key === keys.apiKey && !world.switches.keyRevoked;
	if (!isKey && keys.desk.kindOf(call) === undefined) return unauthorized();
	return refusedOrganization(world, call) ?? refusedRole(world, call);
}

function refusedOrganization({ state, switches }: World, call: Call): Answer | undefined {
	const organization = call.headers['x-org-id'];
	if (organization === undefined) {
		const isOpen = switches.multiTenantKey !== 'headerRequired';
		return isOpen ? undefined : unauthorized('no organization selected');
	}
	if (typeof organization !== 'string' || !isObjectId(organization)) {
		return failure(400, 'x-org-id is not an organization id');
	}
	if (switches.orgHeaderForbidden && WITHOUT_ORG_HEADER.has(call.operationId)) {
		return failure(403, 'x-org-id is not supported on this route');
	}
	if (organization === state.organization._id) return undefined;
	return failure(404, 'Organization not found');
}

function refusedRole({ switches }: World, call: Call): Answer | undefined {
	const reads = call.method === 'GET' || call.path.includes('/search/');
	return switches.readOnlyRole && !reads ? failure(403) : undefined;
}

/** Changing a state needs a permission of its own. */
export function stateWrite({ switches }: World): Answer | undefined {
	return switches.stateWritesForbidden ? failure(403) : undefined;
}
