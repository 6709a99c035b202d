import axios from 'axios';
import type { AxiosInstance } from 'axios';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';

const VERSION = '2026-07-01';

/** A plain HTTP client with the simulator's key; statuses are data. */
export function clientOf(sim: FactorialSimulator, version = VERSION): AxiosInstance {
	return axios.create({
		baseURL: `${sim.url}/api/${version}/resources`,
		headers: { 'x-api-key': sim.credential.apiKey },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}
