import { fieldsOf, isRecord, ok } from '../core/exchange';
import type { Answer, Call, Handler } from '../core/exchange';
import { refuse } from './refusals';
import { EVERYBODY, all, fromFilter } from './search/expressions';
import type { Predicate } from './search/expressions';
import { project, words } from './search/fields';
import { paged, sorted } from './search/page';
import { fromPlainSearch, fromQuery, fromSearchFilter } from './search/query';
import type { SystemUser } from './types';
import type { World } from './world';

/** On one page. */
const MOST_USERS = 100;

/** Listing, searching and reading users. */
export function userReads(world: World): Record<string, Handler> {
	return {
		systemusers_list: (call) => {
			const { query } = call;
			const predicate = all([fromQuery(query), fromPlainSearch(query.get('search'))]);
			return found(world, world.state.users, predicate, Object.fromEntries(query));
		},
		search_systemusers_post: (call) => {
			const body = fieldsOf(call);
			checkSearch(world, body);
			const predicate = all([
				fromQuery(call.query),
				fromFilter(withoutPatterns(world, body.filter)),
				fromSearchFilter(body.searchFilter),
			]);
			const address = Object.fromEntries(call.query);
			const inAddress = { limit: address.limit, skip: address.skip, sort: address.sort };
			const isInBody = world.switches.searchPaging === 'body';
			const request = { ...address, ...body, ...(isInBody ? {} : inAddress) };
			const described = withGroups(world);
			const { users } = world.state;
			// Whether somebody is in a group is worked out for everybody only where it is asked for.
			const words = JSON.stringify(body);
			const asked = words.includes('memberof') ? users.map(described) : users;
			const isBlind = words.includes('attributes.value') && !world.switches.attributesInSearch;
			// A value of theirs finds nobody then; the users who are found have theirs all the same.
			const fits: Predicate = (user) => predicate({ ...user, attributes: [] });
			return found(world, asked, isBlind ? fits : predicate, request, described);
		},
		systemusers_get: (call) => {
			const user = world.state.users.find(({ _id }) => _id === call.params.id);
			if (user) return told(world, project(asTold(world, user), words(call.query.get('fields'))));
			return world.switches.missingUser === 'empty' ? { status: 200 } : refuse(404);
		},
	};
}

/** A user in the way in which the organization tells the state. */
export function asTold(
	{ switches }: World,
	{ state, suspended, ...user }: Record<string, unknown>,
): Record<string, unknown> {
	const word = STATE_WORDS[switches.stateWords](String(state));
	const flag = switches.suspendedAs === 'text' ? String(suspended) : suspended;
	return { ...user, ...(word !== undefined && { state: word }), suspended: flag };
}

const STATE_WORDS = {
	upper: (state: string) => state,
	lower: (state: string) => state.toLowerCase(),
	title: (state: string) => ` ${state.charAt(0)}${state.slice(1).toLowerCase()}`,
	null: () => null,
	absent: () => undefined,
};

/** An answer with users in it, of whom the state may be told as in no document. */
export function told({ switches }: World, body: unknown): Answer {
	return { ...ok(body), isOdd: switches.stateWords !== 'upper' || switches.suspendedAs === 'text' };
}

/** Refuses what nobody has seen to be accepted, as far as it is switched so. */
function checkSearch({ switches }: World, { filter, searchFilter }: Record<string, unknown>): void {
	const words = JSON.stringify(filter ?? {});
	const isMixed = words.includes('"$regex"') && words.includes('"employeeIdentifier":"');
	if (isMixed && !switches.mixedSearch) refuse(400, 'Cannot mix operators in one filter');
	if (LINK_PATTERN.test(words) && switches.linkPatterns === 'refused') {
		refuse(400, 'Cannot compare this field with a pattern');
	}
	if (words.includes('systemUsername') && !switches.localAccountsInSearch) {
		refuse(400, 'Unknown field systemUsername');
	}
	const terms = JSON.stringify(searchFilter ?? {});
	if (terms.includes('employeeIdentifier') && !switches.employeeIdentifierInTerms) {
		refuse(400, 'Cannot search in employeeIdentifier');
	}
}

/** A field in which links are kept, compared with a pattern. */
const LINK_PATTERN = /"(employeeIdentifier|attributes\.value)":\{"\$regex"/;

/** The alternatives of a search without those that find nobody here. */
function withoutPatterns({ switches }: World, filter: unknown): unknown {
	if (switches.linkPatterns !== 'findNobody' || !isRecord(filter) || !Array.isArray(filter.or)) {
		return filter;
	}
	return { ...filter, or: filter.or.filter((one) => !LINK_PATTERN.test(JSON.stringify(one))) };
}

function found(
	world: World,
	users: Array<Record<string, unknown>>,
	predicate: Predicate,
	request: Record<string, unknown>,
	described: (user: Record<string, unknown>) => Record<string, unknown> = (user) => user,
): Answer {
	const asked = predicate === EVERYBODY ? users : users.filter(predicate);
	const matching = sorted(asked, words(request.sort));
	const isTooMany = Number(request.limit ?? 0) > MOST_USERS;
	if (isTooMany && world.switches.limitAbove100 === 'refuse') {
		return refuse(400, 'limit exceeds maximum value of 100');
	}
	const page = paged(matching, request.skip, request.limit, world.switches.pageCap);
	const results = page.map((user) =>
		project(asTold(world, described(user)), words(request.fields)),
	);
	return told(world, { results, totalCount: matching.length });
}

/** Search hits also say which groups somebody is in. */
function withGroups({ state }: World) {
	return (user: Record<string, unknown>): Record<string, unknown> => ({
		...user,
		memberof: state.groups
			.filter(({ members }) => members.includes(String(user._id)))
			.map(({ id }) => id),
	});
}

/** The user that the path names, or 404. */
export function userOf(world: World, call: Call, name = 'id'): SystemUser {
	const user = world.state.users.find(({ _id }) => _id === call.params[name]);
	return user ?? refuse(404);
}
