import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { output, run } from '../../support/engine';
import { factorial } from '../../support/factorial';
import { closeAll, words } from '../../support/jumpcloud';
import { connected, counted, refuseSecrets } from './oauth.support';

afterEach(closeAll);

const EVERYBODY: IDataObject = { resource: 'employee', operation: 'getAll', returnAll: true };

/** A company whose people fill two pages and a bit. */
async function twoPages(): Promise<FactorialSimulator> {
	const employees = Array.from({ length: 210 }, (_, n) => ({
		id: String(1000 + n),
		login_email: `person${n}@corp.example`,
	}));
	return await factorial({ company: { employees } });
}

async function read(
	credential: ICredentialDataDecryptedObject,
	items: IDataObject[] = [{}],
	onError?: 'continueRegularOutput',
) {
	const parameters = { authentication: 'oAuth2', ...EVERYBODY };
	const finished = await run({
		items,
		credentials: { factorialOAuth2Api: credential },
		nodes: [{ name: 'HR', type: 'factorial', parameters, onError }],
	});
	const { resultData } = finished.data;
	const error = resultData.error ?? resultData.runData.HR?.[0]?.error;
	refuseSecrets(JSON.stringify(finished.data));
	return { items: output(finished, 'HR'), error };
}

/** Lets something happen just before the second page is read. */
function beforeTheSecondPage(sim: FactorialSimulator, happens: () => void): void {
	sim.fail({
		kind: 'meanwhile',
		path: /employees$/,
		run: () => sim.fail({ kind: 'meanwhile', path: /employees$/, run: happens }),
	});
}

it('reads everybody as the company', async () => {
	const sim = await twoPages();
	const { items } = await read(connected(sim));

	expect(items).toHaveLength(210);
	expect(counted(sim).tokens).toBe(0);
});

it('reads on when the token ends between two pages, without a gap or a repetition', async () => {
	const sim = await twoPages();
	beforeTheSecondPage(sim, () => sim.oauth.expire());
	const { items } = await read(connected(sim, 'person'));

	expect(new Set(items.map(({ id }) => id)).size).toBe(210);
	expect(items).toHaveLength(210);
	expect(counted(sim).tokens).toBe(1);
});

it('gives nothing of a list that a revoked token has cut off, and says to reconnect', async () => {
	const sim = await twoPages();
	beforeTheSecondPage(sim, () => sim.oauth.revoke());
	const { items, error } = await read(connected(sim, 'person'));

	expect(items).toEqual([]);
	expect(words(error)).toContain('reconnect the credential');
});

it('gives each item one error when the connection was revoked and the node goes on', async () => {
	const sim = await twoPages();
	const credential = connected(sim, 'person');
	sim.oauth.revoke();
	const { items } = await read(credential, [{}, {}, {}], 'continueRegularOutput');

	expect(items).toEqual(
		Array(3).fill(
			expect.objectContaining({
				error: expect.stringContaining('reconnect the credential') as string,
				description: expect.stringContaining('connect it again') as string,
			}),
		),
	);
	expect(counted(sim)).toEqual({ tokens: 1, calls: 1 });
});
