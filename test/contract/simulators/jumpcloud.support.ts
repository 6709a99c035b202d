import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { startJumpCloud } from '../../../playground/jumpcloud/simulator';
import type { JumpCloudOptions, JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';

export const NOBODY = '0123456789abcdef01234567';

/** One request to the simulator; every status is data and no redirect is followed. */
export type Send = (
	method: string,
	path: string,
	body?: unknown,
	headers?: Record<string, string>,
) => Promise<AxiosResponse>;

const running: JumpCloudSimulator[] = [];

/** A simulator and how to talk to it with the right key. Closed by `closeAll`. */
export async function jumpCloud(
	options: JumpCloudOptions = {},
): Promise<{ sim: JumpCloudSimulator; send: Send }> {
	const sim = await startJumpCloud(options);
	running.push(sim);
	const client = axios.create({
		baseURL: `${sim.url}/api`,
		headers: { 'x-api-key': sim.credential.apiKey },
		maxRedirects: 0,
		validateStatus: () => true,
	});
	return {
		sim,
		send: async (method, url, data, headers) =>
			await client.request({ method, url, data, ...(headers ? { headers } : {}) }),
	};
}

export async function closeAll(): Promise<void> {
	await Promise.all(running.splice(0).map(async (sim) => await sim.close()));
}
