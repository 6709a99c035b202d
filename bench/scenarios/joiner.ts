import axios from 'axios';
import { startBenchN8n } from '../n8n';
import type { Prepared } from '../../playground/n8n/installation';
import { median } from '../quantities';
import { startServices } from '../services';
import type { Services } from '../services';
import { OUR_JOINER, OUR_JOINER_AS_SENT, readPeer } from '../workflows';
import { LATENCY_MS } from './reconcile';

export const WAYS = ['ours', 'ours, without reading again', 'by hand'] as const;

/** How a joiner becomes a user, and how many isolates n8n keeps ready for expressions. */
interface JoinerConditions {
	way: (typeof WAYS)[number];
	isolates: number;
}

/** From the event to the user, in milliseconds. */
export interface JoinerTimes extends JoinerConditions {
	medianMs: number;
	slowestMs: number;
	joiners: number;
}

const WARM_UP = 3;
const RESOURCES = '/api/2026-07-01/resources';

/** Hires people one after another, and tells how long each waits for the user. */
export async function timeJoiners(
	prepared: Prepared,
	{ way, isolates }: JoinerConditions,
	joiners: number,
): Promise<JoinerTimes> {
	const services = await startServices(100);
	try {
		const n8n = await startBenchN8n(prepared, services, {
			N8N_EXPRESSION_ENGINE_POOL_SIZE: String(isolates),
		});
		try {
			const file = way === 'by hand' ? await readPeer('joiner-by-hand') : OURS[way];
			const id = await n8n.save(file);
			const reason = await n8n.client.publish(id);
			if (reason !== undefined) throw new Error(`The workflow cannot be published: ${reason}`);
			if (way === 'by hand') await subscribe(services, n8n.client.url);
			await services.behave(LATENCY_MS);
			const times: number[] = [];
			for (let n = 0; n < joiners + WARM_UP; n++) {
				const ms = await services.hire(`Noa${n}`);
				if (n >= WARM_UP) times.push(ms);
			}
			return {
				...{ way, isolates, joiners },
				medianMs: Math.round(median(times)),
				slowestMs: Math.round(Math.max(...times)),
			};
		} finally {
			await n8n.close();
		}
	} finally {
		await services.close();
	}
}

const OURS = { ours: OUR_JOINER, 'ours, without reading again': OUR_JOINER_AS_SENT };

/** What our trigger does by itself. */
async function subscribe({ factorial }: Services, n8nUrl: string): Promise<void> {
	const http = axios.create({
		baseURL: `${factorial.baseUrl}${RESOURCES}/api_public`,
		headers: { 'x-api-key': factorial.apiKey },
		proxy: false,
	});
	const { data } = await http.get<{ data: Array<{ company_id: string }> }>('/credentials');
	await http.post('/webhook_subscriptions', {
		subscription_type: 'employees/employee/create_with_contract',
		target_url: `${n8nUrl}/webhook/joiner-by-hand`,
		company_id: data.data[0]?.company_id,
		api_version: '2026-07-01',
	});
}
