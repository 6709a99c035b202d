import { join } from 'node:path';
import { PARTS, forSinglePackages } from '../../packages/manifests.cjs';
import { Clock } from '../core/clock';
import type { DeliveryOptions } from '../factorial/deliveries';
import { startFactorial } from '../factorial/simulator';
import type { FactorialSimulator } from '../factorial/simulator';
import type { CompanySeed } from '../factorial/state';
import type { FactorialSwitches } from '../factorial/switches';
import { startJumpCloud } from '../jumpcloud/simulator';
import type { JumpCloudSimulator } from '../jumpcloud/simulator';
import type { JumpCloudSwitches } from '../jumpcloud/switches';
import type { SystemUser } from '../jumpcloud/types';
import type { Prepared } from './installation';
import { freePort } from './port';
import { N8nClient } from './rest';
import { startN8n } from './server';
import type { N8nOptions, N8nServer } from './server';
import { Started } from './started';
import { readWorkflow, withCredentials } from './template';
import type { CredentialReference, Owner, SavedWorkflow } from './wire';

export const PACKAGE = 'n8n-nodes-factorial-jumpcloud';

export const OWNER: Owner = {
	email: 'admin@corp.example',
	firstName: 'Ada',
	lastName: 'Admin',
	password: 'Playground1',
};

/** Who may open the first page of a form that asks for a password. */
export const DESK = { user: 'desk', password: OWNER.password };

const WORKFLOWS = join(__dirname, '..', '..', 'workflows');

interface ServiceOptions {
	company?: CompanySeed;
	users?: Array<Partial<SystemUser>>;
	delivery?: DeliveryOptions;
	/** Where nobody knows how the services behave: which of the plausible ways they choose. */
	switches?: { factorial: Partial<FactorialSwitches>; jumpCloud: Partial<JumpCloudSwitches> };
	/** Taken when they are free. */
	preferredPorts?: { factorial: number; jumpCloud: number };
}

/** The packages for one service each. */
export const SINGLE_PACKAGES = PARTS.map(({ name }) => name);

export interface StageOptions extends ServiceOptions, Prepared {
	/** Names of the packages that n8n has: the combined one unless told. */
	install?: string[];
	/** Taken when they are free. */
	preferredPorts?: { n8n: number; factorial: number; jumpCloud: number };
	/** How n8n is started: as one process unless told. */
	launch?: (options: N8nOptions) => Promise<N8nServer>;
}

/** Both simulators on one clock, and a real n8n with the package, its owner and both credentials. */
export interface Stage {
	clock: Clock;
	factorial: FactorialSimulator;
	jumpCloud: JumpCloudSimulator;
	server: N8nServer;
	client: N8nClient;
	/** What each node type needs to be given after an import. */
	credentials: Record<string, Record<string, CredentialReference>>;
	/** Imports one of the shipped templates and picks the credentials; it is not published yet. */
	importTemplate(name: string): Promise<SavedWorkflow>;
	close(): Promise<void>;
}

async function createCredentials(
	client: N8nClient,
	factorial: FactorialSimulator,
	jumpCloud: JumpCloudSimulator,
): Promise<Stage['credentials']> {
	const known = (await client.nodeTypes()).map(({ name }) => name);
	const reference = async (type: string, name: string, data: object) => {
		const { id } = await client.createCredential(type, name, data);
		return { [type]: { id, name } };
	};
	const hr = await reference('factorialApi', 'Factorial (simulated)', factorial.credential);
	const directory = await reference('jumpCloudApi', 'JumpCloud (simulated)', jumpCloud.credential);
	const desk = await reference('httpBasicAuth', 'Desk', DESK);
	const names = [PACKAGE, ...SINGLE_PACKAGES];
	const ours = known.filter((type) => names.some((name) => type.startsWith(`${name}.`)));
	return {
		...Object.fromEntries(ours.map((type) => [type, type.endsWith('.jumpCloud') ? directory : hr])),
		'n8n-nodes-base.formTrigger': desk,
	};
}

/** Both simulators, and what an n8n that runs already needs to work with them. */
async function furnish(
	{ server, client }: Pick<Stage, 'server' | 'client'>,
	options: ServiceOptions,
	started: Started,
): Promise<Stage> {
	const { company, users, delivery, switches, preferredPorts: ports } = options;
	const clock = new Clock();
	const factorial = started.keep(
		await startFactorial({
			...{ clock, company, delivery, switches: switches?.factorial },
			port: await freePort(ports?.factorial),
		}),
	);
	const jumpCloud = started.keep(
		await startJumpCloud({
			...{ clock, users, switches: switches?.jumpCloud },
			port: await freePort(ports?.jumpCloud),
		}),
	);
	const credentials = await createCredentials(client, factorial, jumpCloud).catch(
		async (failure: unknown) => {
			// A package that n8n could not load first shows here; why is in the log.
			const log = await server.logTail();
			return await Promise.reject(new Error(`${String(failure)}\n${log}`, { cause: failure }));
		},
	);
	const importTemplate = async (name: string) => {
		const template = await readWorkflow(join(WORKFLOWS, `${name}.json`));
		const isCombined = `${PACKAGE}.jumpCloud` in credentials;
		const fitting = isCombined
			? template
			: (JSON.parse(forSinglePackages(JSON.stringify(template))) as typeof template);
		return await client.createWorkflow(withCredentials(fitting, credentials));
	};
	const close = async () => await started.close();
	return { clock, factorial, jumpCloud, server, client, credentials, importTemplate, close };
}

/** Starts everything; what was started already is stopped again when a later part fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
	const { installation, tarballs, install = [PACKAGE] } = options;
	const { preferredPorts, launch = startN8n } = options;
	const started = new Started();
	return await started.orClose(async () => {
		const packages = Object.fromEntries(install.map((name) => [name, tarballs[name] ?? '']));
		const server = started.keep(
			await launch({ installation, packages, preferredPort: preferredPorts?.n8n }),
		);
		const client = new N8nClient(server.url);
		await client.setUpOwner(OWNER);
		return await furnish({ server, client }, options, started);
	});
}

/** A company beside an n8n that runs, with services of its own; closing it leaves n8n running. */
export async function openBeside(
	stage: Pick<Stage, 'server' | 'client'>,
	options: ServiceOptions,
): Promise<Stage> {
	const started = new Started();
	return await started.orClose(async () => await furnish(stage, options, started));
}
