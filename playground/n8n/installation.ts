/** An n8n that is ready to start: what `ensureN8n()` gives. */
export interface N8nInstallation {
	version: string;
	/** The Node.js to run it with. */
	node: string;
	/** n8n's own program file. */
	entry: string;
	/** What this version needs to be told, by the names of environment variables. */
	settings: Record<string, string>;
}

/** Variables with which the installing script (plain JavaScript) tells the tests what it prepared. */
const INSTALLATION_VARIABLE = 'PLAYGROUND_N8N';
const TARBALLS_VARIABLE = 'PLAYGROUND_TARBALLS';
/** The folder of PostgreSQL's programs, and Redis's server. */
export const POSTGRES_VARIABLE = 'POSTGRES_BIN';
export const REDIS_VARIABLE = 'REDIS_PATH';

/** What the script found or installed. Throws when the tests were started another way. */
export function prepared(variable: string): string {
	const value = process.env[variable];
	if (!value) throw new Error(`${variable} is not set: start these tests with npm run e2e`);
	return value;
}

/** What an n8n is started from. */
export interface Prepared {
	installation: N8nInstallation;
	/** The packed packages by their names: the combined one, and those for one service. */
	tarballs: Record<string, string>;
}

/** The n8n and the packed packages that `npm run e2e` prepared. Throws when started another way. */
export function preparedByRunner(): Prepared {
	const installation = JSON.parse(prepared(INSTALLATION_VARIABLE)) as N8nInstallation;
	const tarballs = JSON.parse(prepared(TARBALLS_VARIABLE)) as Prepared['tarballs'];
	return { installation, tarballs };
}
