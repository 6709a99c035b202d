import type { IDataObject } from 'n8n-workflow';

import { whyUnreachable } from '../../../nodes/Factorial/trigger/address';
import { challengeFor } from '../../../nodes/Factorial/trigger/memory';
import { isRecord } from '../../../nodes/shared/parameters';
import { warnings } from '../../support/engine';
import { runFactorial } from '../../support/factorial';
import { words } from '../../support/jumpcloud';
import type { About, Instance, NodeChoices } from '../trigger/instance.support';
import {
	CREATED,
	UPDATED,
	freshWorld,
	held,
	startN8n,
	subscribeElsewhere,
} from '../trigger/world.support';

/*
 * A company has one subscription per event, and others may hold it: another n8n behind the same host, a
 * copy of the workflow, an ERP. Where it leads proves nothing. A row is what stands at Factorial, and goes
 * through everything that the package does to subscriptions; another row is an address at which a
 * service outside reaches nobody.
 */

const world = freshWorld();

afterEach(() => {
	jest.restoreAllMocks();
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

describe('static data from version 0.1.0, which is the secret alone', () => {
	const events = { events: [CREATED, UPDATED] };
	const STAGING: About = { path: '/staging', instanceId: 'the-staging-n8n' };
	const COPIES: Record<string, [About | undefined, Partial<NodeChoices>]> = {
		'another n8n below a path, with the same ids': [STAGING, {}],
		'another n8n below a path': [STAGING, { workflowId: 'copy' }],
		'another n8n at the same address, with the same ids': [{ instanceId: 'another' }, {}],
		'a copy in the same n8n': [undefined, { workflowId: 'copy' }],
	};
	const NAMES: Record<string, string | undefined> = {
		'its names': undefined,
		'the names of version 0.1.0': 'n8n People (wf1)',
	};
	const published = async () => {
		const node = await world.n8n.node({ parameters: events });
		await node.start();
		return { node, secret: String(node.memory().secret) };
	};
	const called = (name: string | undefined) => {
		for (const one of world.factorial.state.subscriptions) one.name = name ?? one.name;
	};
	const rows = Object.entries(COPIES).flatMap(([copy, how]) =>
		Object.entries(NAMES).flatMap(([what, name]) =>
			EITHER.map((isTest) => ({ copy, how, what, name, isTest })),
		),
	);
	// There nothing tells one from the other: the address, the workflow and the secret are the same.
	const isSame = (one: (typeof rows)[number]) => one.name && one.how[0]?.instanceId === 'another';

	it.each(rows.filter((one) => !isSame(one)))(
		'makes $copy no other trigger’s, which has $what (test: $isTest)',
		async ({ how: [about, choices], name, isTest }) => {
			const { secret } = await published();
			called(name);
			const before = subscriptions();
			const n8n = about && (await startN8n(world.factorial, { url: world.n8n.url, ...about }));
			const copy = { parameters: events, memory: { secret }, ...choices };
			const node = await (n8n ?? world.n8n).node(copy, isTest);
			await expect(node.start()).rejects.toThrow('another receiver');
			await node.stop();
			await n8n?.close();
			expect(subscriptions()).toEqual(before);
		},
	);

	it.each(['n8n People (wf1)', 'n8n', undefined])(
		'is enough for the trigger itself, whose subscriptions are called %p',
		async (name) => {
			const { node, secret } = await published();
			const before = subscriptions();
			called(name);
			const upgraded = await world.n8n.node({ parameters: events, memory: { secret } });
			await upgraded.start();
			expect(subscriptions()).toEqual(
				before.map((one) => ({ ...one, ...(name && { name: expect.any(String) as string }) })),
			);
			expect(upgraded.memory().secret).toBe(node.memory().secret);
			expect(await upgraded.stop()).toBe(true);
			expect(subscriptions()).toEqual([]);
		},
	);
});

describe('what may be of the trigger or of another, for all that is known', () => {
	it('is left alone, and unpublishing says so', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		held(world, UPDATED).name = 'n8n People (wf1)';
		const left = subscriptions();
		const moved = await startN8n(world.factorial);
		const { secret } = before.memory();
		const after = await moved.node({ parameters, memory: { secret } });
		const written = warnings();
		await expect(after.start()).rejects.toThrow('another receiver');
		await moved.close();
		expect(subscriptions()).toEqual(left);
		const { host } = new URL(world.n8n.url);
		expect(written.join()).toContain(`delivers to ${host} with the challenge of this workflow`);
	});
});

describe('what a test run may borrow', () => {
	const takeOver = { events: [CREATED, UPDATED], existingSubscription: 'takeOver' };
	const borrowing = { ...takeOver, takeOverFrom: 'other.example' };
	const NOTED: Record<string, string> = {
		'a plain address': 'https://other.example/in?token=do-not-show-this',
		'the longest address that a name can hold': `https://other.example/${'x'.repeat(180)}`,
	};

	it.each(Object.entries(NOTED))('is %s', async (_name, target_url) => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED, { target_url }));
		await (await world.n8n.node({ parameters: borrowing }, true)).start();
		expect(held(world, UPDATED).name).toContain(target_url);
		const forgetful = await world.n8n.node({ parameters: borrowing }, true);
		expect(await forgetful.stop()).toBe(true);
		expect(subscriptions()).toEqual([{ ...other, name: 'other.example' }]);
	});

	it.each([
		['is too long', `https://other.example/${'x'.repeat(181)}`],
		['holds blanks', 'https://other.example/in put'],
	])(
		'is nothing whose address %s: refused before anything is changed',
		async (_name, target_url) => {
			subscribeElsewhere(world, UPDATED, { target_url });
			subscribeElsewhere(world, CREATED);
			const before = subscriptions();
			world.factorial.journal.clear();
			const test = await world.n8n.node({ parameters: borrowing }, true);
			await expect(test.start()).rejects.toThrow(
				"A test cannot borrow 'Employee Updated' (to other.example): its address is too long",
			);
			expect(await test.stop()).toBe(true);
			expect(subscriptions()).toEqual(before);
			expect(world.factorial.journal.writes()).toEqual([]);
		},
	);
});

describe('a subscription that had no challenge', () => {
	const borrowing = {
		...{ events: [UPDATED, CREATED], existingSubscription: 'takeOver' },
		takeOverFrom: 'other.example',
	};
	const NONE = [null, ''];
	const ANSWERS = ['taken', 'refused', 'ignored'] as const;
	const rows = ANSWERS.flatMap((answer) =>
		NONE.flatMap((challenge) => EITHER.map((isTest) => ({ answer, challenge, isTest }))),
	);

	it.each(rows)(
		'keeps none of this trigger (empty: $answer, before: $challenge, test: $isTest)',
		async ({ answer, challenge, isTest }) => {
			world.factorial.switches.emptyChallenge = answer;
			const other = structuredClone(subscribeElsewhere(world, UPDATED, { challenge }));
			const written = warnings();
			const node = await world.n8n.node({ parameters: borrowing }, isTest);
			// A publish that fails halfway gives back what it has taken over.
			world.factorial.fail({ kind: 'status', status: 400, method: 'POST', times: isTest ? 0 : 1 });
			if (isTest) await node.start();
			else await expect(node.start()).rejects.toThrow();
			await node.stop();

			const [after = other] = subscriptions();
			expect(subscriptions()).toEqual([
				{ ...other, challenge: after.challenge, api_version: after.api_version },
			]);
			const secret = String(node.memory().secret);
			expect(after.challenge).not.toBe(challengeFor(secret, UPDATED));
			if (answer === 'taken') expect(after.challenge).toBe('');
			else expect(written.join()).toContain('it has one now that nobody knows');
			// Whoever gets the deliveries must not see the challenge with one of them.
			const [cleared, moved] = ['challenge', 'target_url'].map((field) =>
				world.factorial.journal
					.writes()
					.findLastIndex(({ method, body }) => method === 'PUT' && isRecord(body) && field in body),
			);
			expect(cleared).toBeLessThan(moved ?? 0);
		},
	);
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
		...['https://n8n.fritz.box', 'https://n8n.tools.svc', 'https://n8n.private'],
		...['https://n8n.docker', 'https://[64:ff9b::c0a8:105]', 'https://[64:ff9b::7f00:1]'],
		...['https://192.168.1.5.nip.io', 'https://n8n-10-0-0-5.sslip.io', 'https://127.0.0.1.nip.io'],
		...['https://lvh.me', 'https://n8n.localtest.me'],
		...['http://n8n.example.com', 'ftp://n8n.example.com', 'n8n.example.com', ''],
	])('%p reaches nobody', (address) => {
		expect(whyUnreachable(address)).toMatch(/^(which|where) /);
	});

	it.each([
		...['https://n8n.example.com', 'https://172.15.0.1', 'https://172.32.0.1', 'https://11.0.0.1'],
		...['https://100.63.0.1', 'https://100.128.0.1', 'https://[2001:db8::1]', 'https://8.8.8.8'],
		...['https://10.example.com', 'https://local.example', 'https://[::ffff:8.8.8.8]'],
		...['https://internal.example.com', 'https://lan.example', 'https://n8n.home.example'],
		...['https://8.8.8.8.nip.io', 'https://[64:ff9b::808:808]', 'https://n8n.svc.example.com'],
		...['https://10.0.0.5.example.com', 'https://box.example', 'https://n8n.nip.io'],
		...['https://223.255.255.1', 'https://blue-1.tunnel.example:8443/base/'],
	])('%p may reach this n8n', (address) => {
		expect(whyUnreachable(address)).toBeUndefined();
	});
});
