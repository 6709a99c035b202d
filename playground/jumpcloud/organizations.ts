import { ok } from '../core/exchange';
import type { Handler } from '../core/exchange';
import { refuse } from './refusals';
import type { World } from './world';

/** The one organization that the key belongs to. */
export function organizations({ state }: World): Record<string, Handler> {
	const { organization } = state;
	return {
		organizations_list: () => {
			const { _id, displayName, logoUrl } = organization;
			return ok({ results: [{ _id, displayName, logoUrl }], totalCount: 1 });
		},
		organizations_get: (call) =>
			call.params.id === organization._id ? ok(organization) : refuse(404),
	};
}
