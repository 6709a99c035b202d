import axios from 'axios';
import { startJumpCloud } from '../../../playground/jumpcloud/simulator';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { callCounts } from '../../../playground/core/callCounts';
import { CONTROL_PREFIX, commonControls, mountControls } from '../../../playground/core/control';
import { Traffic } from '../../../playground/core/traffic';

let sim: JumpCloudSimulator;

beforeEach(async () => {
	sim = await startJumpCloud({ users: [{ username: 'noor' }] });
	mountControls(
		sim,
		commonControls(sim, () => sim.state),
	);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sim.close();
});

async function ask(path = '/api/systemusers') {
	const headers = { 'x-api-key': sim.credential.apiKey };
	const options = { headers, proxy: false as const, validateStatus: () => true };
	return await axios.get<unknown>(sim.url + path, options);
}

const tell = async (control: string, body: object) =>
	await axios.post<unknown>(`${sim.url}${CONTROL_PREFIX}${control}`, body, {
		...{ proxy: false, validateStatus: () => true },
	});

describe('a service with a limit', () => {
	it('lets so many through in each window, and says when there is room again', () => {
		const traffic = new Traffic();
		traffic.limitTo({ requests: 2, perMs: 6000 });
		const at = (nowMs: number) => traffic.secondsToWait(nowMs);

		expect([at(1000), at(1500), at(2000), at(6500)]).toEqual([undefined, undefined, 5, 1]);
		expect([at(7000), at(7001), at(7002)]).toEqual([undefined, undefined, 6]);
	});

	it('refuses the rest with its own 429, and carries nothing of it out', async () => {
		// Both in one moment, however long they take.
		jest.spyOn(performance, 'now').mockReturnValue(performance.now());
		await tell('/traffic', { latencyMs: 0, requests: 1, perMs: 60_000 });
		const answers = [await ask(), await ask()];

		expect(answers.map(({ status }) => status)).toEqual([200, 429]);
		expect(answers[1]?.headers['retry-after']).toBe('60');
		await tell('/traffic', { latencyMs: 0 });
		expect((await ask()).status).toBe(200);
	});

	it.each([{}, { latencyMs: -1 }, { latencyMs: 0, requests: 5 }])(
		'cannot be set to %j',
		async (body) => {
			expect((await tell('/traffic', body)).status).toBe(400);
		},
	);
});

it('a service far away answers several requests side by side', async () => {
	// Longer than a busy machine needs to send all three.
	sim.traffic.latencyMs = 1_000;
	await Promise.all([ask(), ask(), ask()]);

	expect(sim.journal.peakInFlight).toBe(3);
	expect(sim.journal.all().every(({ ms }) => ms >= 950)).toBe(true);
});

it('requests are counted by what they are about, not by whom', async () => {
	const { _id } = sim.state.user('noor');
	await ask(`/api/systemusers/${_id}`);
	await ask(`/api/systemusers/${sim.state.nextId()}`);
	await ask();

	expect(callCounts(sim.journal)).toEqual({
		...{ total: 3, refused: 0, peakInFlight: 1 },
		calls: { 'GET /api/systemusers/:id': 2, 'GET /api/systemusers': 1 },
	});
	await tell('/calls/clear', {});
	expect(callCounts(sim.journal).total).toBe(0);
});
