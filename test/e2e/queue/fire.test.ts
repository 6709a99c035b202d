import { runToEnd } from '../../../playground/n8n/run-to-end';
import type { N8nServer } from '../../../playground/n8n/server';
import { inStep } from '../support/bigCompany';
import { busyDay } from '../support/busyDay';
import { queueWorld, untilIdle } from '../support/cluster';
import { tell } from '../support/counts';
import { figuresOf } from '../support/figures';
import { publishTemplate } from '../support/published';
import { doubled, everSuspended, whoIsWrong } from '../support/right';
import { eventually } from '../support/runs';
import { badWeather } from '../support/weather';

const DEADLINE_MS = 600_000;

jest.setTimeout(DEADLINE_MS);

describe('in queue mode, a busy day on which everything fails that can', () => {
	const stage = queueWorld({
		...inStep(250),
		// As patient as a sender has to be whose receiver is started anew.
		delivery: { delayMs: (attempt) => Math.min(500 * attempt, 5_000) },
	});
	let workflowId: string;

	/** Waits until so many deliveries have arrived, ends a process as a power cut would, starts it again. */
	const killAfter = async (arrived: number, what: string, victim: N8nServer) => {
		const { deliveries } = stage().factorial;
		const count = () => deliveries.filter(({ state }) => state === 'delivered').length;
		const enough = async () => await Promise.resolve(count() >= arrived || undefined);
		await eventually(`Delivery ${arrived}`, enough, DEADLINE_MS);
		await victim.kill9();
		process.stdout.write(
			`kill -9 of ${what} after ${count()} of ${deliveries.length} deliveries\n`,
		);
		await victim.restart();
	};

	beforeAll(async () => {
		const { workflow, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		workflowId = workflow.id;
	}, DEADLINE_MS);

	it('doubles nobody and takes the access of nobody but those who left', async () => {
		const { server } = stage();
		const sinceMs = Date.now();
		const calm = badWeather(stage());
		const day = busyDay(stage());
		await killAfter(50, 'a worker', server.workers[0] as N8nServer);
		await killAfter(130, 'the process for events', server.webhook);
		await killAfter(210, 'the main process', server);
		await killAfter(290, 'the other worker', server.workers[1] as N8nServer);
		await day;
		await stage().factorial.settled(DEADLINE_MS);
		calm();
		await untilIdle(stage(), workflowId, DEADLINE_MS);

		tell('Under fire', {
			seconds: Math.round((Date.now() - sinceMs) / 1000),
			people: stage().factorial.state.employees.length,
			...(await figuresOf(stage(), workflowId)),
			'not right yet': whoIsWrong(stage()).length,
		});
		expect(doubled(stage())).toEqual([]);
		const gone = stage().factorial.state.employees.filter(({ active }) => !active);
		expect(gone.map(({ id }) => id)).toEqual(expect.arrayContaining(everSuspended(stage())));
	});

	it('leaves everybody right after one nightly comparison', async () => {
		const { client, importTemplate } = stage();
		const nightly = await importTemplate('nightly-reconcile');
		const run = await runToEnd(client, nightly.id, 'Every Night', DEADLINE_MS);

		const wrong = whoIsWrong(stage());
		tell('After one nightly comparison', { run: run.status, 'not right': wrong.length });
		expect(run.status).toBe('success');
		expect(wrong).toEqual([]);
		expect(doubled(stage())).toEqual([]);
	});
});
