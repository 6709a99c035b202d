import { PACKAGE } from '../../playground/n8n/stage';
import type { WorkflowNode } from '../../playground/n8n/wire';
import { TEMPLATE, subscribedTypes, wantedTypes } from './support/published';
import { eventually } from './support/runs';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

const HR = 'factorialOAuth2Api';
const DIRECTORY = 'jumpCloudOAuth2Api';

describe('OAuth2 in a real n8n', () => {
	const stage = world();
	let workflowId: string;

	it('tells a right client secret of JumpCloud from a wrong one', async () => {
		const { client, jumpCloud } = stage();
		const fields = jumpCloud.oAuth2Credential;
		const { id } = await client.createCredential(DIRECTORY, 'Service account', fields);
		expect(await client.testCredential(DIRECTORY, fields, id)).toMatchObject({ status: 'OK' });

		const wrong = { ...fields, clientSecret: 'a-secret-that-nobody-made' };
		const other = await client.createCredential(DIRECTORY, 'Wrong', wrong);
		const answer = await client.testCredential(DIRECTORY, wrong, other.id);
		expect(answer.status).toBe('Error');
		expect(answer.message).not.toContain('a-secret-that-nobody-made');
	});

	it('connects the company in Factorial by way of the browser', async () => {
		const { client, factorial } = stage();
		const { id } = await client.createCredential(HR, 'Connected', factorial.oAuth2Credential);
		const asked = await client.connect(id);
		expect(asked.searchParams.get('resource_owner_type')).toBe('company');
		const exchange = factorial.journal.all().find(({ path }) => path === '/oauth/token');
		expect(exchange).toMatchObject({ status: 200, body: { grant_type: 'authorization_code' } });

		const directory = await client.createCredential(
			DIRECTORY,
			'Directory',
			stage().jumpCloud.oAuth2Credential,
		);
		const chosen: Record<string, object> = {
			[`${PACKAGE}.factorial`]: { [HR]: { id, name: 'Connected' } },
			[`${PACKAGE}.factorialTrigger`]: { [HR]: { id, name: 'Connected' } },
			[`${PACKAGE}.jumpCloud`]: { [DIRECTORY]: { id: directory.id, name: 'Directory' } },
		};
		const workflow = await stage().importTemplate(TEMPLATE);
		workflowId = workflow.id;
		const nodes = workflow.nodes.map((node) => {
			const credentials = chosen[node.type];
			if (!credentials) return node;
			const parameters = { ...node.parameters, authentication: 'oAuth2' };
			return { ...node, parameters, credentials } as WorkflowNode;
		});
		await client.updateWorkflow(workflowId, { nodes });
	});

	it('publishes the template and creates a user', async () => {
		const { client, factorial, jumpCloud } = stage();
		expect(await client.publish(workflowId)).toBeUndefined();
		expect(subscribedTypes(stage())).toEqual(await wantedTypes(stage(), workflowId));

		factorial.hire({ first_name: 'Ona', last_name: 'Primera', login_email: 'ona@corp.example' });
		const user = await eventually('The user', async () => jumpCloud.state.findUser('ona.primera'));
		expect(user).toMatchObject({ email: 'ona@corp.example', state: 'STAGED' });
	});

	it('goes on after the token has expired, and keeps the new one', async () => {
		const { factorial, jumpCloud } = stage();
		const asked = () => jumpCloud.journal.all().filter(({ path }) => path === '/oauth2/token');
		jumpCloud.oauth.expire();
		const before = asked().length;
		for (const first_name of ['Pau', 'Quim']) {
			const login_email = `${first_name}@corp.example`;
			const person = { first_name, last_name: 'Segona', login_email };
			// A hire raises two events, whose runs would both find the token expired: one event is enough.
			factorial.invite(factorial.hire(person, { silent: true }).id);
			await eventually('The user', async () =>
				jumpCloud.state.findUser(`${first_name.toLowerCase()}.segona`),
			);
		}
		expect(asked().length - before).toBe(1);
	});

	it('unsubscribes with the token', async () => {
		await stage().client.unpublish(workflowId);
		expect(stage().factorial.state.subscriptions).toEqual([]);
	});
});
