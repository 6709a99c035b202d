const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a service as `https://host[:port][/path]`, without a trailing slash.
 * Plain http is accepted for this machine only: a key must never travel in the clear.
 *
 * @throws Error that says what is wrong and what to enter
 */
export function checkedBaseUrl(value: string): string {
	const url = parse(value.trim());
	if (!url) {
		throw new Error(`The base URL '${value}' is not a URL. Enter one such as https://example.com`);
	}
	if (url.username || url.password) {
		throw new Error('The base URL must not contain a user name or password');
	}
	const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
	if (!allowed) {
		throw new Error(
			`The base URL must start with https:// (http:// is accepted for this machine only), not ${url.protocol}//${url.host}`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether the host is this machine itself. */
export function isLoopback(url: URL): boolean {
	return LOOPBACK.test(url.hostname);
}

function parse(value: string): URL | undefined {
	return URL.canParse(value) ? new URL(value) : undefined;
}
