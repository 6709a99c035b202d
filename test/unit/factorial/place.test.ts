import type { WebhookSubscription } from '../../../nodes/Factorial/transport/subscriptions';
import {
	addressFor,
	borrowedName,
	hostOf,
	isHere,
	isTwin,
	lenderOf,
	makerOf,
	placeOf,
	placeOfN8n,
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

	it('knows the test address that belongs to it, under any configured path', () => {
		expect(isTwin(place, 'https://n8n.example/base/webhook-test/ab12/webhook?event=x')).toBe(true);
		expect(isTwin(place, 'https://n8n.example/my/own/test/ab12/webhook')).toBe(true);
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

describe('the name of a subscription', () => {
	it('says where it comes from', () => {
		expect(subscriptionName({ id: '7', name: 'People' })).toBe('n8n People (7)');
		expect(subscriptionName({ id: '7', name: 'People' }, true)).toBe('n8n test of People (7)');
		expect(subscriptionName({ id: '7' })).toBe('n8n (7)');
	});

	it('keeps the id when the workflow has a long name', () => {
		const name = subscriptionName({ id: '7', name: 'x'.repeat(200) });
		expect(name).toHaveLength(100);
		expect(name.endsWith(' (7)')).toBe(true);
	});

	it('remembers whom it belongs to while a test run has it', () => {
		const address = 'https://n8n.example/webhook/ab12/webhook?event=a%2Fb';
		expect(lenderOf({ name: borrowedName(address, 'other') })).toBe(address);
	});

	it('rather forgets that than to remember half an address', () => {
		const address = `https://n8n.example/webhook/${'x'.repeat(300)}`;
		expect(borrowedName(address, 'other')).toBe('other');
	});

	it.each([null, undefined, '', 'n8n People (7)', 'n8n test, belongs to nobody'])(
		'says nothing about a lender when it is %p',
		(name) => {
			expect(lenderOf({ name })).toBeUndefined();
		},
	);
});

describe('whose a subscription is', () => {
	const trigger = placeOf('https://n8n.example/webhook/ab12/webhook', 'ab12');
	const n8n = placeOfN8n('https://n8n.example');
	const own = `${trigger.url}?event=x`;
	const test = 'https://n8n.example/webhook-test/ab12/webhook';
	const neighbour = 'https://n8n.example/webhook/cd34/webhook';
	const other = 'https://other.example/hooks/in';
	const lentBy = (address: string) => borrowedName(address, '');

	it.each([
		['delivers to the trigger', own, 'n8n People (7)', 'own', 'own'],
		['delivers to it, whatever it is called', own, 'ERP', 'own', 'own'],
		['a test run made for itself', test, 'n8n test of People (7)', 'foreign', 'own'],
		['a test run has borrowed from it', test, lentBy(own), 'borrowed', 'borrowed'],
		['a test run has borrowed from others', test, lentBy(other), 'foreign', 'borrowed'],
		['somebody elsewhere has borrowed from it', other, lentBy(own), 'borrowed', 'borrowed'],
		['another workflow has', neighbour, 'n8n Other (8)', 'foreign', 'own'],
		['another tool has', other, 'ERP', 'foreign', 'foreign'],
		['two others lend each other', other, lentBy('https://a.example'), 'foreign', 'foreign'],
		['delivers to nonsense', 'not a url', null, 'foreign', 'foreign'],
	])('that %s', (_, target_url, name, toTrigger, toN8n) => {
		const subscription: WebhookSubscription = {
			...{ id: '1', type: UPDATED, company_id: '4711', enabled: true, api_version: '2026-07-01' },
			...{ target_url, name },
		};
		expect(whose(subscription, trigger)).toBe(toTrigger);
		expect(n8n && whose(subscription, n8n)).toBe(toN8n);
	});

	it.each([
		['n8n', 'trigger'],
		['n8n People (7)', 'trigger'],
		['n8n test of People (7)', 'testRun'],
		[lentBy(own), undefined],
		['n8n test, belongs to nobody', 'trigger'],
		['n8nish', undefined],
		['ERP', undefined],
		[null, undefined],
	])('called %p was made by %p', (name, maker) => {
		expect(makerOf({ name })).toBe(maker);
	});

	it('is told for no n8n whose address is none', () => {
		expect(placeOfN8n('n8n.example')).toBeUndefined();
	});
});
