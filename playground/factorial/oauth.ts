import type { Clock } from '../core/clock';
import type { Answer, Handler } from '../core/exchange';
import { TokenDesk } from '../core/oauth';

/** A token of the whole company, or of one person with that person's permissions. */
export type FactorialTokenKind = 'company' | 'person';

export function factorialDesk(clock: Clock): TokenDesk {
	return new TokenDesk(
		{
			clientIn: 'body',
			grants: ['authorization_code', 'refresh_token'],
			tokenType: 'Bearer',
			scope: 'read write',
			lasting: ['company'],
		},
		clock,
	);
}

/** The pages of the authorization code flow. Whoever asks for a code is taken to have agreed. */
export function factorialPages(desk: TokenDesk): Record<string, Handler> {
	return {
		'/oauth/token': (call) => desk.answer(call),
		'/oauth/authorize': ({ query }): Answer => {
			const back = query.get('redirect_uri') ?? '';
			if (!URL.canParse(back)) return { status: 400, body: { error: 'invalid_redirect_uri' } };
			const kind: FactorialTokenKind =
				query.get('resource_owner_type') === 'company' ? 'company' : 'person';
			const url = new URL(back);
			url.searchParams.set('code', desk.code(kind));
			url.searchParams.set('state', query.get('state') ?? '');
			return { status: 302, headers: { location: url.href } };
		},
	};
}
