import type { IDataObject } from 'n8n-workflow';

import { whyUnreachable } from '../../../nodes/Factorial/trigger/address';
import { runFactorial } from '../../support/factorial';
import { words } from '../../support/jumpcloud';
import type { Instance } from '../trigger/instance.support';
import { UPDATED, startWorld, subscribeElsewhere } from '../trigger/world.support';
import type { World } from '../trigger/world.support';

/*
 * A company has one subscription per event, and others may hold it: another n8n behind the same host, a
 * copy of the workflow, an ERP. Where it leads proves nothing. A row is what stands at Factorial, and goes
 * through everything that the package does to subscriptions; another row is an address at which a
 * service outside reaches nobody.
 */

let world: World;

beforeEach(async () => {
	world = await startWorld();
});

afterEach(async () => {
	await world.close();
});

const parameters = { events: [UPDATED] };
const subscriptions = () => structuredClone(world.factorial.state.subscriptions);

type Given = (n8n: Instance, url: string) => { target_url: string; name?: string };

/** What is somebody else's, by how it differs from the trigger's own. */
const THEIRS: Record<string, Given> = {
	'another host': () => ({ target_url: 'https://other.example/hooks/in?token=do-not-show-this' }),
	'a host that begins alike': (_n8n, url) => ({
		target_url: url.replace('127.0.0.1', '127.0.0.1.evil.example'),
	}),
	'another port of the host': (_n8n, url) => ({ target_url: url.replace(/:\d+\//, ':8443/') }),
	'a path of its own on the host': ({ url }) => ({ target_url: `${url}/erp/do-not-show-this` }),
	'another n8n below a path': (_n8n, url) => ({
		target_url: url.replace('/webhook/', '/staging/webhook/'),
		name: 'n8n People (wf1 a1b2c3-0123456789)',
	}),
	'the very address of the trigger': (_n8n, url) => ({ target_url: url }),
	'the very address, with the event': (_n8n, url) => ({ target_url: `${url}?event=${UPDATED}` }),
	'the very address, under a name like ours': (_n8n, url) => ({
		target_url: url,
		name: 'n8n relay of the ERP',
	}),
	'the very address, with the mark of another n8n': (_n8n, url) => ({
		target_url: url,
		name: 'n8n People (wf1 a1b2c3-0123456789)',
	}),
	'the test address of the trigger, with the mark of another n8n': (_n8n, url) => ({
		target_url: url.replace('/webhook/', '/webhook-test/'),
		name: 'n8n test of People (wf1 a1b2c3-0123456789 test)',
	}),
	'a loan between others': (_n8n, url) => ({
		target_url: url.replace('/webhook/', '/webhook-test/'),
		name: 'n8n test, belongs to https://other.example/in (a1b2c3-0123456789 from others)',
	}),
	'an address that is none': () => ({ target_url: 'do-not-show-this' }),
};

const EITHER = [true, false];

describe.each(Object.entries(THEIRS))('%s', (_name, given) => {
	it.each(EITHER)('is theirs, whatever is done here (enabled: %s)', async (enabled) => {
		const published = await world.n8n.node({ parameters });
		const about: IDataObject = { ...given(world.n8n, published.url), enabled };
		subscribeElsewhere(world, UPDATED, about);
		const before = subscriptions();
		const said: string[] = [];
		for (const isTest of EITHER) {
			const node = await world.n8n.node({ parameters }, isTest);
			const failure = await node.start().then(() => '', words);
			expect(failure).not.toBe('');
			said.push(failure);
			await node.stop();
		}
		const { items, error } = await runFactorial(world.factorial, 'webhookSubscription', 'repair');
		said.push(words(error), JSON.stringify(items));

		expect(subscriptions()).toEqual(before);
		expect(said.join(' ')).not.toMatch(/do-not-show-this|a-challenge-of/);
	});
});

describe('what the trigger has made itself', () => {
	const MOVED: Record<string, (url: string) => IDataObject> = {
		'is switched off': () => ({ enabled: false }),
		'leads to an address that n8n had before': (url) => ({
			target_url: url.replace(/^http:..[^/]*/, 'https://blue-1.tunnel.example'),
		}),
		'leads below a path that n8n had before': (url) => ({
			target_url: url.replace('/webhook/', '/n8n/webhook/'),
		}),
		'has lost the event in its address': (url) => ({ target_url: url }),
		'has lost its challenge': () => ({ challenge: null }),
		'is of an older version': () => ({ api_version: '2026-04-01' }),
	};

	it.each(Object.entries(MOVED))('%s: it is mended, and there is one', async (_name, change) => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const [good] = subscriptions();
		Object.assign(world.factorial.state.subscriptions[0] ?? {}, change(node.url));
		const again = await world.n8n.node({ parameters, memory: node.memory() });
		await again.start();

		expect(subscriptions()).toMatchObject([
			{ enabled: true, target_url: expect.stringContaining(node.url), api_version: '2026-07-01' },
		]);
		expect(subscriptions()[0]?.challenge).toBe(good?.challenge);
		await again.stop();
		expect(subscriptions()).toEqual([]);
	});
});

describe('an address', () => {
	it.each([
		...['http://localhost:5678', 'https://127.0.0.1', 'https://127.8.8.8', 'https://[::1]/x'],
		...['https://n8n.localhost', 'https://0.0.0.0', 'https://[::]', 'https://10.1.2.3'],
		...['https://172.16.0.1', 'https://172.31.255.255', 'https://192.168.50.88:8443'],
		...['https://169.254.1.1', 'https://100.64.0.1', 'https://100.127.255.255'],
		...['https://[fc00::1]', 'https://[fd12::1]', 'https://[fe80::1]', 'https://[ff02::1]'],
		...['https://[::ffff:10.0.0.1]', 'https://[::10.0.0.1]', 'https://167772161'],
		...['https://0x7f.1', 'https://224.0.0.1', 'https://255.255.255.255', 'https://n8n'],
		...['https://n8n.local', 'https://N8N.LOCAL.', 'https://n8n.internal', 'https://n8n.lan'],
		...['https://n8n.home.arpa', 'https://n8n.corp', 'https://n8n.home', 'https://n8n.localdomain'],
		...['https://n8n.intranet', 'https://n8n.test', 'https://n8n.invalid'],
		...['http://n8n.example.com', 'ftp://n8n.example.com', 'n8n.example.com', ''],
	])('%p reaches nobody', (address) => {
		expect(whyUnreachable(address)).toMatch(/^(which|where) /);
	});

	it.each([
		...['https://n8n.example.com', 'https://172.15.0.1', 'https://172.32.0.1', 'https://11.0.0.1'],
		...['https://100.63.0.1', 'https://100.128.0.1', 'https://[2001:db8::1]', 'https://8.8.8.8'],
		...['https://10.example.com', 'https://local.example', 'https://[::ffff:8.8.8.8]'],
		...['https://internal.example.com', 'https://lan.example', 'https://n8n.home.example'],
		...['https://223.255.255.1', 'https://blue-1.tunnel.example:8443/base/'],
	])('%p may reach this n8n', (address) => {
		expect(whyUnreachable(address)).toBeUndefined();
	});
});
