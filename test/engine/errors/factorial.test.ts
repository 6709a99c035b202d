import { FACTORIAL_TEXTS } from '../../../nodes/Factorial/transport/texts';
import { nameOf, rowsOf } from '../../support/errorRows';
import { aSmallCompany, factorial, runFactorial } from '../../support/factorial';
import { GOES_ON, closeAll } from '../../support/jumpcloud';
import { expectToSay } from './expected.support';
import { wayTo } from './spoiling.support';

const EACH = '={{ $json.id }}';
const TEAMS = { method: 'GET', path: /teams\/teams$/ };

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

it.each(rowsOf(FACTORIAL_TEXTS).map((row) => [nameOf(row), row] as const))(
	'Factorial answers %s: the item says what happened and what to do',
	async (_name, row) => {
		const sim = await factorial({ company: aSmallCompany() });
		const credential = wayTo(row)(sim, TEAMS);
		const { error } = await runFactorial(sim, 'team', 'getAll', { credential });
		expectToSay(error, row, 'Factorial');
	},
);

describe('of several items', () => {
	const people = [{ id: '512' }, { id: '600' }];
	const parameters = { employee: { __rl: true, mode: 'id', value: EACH } };
	const second = { method: 'GET', path: /employees\/600$/ };

	it('the one that is refused is named', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'status', status: 403, ...second });
		const given = { parameters, items: people };
		const { error } = await runFactorial(sim, 'employee', 'get', given);

		expect(error).toMatchObject({
			message: 'The API key may not do this in Factorial',
			context: { itemIndex: 1 },
		});
	});

	it('all but the one that is refused leave as they should', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 90, ...second });
		const given = { parameters, items: people, node: GOES_ON };
		const { leaving } = await runFactorial(sim, 'employee', 'get', given);

		expect(leaving.map(({ json }) => json.id)).toEqual(['512', '600']);
		// n8n leaves nothing but the message of an item that has an error beside its JSON.
		expect(leaving[1]?.json).toMatchObject({
			error: 'Factorial asked to slow down for longer than this run can wait',
			description: expect.stringContaining('in 90 seconds or later'),
			message: expect.stringMatching(/^Factorial asked to slow down.*in 90 seconds or later/),
		});
	});

	it('a value that Factorial does not accept is called by its parameter', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		const body = { errors: { updated_since: ['is not a date'] } };
		sim.fail({ kind: 'answer', status: 422, body, path: /contract_versions$/ });
		const { error } = await runFactorial(sim, 'contractVersion', 'getAll');

		expect(error?.message).toBe("Factorial does not accept 'Updated Since'");
		expect(error?.description).toContain('Factorial said: updated_since is not a date');
	});
});
