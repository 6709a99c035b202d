import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { closeAll, closedLater } from '../../support/jumpcloud';
import { Instance } from '../trigger/instance.support';
import { UPDATED, CREATED } from '../trigger/world.support';
import { connected, counted, refuseSecrets } from './oauth.support';

afterEach(closeAll);

const parameters = { authentication: 'oAuth2', events: [CREATED, UPDATED] };

async function company(): Promise<FactorialSimulator> {
	return closedLater(
		await startFactorial({
			company: {
				employees: [{ id: '512', first_name: 'Noor', login_email: 'noor@corp.example' }],
			},
			delivery: { attempts: 2, delayMs: () => 5 },
		}),
	);
}

async function n8n(credential: ICredentialDataDecryptedObject): Promise<Instance> {
	return closedLater(await Instance.start(credential, { credentialType: 'factorialOAuth2Api' }));
}

/** A person's connection when permissions do not stand in the way. */
async function personOf(factorial: FactorialSimulator) {
	factorial.switches.personsMayNotSubscribe = false;
	const credential = connected(factorial, 'person');
	return { credential, instance: await n8n(credential) };
}

async function messageOf(publishing: Promise<unknown>): Promise<string> {
	return await publishing.then(
		() => 'published',
		(failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
	);
}

describe('a trigger that is connected as the company', () => {
	it('subscribes, receives, reads the employee and unsubscribes', async () => {
		const factorial = await company();
		const instance = await n8n(connected(factorial));
		const node = await instance.node({ parameters });
		await node.start();
		expect(factorial.state.subscriptions.map(({ type }) => type).sort()).toEqual([
			CREATED,
			UPDATED,
		]);

		factorial.updateEmployee('512', { last_name: 'Vidal' });
		await factorial.settled();
		expect(instance.executions).toMatchObject([
			[{ id: '512', last_name: 'Vidal', work_email: 'noor@corp.example' }],
		]);
		refuseSecrets(JSON.stringify(instance.executions));

		expect(await node.stop()).toBe(true);
		expect(factorial.state.subscriptions).toEqual([]);
		expect(counted(factorial).tokens).toBe(0);
	});

	it('that was revoked says so in the one line that n8n shows, and leaves nothing', async () => {
		const factorial = await company();
		const instance = await n8n(connected(factorial));
		factorial.oauth.revoke();
		const node = await instance.node({ parameters });

		expect(await messageOf(node.start())).toContain('reconnect the credential');
		expect(factorial.state.subscriptions).toEqual([]);
	});

	it('that was revoked later has Factorial deliver again, without an execution', async () => {
		const factorial = await company();
		const instance = await n8n(connected(factorial));
		await (await instance.node({ parameters })).start();
		factorial.oauth.revoke();
		factorial.updateEmployee('512', { last_name: 'Vidal' });
		await factorial.settled();

		expect(instance.executions).toEqual([]);
		expect(factorial.deliveries[0]?.attempts.map(({ status }) => status)).toEqual([503, 503]);
	});
});

describe('a trigger that is connected as a person', () => {
	it('hears that it may not subscribe, and what to do', async () => {
		const factorial = await company();
		const instance = await n8n(connected(factorial, 'person'));
		const node = await instance.node({ parameters });

		expect(await messageOf(node.start())).toMatch(/may not.*as the company.*full admin/);
	});

	it('renews again and again, each time with the refresh token of the time before', async () => {
		const factorial = await company();
		const { credential, instance } = await personOf(factorial);
		const before = structuredClone(credential.oauthTokenData);
		const node = await instance.node({ parameters });
		factorial.oauth.expire();
		await node.start();
		factorial.oauth.expire();
		factorial.updateEmployee('512', { last_name: 'Vidal' });
		await factorial.settled();

		expect(instance.executions).toMatchObject([[{ last_name: 'Vidal' }]]);
		expect(credential.oauthTokenData).not.toEqual(before);
		const renewals = factorial.journal.all().filter(({ path }) => path === '/oauth/token');
		expect(renewals.map(({ status }) => status)).toEqual([200, 200]);
		expect(renewals[0]?.body).toMatchObject({
			grant_type: 'refresh_token',
			client_id: factorial.oAuth2Credential.clientId,
			client_secret: '***',
		});
	});

	it('hears that it must be connected again when the refresh token was revoked', async () => {
		const factorial = await company();
		const { instance } = await personOf(factorial);
		factorial.oauth.revoke();
		const node = await instance.node({ parameters });

		expect(await messageOf(node.start())).toContain('reconnect the credential');
		expect(factorial.state.subscriptions).toEqual([]);
	});
});

it('hears that it must be connected when nobody ever did', async () => {
	const factorial = await company();
	const instance = await n8n({ ...factorial.oAuth2Credential });
	const node = await instance.node({ parameters });

	expect(await messageOf(node.start())).toContain('connect');
	expect(factorial.journal.all()).toEqual([]);
});

it('does not send a token over plain http', async () => {
	const factorial = await company();
	const instance = await n8n({ ...connected(factorial), baseUrl: 'http://hr.example' });
	const node = await instance.node({ parameters });

	expect(await messageOf(node.start())).toContain('must start with https://');
});
