import { inspect } from 'node:util';

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { FactorialTokenKind } from '../../../playground/factorial/oauth';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { CLIENT } from '../../../playground/core/oauth';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { outputs, run } from '../../support/engine';

/** The credential of a service account as n8n stores it; with a token once it was used. */
export function serviceAccount(
	sim: JumpCloudSimulator,
	isConnected = true,
): ICredentialDataDecryptedObject {
	const token = { ...sim.oauth.issue('service account') };
	return { ...sim.oAuth2Credential, ...(isConnected && { oauthTokenData: token }) };
}

/** The credential that somebody connected to Factorial. */
export function connected(
	sim: FactorialSimulator,
	kind: FactorialTokenKind = 'company',
): ICredentialDataDecryptedObject {
	const oauthTokenData = { ...sim.oauth.issue(kind) };
	return { ...sim.oAuth2Credential, connectAs: kind, oauthTokenData };
}

/**
 * Runs one operation of the JumpCloud node with OAuth2.
 *
 * @throws Error when a token or the client secret is anywhere in what n8n would store of the run
 */
export async function runUsers(
	credential: ICredentialDataDecryptedObject,
	parameters: IDataObject,
	{ items = [{}], onError }: { items?: IDataObject[]; onError?: 'continueRegularOutput' } = {},
) {
	const finished = await run({
		items,
		credentials: { jumpCloudOAuth2Api: credential },
		nodes: [
			{
				name: 'Users',
				type: 'jumpCloud',
				parameters: { authentication: 'oAuth2', resource: 'user', ...parameters },
				onError,
			},
		],
	});
	const { resultData } = finished.data;
	const error = resultData.error ?? resultData.runData.Users?.[0]?.error;
	refuseSecrets(JSON.stringify(finished.data) + inspect(error, { depth: 9 }));
	return { items: (outputs(finished, 'Users')[0] ?? []).map(({ json }) => json), error };
}

/** Every token of the simulators begins like this. */
export function refuseSecrets(text: string): void {
	const found = /simulated-(access|refresh)-\d+/.exec(text)?.[0];
	const secret = found ?? (text.includes(CLIENT.clientSecret) ? 'the client secret' : undefined);
	if (secret) throw new Error(`${secret} can be read`);
}

/** How often tokens were asked for, and how many API calls there were. */
export function counted(sim: Pick<JumpCloudSimulator, 'journal'>) {
	const all = sim.journal.all();
	const tokens = all.filter(({ path }) => path.endsWith('/token'));
	return { tokens: tokens.length, calls: all.length - tokens.length };
}
