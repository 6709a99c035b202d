import type { Clock } from '../core/clock';
import type { Handler } from '../core/exchange';
import { TokenDesk } from '../core/oauth';

export function jumpCloudDesk(clock: Clock): TokenDesk {
	return new TokenDesk(
		{
			clientIn: 'header',
			grants: ['client_credentials'],
			tokenType: 'bearer',
			scope: 'api',
			ownKind: 'service account',
		},
		clock,
	);
}

/** Where service accounts get their tokens; the real service has a host of its own for this. */
export function tokenPages(desk: TokenDesk): Record<string, Handler> {
	return { '/oauth2/token': (call) => desk.answer(call) };
}
