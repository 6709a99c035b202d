import {
	addressFor,
	borrowedName,
	hostOf,
	isCounterpart,
	isHere,
	ownerAddress,
	placeOf,
	subscriptionName,
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
		expect(isCounterpart(place, 'https://n8n.example/base/webhook-test/ab12/webhook?event=x')).toBe(
			true,
		);
		expect(isCounterpart(place, 'https://n8n.example/my/own/test/ab12/webhook')).toBe(true);
		expect(isCounterpart(place, place.url)).toBe(false);
		expect(isCounterpart(place, 'http://n8n.example/base/webhook-test/ab12/webhook')).toBe(false);
		expect(isCounterpart(place, 'https://n8n.example:8443/base/webhook-test/ab12/webhook')).toBe(
			false,
		);
		expect(isCounterpart(place, 'https://n8n.example/webhook-test/ab13/webhook')).toBe(false);
		expect(isCounterpart(place, '/webhook-test/ab12/webhook')).toBe(false);
	});

	it('tells workflows apart whose nodes have no webhook id', () => {
		const one = placeOf('https://n8n.example/webhook/wf1/factorial%20trigger/webhook', undefined);
		const test = 'https://n8n.example/webhook-test/wf1/factorial%20trigger/webhook';
		expect(isCounterpart(one, test)).toBe(true);
		expect(isCounterpart(one, test.replace('wf1', 'wf2'))).toBe(false);
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
		expect(ownerAddress(borrowedName(address, 'other'))).toBe(address);
	});

	it('rather forgets that than to remember half an address', () => {
		const address = `https://n8n.example/webhook/${'x'.repeat(300)}`;
		expect(borrowedName(address, 'other')).toBe('other');
	});

	it.each([null, undefined, '', 'n8n People (7)', 'n8n test, belongs to nobody'])(
		'says nothing about an owner when it is %p',
		(name) => {
			expect(ownerAddress(name)).toBeUndefined();
		},
	);
});
