import { untilQuiet } from '../../../playground/n8n/quiet';
import { queueWorld } from '../support/cluster';
import { countsOf, tell } from '../support/counts';
import { publishTemplate } from '../support/published';

const HOW_MANY = 100;
const DEADLINE_MS = 300_000;

jest.setTimeout(DEADLINE_MS);

describe('in queue mode, a hundred people of one name who join at once', () => {
	const stage = queueWorld({ delivery: { sockets: HOW_MANY } });
	let statuses: Record<string, number>;

	beforeAll(async () => {
		const { workflow, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		const { factorial, jumpCloud, client } = stage();
		const sinceMs = Date.now();
		for (let number = 1; number <= HOW_MANY; number += 1) {
			const login_email = `ana.garcia.${number}@corp.example`;
			factorial.hire({ first_name: 'Ana', last_name: 'García', login_email });
		}
		await untilQuiet(stage(), workflow.id, DEADLINE_MS);
		const runs = await client.allExecutions(workflow.id);
		statuses = countsOf(runs.map(({ status }) => status));
		const answers = countsOf(jumpCloud.journal.writes().map(({ status }) => String(status)));
		tell('100 namesakes', {
			seconds: Math.round((Date.now() - sinceMs) / 1000),
			runs: statuses,
			attempts: countsOf(
				factorial.deliveries.flatMap(({ type, attempts }) =>
					attempts.map(({ status, error, answer }) => `${type} ${status ?? ''} ${error ?? ''} ${(answer ?? '').slice(0, 300)}`),
				),
			),
			users: jumpCloud.state.users.length,
			'answers to writes': answers,
		});
	}, DEADLINE_MS);

	it('each have one user, with a username of its own', () => {
		const { users } = stage().jumpCloud.state;
		const numbers = stage().factorial.state.employees.map(({ id }) => id);
		expect(users.map(({ employeeIdentifier }) => employeeIdentifier).sort()).toEqual(numbers.sort());
		expect(new Set(users.map(({ username }) => username.toLowerCase())).size).toBe(HOW_MANY);
	});

	it('need one run each, and every run is successful', () => {
		expect(statuses).toEqual({ success: HOW_MANY });
	});
});
