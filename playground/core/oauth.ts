import { Buffer } from 'node:buffer';
import type { Clock } from './clock';
import { fieldsOf } from './exchange';
import type { Answer, Call } from './exchange';

/** What a token endpoint answers, and what n8n stores. */
interface TokenData {
	access_token: string;
	token_type: string;
	expires_in?: number;
	refresh_token?: string;
	scope: string;
}

interface DeskRules {
	/** where client ID and secret have to stand */
	clientIn: 'body' | 'header';
	grants: ReadonlyArray<'authorization_code' | 'refresh_token' | 'client_credentials'>;
	tokenType: string;
	scope: string;
	/** kinds of token that never expire and come without a refresh token */
	lasting?: readonly string[];
	/** kind of what a client gets for its own credentials */
	ownKind?: string;
}

interface Access {
	kind: string;
	endsAtMs: number;
}

export const CLIENT = { clientId: 'simulated-client', clientSecret: 'simulated-client-secret' };

const LIFETIME_SECONDS = 3600;

/** Where a simulated service issues OAuth2 tokens and looks at them. */
export class TokenDesk {
	private readonly access = new Map<string, Access>();
	private readonly refreshing = new Map<string, string>();
	private readonly codes = new Map<string, string>();
	private count = 0;

	constructor(
		private readonly rules: DeskRules,
		private readonly clock: Clock,
	) {}

	/** A token as if somebody had connected just now. */
	issue(kind: string): TokenData {
		const token = this.next('access');
		const lasts = this.rules.lasting?.includes(kind) ?? false;
		const lifetimeMs = lasts ? Infinity : LIFETIME_SECONDS * 1000;
		this.access.set(token, { kind, endsAtMs: this.clock.now().getTime() + lifetimeMs });
		const { tokenType: token_type, scope } = this.rules;
		const data: TokenData = { access_token: token, token_type, scope };
		if (lasts) return data;
		data.expires_in = LIFETIME_SECONDS;
		if (this.rules.grants.includes('refresh_token')) data.refresh_token = this.refreshable(kind);
		return data;
	}

	/** A code that can be exchanged for a token, once. */
	code(kind: string): string {
		const code = this.next('code');
		this.codes.set(code, kind);
		return code;
	}

	/** The kind of the token that this call brings; undefined when it is worth nothing. */
	kindOf({ headers }: Call): string | undefined {
		const [, token = ''] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
		const access = this.access.get(token);
		return access && access.endsAtMs > this.clock.now().getTime() ? access.kind : undefined;
	}

	/** Every access token ends now; what renews them still works. */
	expire(): void {
		this.access.clear();
	}

	/** Somebody disconnects the application: nothing that was issued works any more. */
	revoke(): void {
		this.access.clear();
		this.refreshing.clear();
	}

	/** The token endpoint. */
	answer(call: Call): Answer {
		const form = fieldsOf(call);
		if (call.method !== 'POST') return refused(404, 'not_found');
		if (!this.isClient(call, form)) return refused(401, 'invalid_client');
		if (!this.rules.grants.some((grant) => grant === form.grant_type)) {
			return refused(400, 'unsupported_grant_type');
		}
		if (form.grant_type === 'client_credentials') {
			if (form.scope !== this.rules.scope) return refused(400, 'invalid_scope');
			return { status: 200, body: this.issue(this.rules.ownKind ?? '') };
		}
		const isCode = form.grant_type === 'authorization_code';
		const kind = isCode ? taken(this.codes, form.code) : taken(this.refreshing, form.refresh_token);
		return kind === undefined
			? refused(400, 'invalid_grant')
			: { status: 200, body: this.issue(kind) };
	}

	private isClient(call: Call, { client_id: id, client_secret: secret }: Record<string, unknown>) {
		if (this.rules.clientIn === 'body') {
			return id === CLIENT.clientId && secret === CLIENT.clientSecret;
		}
		const pair = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
		return call.headers.authorization === `Basic ${pair}`;
	}

	private refreshable(kind: string): string {
		const token = this.next('refresh');
		this.refreshing.set(token, kind);
		return token;
	}

	private next(what: string): string {
		this.count += 1;
		return `simulated-${what}-${this.count}`;
	}
}

/** What a code or a refresh token stands for; each can be used once. */
function taken(store: Map<string, string>, key: unknown): string | undefined {
	const kind = store.get(String(key));
	store.delete(String(key));
	return kind;
}

function refused(status: number, error: string): Answer {
	return { status, body: { error, error_description: `Refused: ${error}` } };
}
