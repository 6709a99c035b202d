import { Clock } from '../core/clock';
import { Contract } from '../core/contract';
import { CLIENT } from '../core/oauth';
import type { TokenDesk } from '../core/oauth';
import { startHost } from '../core/simulator';
import type { Simulator } from '../core/simulator';
import { authorize, pages } from './access';
import { activation } from './activation';
import { bindings } from './bindings';
import { groups } from './groups';
import { memberships } from './memberships';
import { jumpCloudDesk, tokenPages } from './oauth';
import { organizations } from './organizations';
import { failure, invalid, unauthorized } from './refusals';
import { schedules } from './schedules';
import { JumpCloudState } from './state';
import { STRICT } from './switches';
import type { JumpCloudSwitches } from './switches';
import type { SystemUser, UserGroup } from './types';
import { userReads } from './userReads';
import { userWrites } from './userWrites';
import type { World } from './world';

export interface JumpCloudSimulator extends Simulator<JumpCloudState, JumpCloudSwitches> {
	/** Tokens of the service account. */
	oauth: TokenDesk;
	/** Fields of the n8n OAuth2 credential; there is no token in it yet. */
	oAuth2Credential: Record<string, string>;
}

export interface JumpCloudOptions {
	/** Any free port unless told. */
	port?: number;
	clock?: Clock;
	apiKey?: string;
	/** Users that are there from the start; see `JumpCloudState.addUser`. */
	users?: Array<Partial<SystemUser>>;
	groups?: Array<Partial<UserGroup> & { name: string }>;
	/** Addresses that are taken in another organization. */
	foreignEmails?: string[];
	switches?: Partial<JumpCloudSwitches>;
}

/**
 * Starts a fake JumpCloud organization on loopback. Throws when the port is taken.
 *
 * Not simulated, hence 501: bulk users, changing associations, unlocking, expiring, suspending
 * through a route of its own. Also missing: password rules beyond a minimum length, lag
 * of searches behind writes, and the computing of dynamic groups.
 */
export async function startJumpCloud(options: JumpCloudOptions = {}): Promise<JumpCloudSimulator> {
	const clock = options.clock ?? new Clock();
	const apiKey = options.apiKey ?? 'jca_simulated_key';
	const world: World = {
		state: new JumpCloudState(clock),
		switches: { ...STRICT, ...options.switches },
		clock,
	};
	options.users?.forEach((user) => world.state.addUser(user));
	options.groups?.forEach((group) => world.state.addGroup(group));
	world.state.foreignEmails.push(...(options.foreignEmails ?? []));

	const oauth = jumpCloudDesk(clock);
	const host = await startHost(
		{
			contracts: [
				await Contract.load('jumpcloud-v2.openapi.json', '/api/v2'),
				await Contract.load('jumpcloud-v1.openapi.json', '/api'),
			],
			handlers: {
				...userReads(world),
				...userWrites(world),
				...activation(world),
				...bindings(world),
				...schedules(world),
				...groups(world),
				...memberships(world),
				...organizations(world),
			},
			pages: { ...pages, ...tokenPages(oauth) },
			authorize: (call) => authorize(world, { apiKey, desk: oauth }, call),
			refuse: invalid,
			failure: (status) => (status === 401 ? unauthorized() : failure(status)),
			parameterName: (sent) => sent.replace(/\[.*$/, ''),
			settle: (now) => world.state.settle(now),
		},
		options.port === undefined ? { clock } : { clock, port: options.port },
	);
	const address = { region: 'custom', baseUrl: host.url, organizationId: '' };
	return {
		...host,
		credential: { ...address, apiKey },
		oauth,
		oAuth2Credential: { ...address, ...CLIENT },
		state: world.state,
		switches: world.switches,
	};
}
