import { FACTORIAL_TEXTS } from '../../../nodes/Factorial/transport/texts';
import { trigger } from '../../support/engine';
import { nameOf, rowsOf } from '../../support/errorRows';
import { factorial } from '../../support/factorial';
import { closeAll } from '../../support/jumpcloud';
import { expectedOf, startingWith } from './expected.support';
import { wayTo } from './spoiling.support';

const CREDENTIALS = { method: 'GET', path: /api_public\/credentials$/ };

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

async function published(credential: Record<string, string>) {
	return await trigger({
		nodes: [
			{
				name: 'Trigger',
				type: 'factorialTrigger',
				parameters: { events: ['employees/employee/update'] },
			},
		],
		credentials: { factorialApi: credential },
		n8nUrl: 'https://n8n.example',
	});
}

/** What n8n shows when a workflow is published: this and nothing else. */
async function messageOf(publishing: Promise<unknown>): Promise<string> {
	const failure = await publishing.then(
		() => 'published',
		(cause: unknown) => cause,
	);
	return failure instanceof Error ? failure.message : String(failure);
}

it.each(rowsOf(FACTORIAL_TEXTS).map((row) => [nameOf(row), row] as const))(
	'Factorial answers %s to a trigger: the message alone says what happened and what to do',
	async (_name, row) => {
		const sim = await factorial();
		const credential: Record<string, string> = {
			...sim.credential,
			...wayTo(row)(sim, CREDENTIALS),
		};
		const node = await published(credential);
		const message = await messageOf(node.create());
		const { message: happened, description: toDo } = expectedOf(row, 'Factorial');

		expect(message).toMatch(startingWith(`${happened}. ${toDo}`));
		expect(message).not.toContain(credential.apiKey);
		expect(sim.state.subscriptions).toEqual([]);
	},
);

it('what is there already is not even looked at with a key that is refused, and the message says so', async () => {
	const sim = await factorial();
	const node = await published({ ...sim.credential, apiKey: 'a-key-of-nobody' });
	const message = await messageOf(node.checkExists());

	expect(message).toMatch(/^Factorial does not accept the API key\. Check the key in the/);
	expect(sim.journal.writes()).toEqual([]);
});
