import { Advice } from './progress.cjs';
import { N8nClient } from './rest';
import { OWNER, PACKAGE, SINGLE_PACKAGES } from './stage';
import type { RunningN8n } from './stage';

/** An n8n that runs already, and who may log in there. */
interface ForeignN8n {
	url: string;
	email: string;
	password: string;
}

/**
 * The n8n that `N8N_URL` names, such as one from a container image; undefined where it names none. Its
 * owner is `N8N_EMAIL` with `N8N_PASSWORD`, unless it has none yet.
 */
export function foreignN8n(environment = process.env): ForeignN8n | undefined {
	const { N8N_URL: url, N8N_EMAIL: email, N8N_PASSWORD: password } = environment;
	if (!url) return undefined;
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new Advice(`N8N_URL is no web address: ${url}. Write it as http://127.0.0.1:5678.`);
	}
	const owner = { email: email || OWNER.email, password: password || OWNER.password };
	return { url: url.replace(/\/+$/, ''), ...owner };
}

const refuse = async () =>
	await Promise.reject(
		new Error('This n8n was not started here, so it is not stopped here either'),
	);

/**
 * Logs in at an n8n that was started elsewhere; a fresh one gets its owner first. Nothing of it but its
 * REST interface is within reach: it goes by its own clock. Throws Advice that says what it lacks.
 */
export async function openForeign({ url, email, password }: ForeignN8n): Promise<RunningN8n> {
	const client = new N8nClient(url);
	const isFresh = await client.wantsOwner().catch((failure: unknown) => {
		const reason = failure instanceof Error ? failure.message : String(failure);
		throw new Advice(`No n8n answers at ${url} (${reason}). Start it first, or correct N8N_URL.`);
	});
	if (isFresh) await client.setUpOwner({ ...OWNER, email, password });
	else {
		await client.logIn(email, password).catch(() => {
			throw new Advice(
				`The n8n at ${url} does not let ${email} in. Say who its owner is with N8N_EMAIL and N8N_PASSWORD.`,
			);
		});
	}
	const types = (await client.nodeTypes()).map(({ name }) => name);
	const isOurs = (name: string) =>
		[PACKAGE, ...SINGLE_PACKAGES].some((one) => name.startsWith(`${one}.`));
	if (!types.some(isOurs)) {
		throw new Advice(
			`The n8n at ${url} does not have this package: install ${PACKAGE} there, under Settings → Community nodes.`,
		);
	}
	const server = {
		...{
			url,
			pid: undefined,
			folder: '',
			logFile: '',
			logTail: async () => await Promise.resolve(''),
		},
		...{ kill9: refuse, stop: refuse, restart: refuse, close: async () => await Promise.resolve() },
	};
	return { server, client, login: { email, password } };
}
