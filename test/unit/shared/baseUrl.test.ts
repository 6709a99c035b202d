import { runInNewContext } from 'node:vm';

import { addressOf, checkedBaseUrl } from '../../../nodes/shared/authentication';
import { baseUrlOf } from '../../../nodes/shared/credential';

describe('a base URL', () => {
	it.each([
		['https://console.example', 'https://console.example'],
		['  https://console.example/  ', 'https://console.example'],
		['https://proxy.example:8443/jumpcloud//', 'https://proxy.example:8443/jumpcloud'],
		['https://console.example/?a=1#b', 'https://console.example'],
		['HTTPS://Console.Example', 'https://console.example'],
		['http://localhost:3000', 'http://localhost:3000'],
		['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
		['http://127.9.8.7', 'http://127.9.8.7'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('%j is read as %s', (value, expected) => {
		expect(checkedBaseUrl(value)).toBe(expected);
	});

	it.each([
		['', 'is not a URL'],
		['console.example', 'is not a URL'],
		['https://', 'is not a URL'],
		['http://console.example', 'must start with https://'],
		['http://localhost.example', 'must start with https://'],
		['http://127.0.0.1.example', 'must start with https://'],
		['http://10.0.0.1', 'must start with https://'],
		['ftp://console.example', 'must start with https://'],
		['file:///etc/passwd', 'must start with https://'],
		['https://me@console.example', 'user name or password'],
		['https://me:pw@console.example', 'user name or password'],
	])('%j is refused: %s', (value, reason) => {
		expect(() => checkedBaseUrl(value)).toThrow(reason);
	});

	it('that is refused does not show a password', () => {
		expect(() => checkedBaseUrl('http://me:secret@console.example')).toThrow(
			expect.objectContaining({ message: expect.not.stringContaining('secret') }),
		);
	});
});

describe('an own address', () => {
	const SERVICE = {
		name: 'Directory',
		choice: 'region',
		hosts: { eu: 'https://eu.example' },
		domains: ['eu.example'],
		resources: ['search', 'systemusers'],
	};
	const OTHER = { ...SERVICE, resources: undefined };

	const CASES = [
		['https://console.example', 'https://console.example'],
		['https://console.example/api', 'https://console.example'],
		['https://console.example/api/', 'https://console.example'],
		['https://console.example/api/v2', 'https://console.example'],
		[' https://console.example/api/v2/ ', 'https://console.example'],
		['https://console.example//API//v1//', 'https://console.example'],
		['https://proxy.example:8443/hr/api/2026-07-01/resources', 'https://proxy.example:8443/hr'],
		['https://proxy.example/hr/api/2026-10-01/', 'https://proxy.example/hr'],
		['https://proxy.example/api/jumpcloud', 'https://proxy.example/api/jumpcloud'],
		['https://proxy.example/myapi', 'https://proxy.example/myapi'],
		['https://api.example', 'https://api.example'],
		['https://console.example/api/systemusers', 'https://console.example'],
		['https://console.example/api/systemusers/6650d2f1?fields=email', 'https://console.example'],
		['https://console.example/api/search/systemusers', 'https://console.example'],
		['https://console.example/api/v2/usergroups', 'https://console.example'],
		['https://console.example/api/2.0', 'https://console.example'],
		['https://console.example/api/v2?limit=1', 'https://console.example'],
		['https://console.example/api/v2/#/users', 'https://console.example'],
		['https://console.example/api#x', 'https://console.example'],
		['https://console.example/#/users', 'https://console.example'],
		['https://console.example/login', 'https://console.example'],
		['https://console.example?x=1', 'https://console.example'],
		[
			'https://proxy.example/hr/api/2026-07-01/resources/employees/employees',
			'https://proxy.example/hr',
		],
		['https://api.example/oauth/token', 'https://api.example'],
		['https://proxy.example/api/jumpcloud/', 'https://proxy.example/api/jumpcloud'],
		['https://proxy.example/systemusers', 'https://proxy.example/systemusers'],
	];

	it.each(CASES)('%j is taken as %s', (baseUrl, expected) => {
		expect(addressOf(SERVICE, { region: 'custom', baseUrl })).toBe(expected);
	});

	it.each(CASES)('%j is the same to the expression that n8n evaluates: %s', (baseUrl, expected) => {
		const $self = { region: 'custom', baseUrl };
		expect(runInNewContext(baseUrlOf(SERVICE), { $self })).toBe(expected);
	});

	it('keeps what is a resource of another service only', () => {
		const baseUrl = 'https://proxy.example/api/search';
		expect(addressOf(OTHER, { region: 'custom', baseUrl })).toBe(baseUrl);
	});

	it.each(['', '  '])('%j is none', (baseUrl) => {
		expect(addressOf(SERVICE, { region: 'custom', baseUrl })).toBe('');
	});

	it.each([
		['eu', 'https://eu.example'],
		['mars', ''],
	])('is not asked for where %s is chosen', (region, expected) => {
		const credential = { region, baseUrl: 'https://console.example' };
		expect(addressOf(SERVICE, credential)).toBe(expected);
		expect(runInNewContext(baseUrlOf(SERVICE), { $self: credential }) ?? '').toBe(expected);
	});

	it('is none where a credential lacks the field', () => {
		expect(addressOf(SERVICE, { region: 'custom' })).toBe('');
	});
});
