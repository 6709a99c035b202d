import { inspect } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

import { startJumpCloud } from '../../playground/jumpcloud/simulator';
import type { JumpCloudOptions, JumpCloudSimulator } from '../../playground/jumpcloud/simulator';
import { outputs, run } from './engine';

interface Closable {
	close(): Promise<void>;
}

const running: Closable[] = [];

/** A simulator that `closeAll` ends. */
export async function jumpCloud(options: JumpCloudOptions = {}): Promise<JumpCloudSimulator> {
	return closedLater(await startJumpCloud(options));
}

/** Leaves it to `closeAll` to close something, also when the test fails. */
export function closedLater<T extends Closable>(server: T): T {
	running.push(server);
	return server;
}

export async function closeAll(): Promise<void> {
	await Promise.all(running.splice(0).map(async (server) => await server.close()));
}

export interface UserRun {
	/** `user` unless told */
	resource?: string;
	parameters?: IDataObject;
	items?: IDataObject[];
	node?: Partial<INode>;
	timezone?: string;
	executionId?: string;
	credential?: Record<string, string>;
}

/**
 * Runs one operation of the JumpCloud node, of its users unless told otherwise, against a simulator.
 *
 * @throws Error when the API key is anywhere in what n8n would store of the run
 */
export async function runUser(
	sim: Pick<JumpCloudSimulator, 'credential'>,
	operation: string,
	{
		resource = 'user',
		parameters = {},
		items = [{}],
		node = {},
		timezone,
		executionId,
		credential = {},
	}: UserRun = {},
) {
	const secrets = { ...sim.credential, ...credential };
	const finished = await run({
		items,
		timezone,
		executionId,
		credentials: { jumpCloudApi: secrets },
		nodes: [
			{
				name: 'Users',
				type: 'jumpCloud',
				parameters: { resource, operation, ...parameters },
				...node,
			},
		],
	});
	const { resultData } = finished.data;
	const error = resultData.error ?? resultData.runData.Users?.[0]?.error;
	const kept = JSON.stringify(finished.data) + inspect(error, { depth: 9 });
	if (kept.includes(String(secrets.apiKey))) throw new Error('the API key is in the run');

	const leaving = outputs(finished, 'Users')[0] ?? [];
	return { run: finished, leaving, items: leaving.map(({ json }) => json), error };
}

/** n8n's setting of a node that goes on when an item fails. */
export const GOES_ON: Partial<INode> = { onError: 'continueRegularOutput' };

/** All that a person reads of an error. */
export function words(error: { message: string; description?: string | null } | undefined): string {
	return error ? `${error.message} ${error.description ?? ''}` : '';
}

/** What was asked of JumpCloud, in short words and in order. */
export function calls(sim: JumpCloudSimulator): string[] {
	return sim.journal.all().map(({ method, path }) => {
		const call = `${method} ${path.replace(/[0-9a-f]{24}/, ':id')}`;
		return CALLS[call] ?? call;
	});
}

const CALLS: Record<string, string> = {
	'GET /api/systemusers': 'list',
	'POST /api/systemusers': 'create',
	'POST /api/search/systemusers': 'search',
	'GET /api/systemusers/:id': 'read',
	'PUT /api/systemusers/:id': 'update',
	'DELETE /api/systemusers/:id': 'delete',
	'GET /api/v2/usergroups': 'list groups',
	'GET /api/v2/usergroups/:id': 'read group',
	'POST /api/v2/usergroups/:id/members': 'change group',
	'GET /api/v2/users/:id/memberof': 'groups of user',
	'POST /api/systemusers/:id/state/activate': 'activate',
	'POST /api/systemusers/:id/reactivate': 'mail again',
	'GET /api/v2/bulk/userstates': 'read schedule',
	'POST /api/v2/bulk/userstates': 'schedule',
	'DELETE /api/v2/bulk/userstates/:id': 'cancel',
};

/** The body of the only write. */
export function onlyWrite(sim: JumpCloudSimulator): unknown {
	const writes = sim.journal.writes();
	if (writes.length !== 1) throw new Error(`${writes.length} writes: ${calls(sim).join(', ')}`);
	return writes[0]?.body;
}

/** An invented person as the Factorial nodes describe them. */
export function aPerson(about: IDataObject = {}): IDataObject {
	return {
		id: '512',
		first_name: 'Noor',
		last_name: 'Vidal',
		work_email: 'noor.vidal@corp.example',
		active: true,
		terminated_on: null,
		...about,
	};
}

/** The JumpCloud user that `aPerson` should have. */
export function aUser<T extends object>(about?: T) {
	return {
		username: 'noor.vidal',
		email: 'noor.vidal@corp.example',
		firstname: 'Noor',
		lastname: 'Vidal',
		employeeIdentifier: '512',
		...about,
	};
}

/** The user locator, set to an employee identifier. */
export function byEmployee(value: string): IDataObject {
	return { user: { __rl: true, mode: 'employeeIdentifier', value } };
}

/** The user locator, set to an id. */
export function byId(value: string): IDataObject {
	return { user: { __rl: true, mode: 'id', value } };
}

/** The user locator, set to an email. */
export function byEmail(value: string): IDataObject {
	return { user: { __rl: true, mode: 'email', value } };
}

/** So many hours from now, as a workflow would write it. */
export function inHours(hours: number): string {
	return new Date(Date.now() + hours * 3_600_000).toISOString();
}
