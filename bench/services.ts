import { once } from 'node:events';
import { createInterface } from 'node:readline';
import axios from 'axios';
import { CONTROL_PREFIX } from '../playground/core/control';
import type { CallCounts } from '../playground/core/callCounts';
import { start } from '../playground/n8n/process.cjs';

type Credential = Record<string, string>;

/** The two simulated services, in a process whose memory does not count. */
export interface Services {
	factorial: Credential;
	jumpCloud: Credential;
	/** How far away they are, and how many requests JumpCloud takes. */
	behave(latencyMs: number, limit?: { requests: number; perMs: number }): Promise<void>;
	/** What was asked of both. */
	calls(): Promise<{ factorial: CallCounts; jumpCloud: CallCounts }>;
	/** How many people there are, and how many have the user that they should have. */
	outcome(): Promise<{ people: number; right: number }>;
	/** Hires somebody and gives the milliseconds until JumpCloud has the user. */
	hire(name: string): Promise<number>;
	close(): Promise<void>;
}

/** Starts them with an invented company of so many people, of whom nobody has a user when it is new. */
export async function startServices(people: number, isNew = false): Promise<Services> {
	const args = ['--import', 'tsx', 'bench/world.ts', String(people), isNew ? 'new' : 'drifted'];
	const child = start(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	if (!child.stdout) throw new Error('The services cannot be heard');
	const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
	const where = JSON.parse(line) as { factorial: Credential; jumpCloud: Credential };
	const http = axios.create({ proxy: false });
	const address = ({ baseUrl }: Credential, control: string) =>
		`${baseUrl}${CONTROL_PREFIX}${control}`;
	const get = async <T>(service: Credential, control: string): Promise<T> =>
		(await http.get<T>(address(service, control))).data;

	return {
		...where,
		async behave(latencyMs, limit) {
			await http.post(address(where.factorial, '/traffic'), { latencyMs });
			await http.post(address(where.jumpCloud, '/traffic'), { latencyMs, ...limit });
		},
		calls: async () => ({
			factorial: await get<CallCounts>(where.factorial, '/calls'),
			jumpCloud: await get<CallCounts>(where.jumpCloud, '/calls'),
		}),
		outcome: async () => await get(where.jumpCloud, '/outcome'),
		async hire(name) {
			const answer = await http.post<{ ms: number }>(address(where.factorial, '/joiner'), { name });
			return answer.data.ms;
		},
		async close() {
			const ended = once(child, 'exit');
			child.kill('SIGTERM');
			await ended;
		},
	};
}
