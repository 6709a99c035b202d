import { checkedBaseUrl } from '../../../nodes/shared/authentication';

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
