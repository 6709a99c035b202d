import { FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS } from '../../../nodes/Factorial/transport/texts';
import { JUMPCLOUD_OAUTH2_TEXTS, JUMPCLOUD_TEXTS } from '../../../nodes/JumpCloud/transport/texts';
import { run } from '../../support/engine';
import { nameOf, ownRowsOf } from '../../support/errorRows';
import { factorial } from '../../support/factorial';
import { aPerson, closeAll, closedLater } from '../../support/jumpcloud';
import { connected, runUsers, serviceAccount } from '../oauth/oauth.support';
import { Instance } from '../trigger/instance.support';
import { expectToSay, expectedOf, startingWith } from './expected.support';
import { wayTo } from './spoiling.support';
import { isOnlyInPlans, stepTo } from './steps.support';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

const OF_JUMPCLOUD = ownRowsOf(JUMPCLOUD_OAUTH2_TEXTS, JUMPCLOUD_TEXTS).filter(
	(row) => !isOnlyInPlans(row),
);
const OF_FACTORIAL = ownRowsOf(FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS);
const TEAMS = { method: 'GET', path: /teams\/teams$/ };
const CREDENTIALS = { method: 'GET', path: /api_public\/credentials$/ };

it.each(OF_JUMPCLOUD.map((row) => [nameOf(row), row] as const))(
	'JumpCloud answers %s to a service account: the item says what happened and what to do',
	async (_name, row) => {
		const { sim, place, parameters } = await stepTo(row);
		const credential = { ...serviceAccount(sim), ...wayTo(row)(sim, place) };
		const items = [aPerson({ id: '600', work_email: 'ada.prats@corp.example' })];
		const { error } = await runUsers(credential, parameters, { items });

		expectToSay(error, row, 'JumpCloud');
	},
);

it.each(OF_FACTORIAL.map((row) => [nameOf(row), row] as const))(
	'Factorial answers %s to a connected account: the item says what happened and what to do',
	async (_name, row) => {
		const sim = await factorial();
		const credential = { ...connected(sim), ...wayTo(row)(sim, TEAMS) };
		const parameters = { authentication: 'oAuth2', resource: 'team', operation: 'getAll' };
		const { data } = await run({
			items: [{}],
			credentials: { factorialOAuth2Api: credential },
			nodes: [{ name: 'HR', type: 'factorial', parameters }],
		});

		expectToSay(data.resultData.error, row, 'Factorial');
	},
);

it.each(OF_FACTORIAL.map((row) => [nameOf(row), row] as const))(
	'Factorial answers %s to a connected trigger: the message alone says both',
	async (_name, row) => {
		const sim = await factorial();
		wayTo(row)(sim, CREDENTIALS);
		const instance = closedLater(
			await Instance.start(connected(sim), { credentialType: 'factorialOAuth2Api' }),
		);
		const parameters = { authentication: 'oAuth2', events: ['employees/employee/update'] };
		const node = await instance.node({ parameters });
		const { message, description } = expectedOf(row, 'Factorial');

		await expect(node.create()).rejects.toThrow(startingWith(`${message}. ${description}`));
	},
);
