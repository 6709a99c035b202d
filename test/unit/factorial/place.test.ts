import {
	addressFor,
	hostOf,
	isHere,
	isTwin,
	placeOf,
	placeOfN8n,
	whyUnreachable,
} from '../../../nodes/Factorial/trigger/address';
import { Memory, markOf } from '../../../nodes/Factorial/trigger/memory';
import type { Identity } from '../../../nodes/Factorial/trigger/memory';
import {
	beforeLoan,
	borrowedName,
	carriers,
	isOfN8n,
	lenderOf,
	makerOf,
	strayedTo,
	subscriptionName,
	whose,
} from '../../../nodes/Factorial/trigger/ownership';

const UPDATED = 'employees/employee/update';

describe('the place where deliveries arrive', () => {
	const place = placeOf('https://n8n.example/base/webhook/ab12/webhook', 'ab12');

	it('has an address per event that a person can read', () => {
		expect(addressFor(place, UPDATED)).toBe(
			'https://n8n.example/base/webhook/ab12/webhook?event=employees%2Femployee%2Fupdate',
		);
		expect(isHere(place, addressFor(place, UPDATED))).toBe(true);
		expect(isHere(place, place.url)).toBe(true);
	});

	it('knows the test address that belongs to it, under any name of its endpoint', () => {
		expect(isTwin(place, 'https://n8n.example/base/webhook-test/ab12/webhook?event=x')).toBe(true);
		expect(isTwin(place, 'https://n8n.example/base/my-own-test/ab12/webhook')).toBe(true);
		expect(isTwin(place, 'https://n8n.example/other/webhook/ab12/webhook')).toBe(false);
		expect(isTwin(place, place.url)).toBe(false);
		expect(isTwin(place, 'http://n8n.example/base/webhook-test/ab12/webhook')).toBe(false);
		expect(isTwin(place, 'https://n8n.example:8443/base/webhook-test/ab12/webhook')).toBe(false);
		expect(isTwin(place, 'https://n8n.example/webhook-test/ab13/webhook')).toBe(false);
		expect(isTwin(place, '/webhook-test/ab12/webhook')).toBe(false);
	});

	it('tells workflows apart whose nodes have no webhook id', () => {
		const one = placeOf('https://n8n.example/webhook/wf1/factorial%20trigger/webhook', undefined);
		const test = 'https://n8n.example/webhook-test/wf1/factorial%20trigger/webhook';
		expect(isTwin(one, test)).toBe(true);
		expect(isTwin(one, test.replace('wf1', 'wf2'))).toBe(false);
	});

	it('shows no more of a foreign address than its host', () => {
		expect(hostOf('https://user:secret@other.example:8443/hook?token=secret')).toBe(
			'other.example:8443',
		);
		expect(hostOf('nonsense with secret')).toBe('an unreadable address');
	});
});

describe('an address that nobody outside can reach', () => {
	it.each([
		...['http://localhost:5678', 'https://127.0.0.1', 'https://[::1]/x', 'https://n8n.localhost'],
		...['https://0.0.0.0', 'https://[::]', 'https://10.1.2.3', 'https://172.16.0.1'],
		...['https://172.31.255.255', 'https://192.168.1.5:8443', 'https://169.254.1.1'],
		...['https://100.64.0.1', 'https://100.127.255.255', 'https://[fc00::1]', 'https://[fd12::1]'],
		...['https://[fe80::1]', 'https://[::ffff:10.0.0.1]', 'https://167772161', 'https://0x7f.1'],
		...['https://n8n', 'https://n8n.local', 'https://N8N.LOCAL.', 'http://n8n.example.com', 'n8n'],
	])('is %s', (address) => {
		expect(whyUnreachable(address)).toMatch(/^(which|where) /);
	});

	it.each([
		...['https://n8n.example.com', 'https://172.15.0.1', 'https://172.32.0.1', 'https://11.0.0.1'],
		...['https://100.63.0.1', 'https://100.128.0.1', 'https://[2001:db8::1]', 'https://8.8.8.8'],
		...['https://10.example.com', 'https://local.example', 'https://[::ffff:8.8.8.8]'],
	])('is not %s', (address) => {
		expect(whyUnreachable(address)).toBeUndefined();
	});
});

const identity: Identity = {
	instanceId: 'an-n8n',
	workflow: { id: '7', name: 'People' },
	nodeId: 'node-1',
};
const mark = markOf(identity);
const elsewhere: Identity = { ...identity, instanceId: 'another-n8n' };
const called = (name: string): Identity => ({ ...identity, workflow: { id: '7', name } });
const copy: Identity = { ...identity, workflow: { id: '8', name: 'People' } };

function aSubscription(target_url: string, name: string | null, challenge = '') {
	const rest = { company_id: '4711', enabled: true, api_version: '2026-07-01' };
	return { id: '1', type: UPDATED, target_url, name, challenge, ...rest };
}

describe('the name of a subscription', () => {
	it('says where it comes from, and which trigger made it', () => {
		expect(subscriptionName(identity)).toBe(`n8n People (7 ${mark})`);
		expect(subscriptionName(identity, true)).toBe(`n8n test of People (7 ${mark} test)`);
		expect(subscriptionName({ ...identity, workflow: { id: '7' } })).toMatch(/^n8n \(7 /);
		expect(carriers({ name: subscriptionName(identity) })).toEqual({ holder: mark });
	});

	it('is another one for another n8n, workflow or node', () => {
		const others = [copy, { ...identity, nodeId: 'node-2' }, { ...identity, instanceId: 'x' }];
		expect(new Set([identity, ...others].map(markOf)).size).toBe(4);
	});

	it('keeps its end when the workflow has a long name, and any name', () => {
		for (const name of ['x'.repeat(200), 'a (b)\n(c', '(', '']) {
			const given = subscriptionName({ ...identity, workflow: { id: '7', name } });
			expect(given.length).toBeLessThanOrEqual(100);
			expect(carriers({ name: given })).toEqual({ holder: mark });
		}
	});

	it.each([
		['its own trigger', subscriptionName(identity), mark],
		['a copy', subscriptionName(copy), markOf(copy)],
		['another tool', 'ERP', 'others'],
	])('remembers where it belongs while a test run has it from %s', (_, lender, expected) => {
		const address = 'https://n8n.example/webhook/ab12/webhook?event=a%2Fb';
		const name = borrowedName(identity, aSubscription(address, lender));
		expect(lenderOf({ name })).toBe(address);
		expect(carriers({ name })).toEqual({ holder: mark, lender: expected });
	});

	it('is none where the address is too long for it: half an address gives nothing back', () => {
		const address = `https://n8n.example/webhook/${'x'.repeat(300)}`;
		expect(borrowedName(identity, aSubscription(address, null))).toBeUndefined();
	});

	it.each([null, undefined, '', 'n8n People (7)', 'n8n test, belongs to nobody'])(
		'says nothing about a lender when it is %p',
		(name) => {
			expect(lenderOf({ name })).toBeUndefined();
			expect(carriers({ name })).toEqual({});
		},
	);
});

describe('whose a subscription is', () => {
	const place = placeOf('https://n8n.example/webhook/ab12/webhook', 'ab12');
	const memory = new Memory({});
	const challenge = memory.challengeToSet(UPDATED);
	memory.beAt(placeOf('https://old.example/webhook/ab12/webhook', 'ab12'));
	const viewer = { version: '2026-07-01', memory, place, identity };
	const n8n = { instanceId: 'an-n8n', place: placeOfN8n('https://n8n.example') };

	const own = `${place.url}?event=x`;
	const test = 'https://n8n.example/webhook-test/ab12/webhook';
	const neighbour = 'https://n8n.example/webhook/cd34/webhook';
	const other = 'https://other.example/hooks/in';
	const name = subscriptionName(identity);
	const lentBy = (borrower: Identity, address: string, called: string) =>
		borrowedName(borrower, aSubscription(address, called)) ?? 'too long';

	it.each([
		['carries its name, here', own, name, '', 'own', true],
		['carries its name, at the test address', test, name, '', 'own', true],
		[
			'carries its name, where it was before',
			'https://old.example/webhook/ab12/webhook',
			name,
			'',
			'own',
			true,
		],
		['carries its name, where it has never been', other, name, '', 'own', true],
		['another n8n named, with all its ids', own, subscriptionName(elsewhere), '', 'foreign', false],
		[
			'another n8n named, where it has never been',
			other,
			subscriptionName(elsewhere),
			'',
			'foreign',
			false,
		],
		['has its challenge, here', own, 'ERP', challenge, 'own', false],
		[
			'has its challenge, where it was before',
			'https://old.example/webhook/ab12/webhook',
			'',
			challenge,
			'own',
			false,
		],
		['has its challenge, where it has never been', other, 'ERP', challenge, 'foreign', false],
		['only has its address', own, 'ERP', 'another', 'foreign', false],
		['a copy made, at the same address', own, subscriptionName(copy), '', 'foreign', true],
		[
			'was named before there were marks, where it has never been',
			other,
			'n8n People (7)',
			'',
			'foreign',
			false,
		],
		[
			'only begins like ours',
			'https://n8n.example/erp/hooks/x',
			'n8n relay of the ERP',
			'',
			'foreign',
			false,
		],
		['begins like ours, at a webhook', neighbour, 'n8n relay of the ERP', '', 'foreign', false],
		[
			'was named before there were marks by another n8n below this host',
			'https://n8n.example/staging/webhook/ab12/webhook',
			'n8n People (wf9)',
			'',
			'foreign',
			false,
		],
		['was named before there were marks', own, 'n8n People (7)', '', 'own', true],
		['another workflow named before there were marks', own, 'n8n People (8)', '', 'foreign', true],
		['a test run made for itself', test, subscriptionName(identity, true), '', 'own', true],
		['a test run has borrowed from it', test, lentBy(identity, own, name), '', 'borrowed', true],
		[
			'a test run has borrowed from others',
			test,
			lentBy(identity, other, 'ERP'),
			'',
			'borrowed',
			true,
		],
		[
			'a test of a copy has borrowed from it',
			test,
			lentBy(copy, own, name),
			challenge,
			'borrowed',
			true,
		],
		['another workflow has', neighbour, subscriptionName(copy), '', 'foreign', true],
		['another tool has', other, 'ERP', '', 'foreign', false],
		['another tool of this host has', 'https://n8n.example/hooks/erp', 'ERP', '', 'foreign', false],
		['delivers to nonsense', 'not a url', null, '', 'foreign', false],
	])('that %s', (_, address, called, itsChallenge, toTrigger, toN8n) => {
		const subscription = aSubscription(address, called, itsChallenge);
		expect(whose(subscription, viewer)).toBe(toTrigger);
		expect(isOfN8n(subscription, n8n)).toBe(toN8n);
	});

	it('is told without an address where the name carries it', () => {
		expect(isOfN8n(aSubscription(other, name), { instanceId: 'an-n8n' })).toBe(true);
		expect(isOfN8n(aSubscription(own, 'n8n People (7)'), { instanceId: 'an-n8n' })).toBe(false);
		expect(isOfN8n(aSubscription(own, name), { ...n8n, instanceId: 'another' })).toBe(false);
	});

	it('is told aloud where it leads to, when that is nowhere that it knows of', () => {
		const to = (address: string, called: string, itsChallenge = '') =>
			strayedTo(aSubscription(address, called, itsChallenge), viewer);
		expect(to(other, name)).toBe('other.example');
		for (const address of [own, test, 'https://old.example/webhook/ab12/webhook']) {
			expect(to(address, name)).toBeUndefined();
		}
		expect(to(other, 'ERP', challenge)).toBeUndefined();
	});

	it('goes back under the name that the lender had, as far as it is known', () => {
		const back = (called: string) =>
			beforeLoan({ ...viewer, place: placeOf(test, 'ab12') }, aSubscription(test, called));
		expect(back(lentBy(identity, own, name))).toMatchObject({ target_url: own, name });
		expect(back(lentBy(identity, other, 'ERP'))).toMatchObject({ name: 'other.example' });
		expect(back(name)).toBeUndefined();
	});

	it.each([
		['n8n', 'trigger'],
		['n8n People (wf1)', 'trigger'],
		[name, 'trigger'],
		['n8n test of People (wf1)', 'testRun'],
		['n8n test of People', undefined],
		['n8n relay of the ERP', undefined],
		[subscriptionName(identity, true), 'testRun'],
		[subscriptionName(called('test of people')), 'trigger'],
		[subscriptionName(called('test of people'), true), 'testRun'],
		[subscriptionName(called('test, belongs to https://erp.example (x)')), 'trigger'],
		[lentBy(identity, own, name), undefined],
		['n8n test, belongs to nobody', undefined],
		['n8nish', undefined],
		['ERP', undefined],
		[null, undefined],
	])('called %p was made by %p', (called, maker) => {
		expect(makerOf({ name: called })).toBe(maker);
	});

	it('is told for no n8n whose address is none', () => {
		expect(placeOfN8n('n8n.example')).toBeUndefined();
	});
});

describe('what a trigger remembers', () => {
	it('is nobody else’s, and is replaced when somebody else sets up', () => {
		const data = {};
		const original = new Memory(data, '7/node-1');
		const challenge = original.challengeToSet(UPDATED);
		original.keep({ company: '4711', subscriptions: { [UPDATED]: '90210' } });
		const theirs = new Memory(data, '8/node-1');
		expect(theirs.isChallenge(UPDATED, challenge)).toBe(false);
		expect([theirs.company(), theirs.wasSetUp()]).toEqual(['', false]);
		expect(theirs.challengeToSet(UPDATED)).not.toBe(challenge);
		expect(Object.keys(data).sort()).toEqual(['owner', 'secret']);
	});
});
