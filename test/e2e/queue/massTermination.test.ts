import { aWeekAgo } from '../../../playground/mess/lost';
import { runToEnd } from '../../../playground/n8n/run-to-end';
import { inStep } from '../support/bigCompany';
import { PARALLEL, queueWorld, untilIdle } from '../support/cluster';
import { tell } from '../support/counts';
import { figuresOf } from '../support/figures';
import { publishTemplate } from '../support/published';
import { doubled } from '../support/right';

const PEOPLE = 250;
const TERMINATED = 200;
/** as the template has it */
const ALLOWED = 20;
const DEADLINE_MS = 600_000;

jest.setTimeout(DEADLINE_MS);

describe('in queue mode, a mass change that arrives as single events', () => {
	const stage = queueWorld({
		...inStep(PEOPLE),
		delivery: PARALLEL,
	});
	const suspended = () =>
		stage().jumpCloud.state.users.filter(({ state }) => state === 'SUSPENDED').length;

	it('suspends no more than the guard allows, holds the rest, and is one alarm', async () => {
		const { workflow, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		const { factorial } = stage();
		const sinceMs = Date.now();
		const day = aWeekAgo(stage());
		const concerned = factorial.state.employees.slice(0, TERMINATED);
		for (const { id } of concerned) factorial.terminate(id, day);
		await untilIdle(stage(), workflow.id, DEADLINE_MS);

		const figures = await figuresOf(stage(), workflow.id);
		tell(`${TERMINATED} of ${PEOPLE} people terminated at once`, {
			seconds: Math.round((Date.now() - sinceMs) / 1000),
			suspended: suspended(),
			...figures,
		});
		expect(figures.deliveries).toEqual({ delivered: TERMINATED });
		expect(suspended()).toBeLessThanOrEqual(ALLOWED);
		expect(figures.runs.error).toBe(1);
		const ids = new Set(concerned.map(({ id }) => id));
		const others = stage().jumpCloud.state.users.filter(
			({ employeeIdentifier: id }) => !ids.has(id ?? ''),
		);
		expect(others.filter(({ state }) => state !== 'ACTIVATED')).toEqual([]);
		expect(doubled(stage())).toEqual([]);
	});

	it('stops at the guard of the night as well, as long as nobody has looked', async () => {
		const { client, importTemplate } = stage();
		const before = suspended();
		const nightly = await importTemplate('nightly-reconcile');
		const run = await runToEnd(client, nightly.id, 'Every Night', DEADLINE_MS);

		expect(run.status).toBe('error');
		expect(suspended()).toBe(before);
	});
});
