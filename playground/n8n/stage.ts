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

export interface ServiceOptions {
	company?: CompanySeed;
	users?: Array<Partial<SystemUser>>;
	delivery?: DeliveryOptions;
	/** Where nobody knows how the services behave: which of the plausible ways they choose. */
	switches?: { factorial: Partial<FactorialSwitches>; jumpCloud: Partial<JumpCloudSwitches> };
	/** Taken when they are free. */
	preferredPorts?: { factorial: number; jumpCloud: number };
	/** Those that n8n has for these services already. */
	credentials?: Stage['credentials'];
}

/** The packages for one service each. */
export const SINGLE_PACKAGES = PARTS.map(({ name }) => name);

interface N8nStart extends Prepared {
	/** Names of the packages that n8n has: the combined one unless told. */
	install?: string[];
	/** Taken when it is free. */
	preferredPort?: number;
	/** How n8n is started: as one process unless told. */
	launch?: (options: N8nOptions) => Promise<N8nServer>;
	/** Whether it lives by a clock that can be moved, which the services then share. */
	oneClock?: boolean;
}

export interface StageOptions extends ServiceOptions, Omit<N8nStart, 'preferredPort'> {
	/** Taken when they are free. */
	preferredPorts?: { n8n: number; factorial: number; jumpCloud: number };
}

/** An n8n that runs, and somebody who is logged in as its owner. */
export interface RunningN8n {
	server: N8nServer;
	client: N8nClient;
	/** Who its owner is. */
	login: Pick<Owner, 'email' | 'password'>;
	/** By which it lives, where that is not the real one. */
	n8nClock?: Clock;
}

/** Both simulators on one clock, and a real n8n with the package, its owner and both credentials. */
export interface Stage extends RunningN8n {
	clock: Clock;
	factorial: FactorialSimulator;
	jumpCloud: JumpCloudSimulator;
	/** What each node type needs to be given after an import. */
	credentials: Record<string, Record<string, CredentialReference>>;
	/** Imports one of the shipped templates, under an id if told, and picks the credentials; it is not published yet. */
	importTemplate(name: string, id?: string): Promise<SavedWorkflow>;
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
	{ n8nClock, ...n8n }: RunningN8n,
	options: ServiceOptions,
	started: Started,
): Promise<Stage> {
	const { server, client, login } = n8n;
	const { company, users, delivery, switches, preferredPorts: ports } = options;
	const clock = n8nClock ?? new Clock();
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
	const credentials =
		options.credentials ??
		(await createCredentials(client, factorial, jumpCloud).catch(async (failure: unknown) => {
			// A package that n8n could not load first shows here; why is in the log.
			const log = await server.logTail();
			throw new Error(`${String(failure)}\n${log}`, { cause: failure });
		}));
	const importTemplate = async (name: string, id?: string) => {
		const template = await readWorkflow(join(WORKFLOWS, `${name}.json`));
		const isCombined = `${PACKAGE}.jumpCloud` in credentials;
		const fitting = isCombined
			? template
			: (JSON.parse(forSinglePackages(JSON.stringify(template))) as typeof template);
		return await client.createWorkflow(withCredentials(fitting, credentials), id);
	};
	const close = async () => await started.close();
	const services = { clock, factorial, jumpCloud };
	return { ...services, server, client, login, n8nClock, credentials, importTemplate, close };
}

/** Starts an n8n with the package, and makes its owner. */
export async function openN8n(options: N8nStart): Promise<RunningN8n> {
	const { installation, tarballs, install = [PACKAGE], preferredPort } = options;
	const { launch = startN8n, oneClock = false } = options;
	const clock = oneClock ? new Clock() : undefined;
	const packages = Object.fromEntries(install.map((name) => [name, tarballs[name] ?? '']));
	const server = await launch({ installation, packages, preferredPort, clock });
	const client = new N8nClient(server.url);
	const started = new Started();
	started.keep(server);
	await started.orClose(async () => await client.setUpOwner(OWNER));
	return { server, client, login: OWNER, n8nClock: clock };
}

/** Starts everything; what was started already is stopped again when a later part fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
	const started = new Started();
	return await started.orClose(async () => {
		const n8n = await openN8n({ ...options, preferredPort: options.preferredPorts?.n8n });
		started.keep(n8n.server);
		return await furnish(n8n, options, started);
	});
}

/** A company beside an n8n that runs, with services of its own; closing it leaves n8n running. */
export async function openBeside(n8n: RunningN8n, options: ServiceOptions): Promise<Stage> {
	const started = new Started();
	return await started.orClose(async () => {
		return await furnish(n8n, options, started);
	});
}
