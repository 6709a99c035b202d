import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TLSSocket, createSecureContext } from 'node:tls';
import type { Duplex } from 'node:stream';
import { freePort } from '../../../playground/n8n/port';
import { run } from '../../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../../playground/n8n/temporary.cjs';
import { aCertificate } from '../../support/certificates';

/**
 * A registry of packages that n8n and its npm take for the usual one: all that they ask of any host goes
 * through the proxy that their settings name, and this is what is behind it. So n8n needs no licence for
 * another registry, and nothing leaves this machine.
 */
export interface Registry {
	/** What n8n needs to be told, by the names of environment variables. */
	settings: Record<string, string>;
	/** Publishes a packed package as a version, which becomes the latest one. */
	publish(tarball: string, version: string): Promise<void>;
	close(): Promise<void>;
}

interface Release {
	manifest: { name: string; version: string };
	tarball: Buffer;
	file: string;
}

export async function startRegistry(): Promise<Registry> {
	const folder = temporaryFolder('registry');
	const authority = aCertificate({ name: 'Authority of the tests', isAuthority: true });
	const authorityFile = join(folder, 'authority.pem');
	await writeFile(authorityFile, authority.cert);
	const releases: Release[] = [];

	const registry = createServer((request, response) => answer(releases, request, response));
	const proxy = createServer((_, response) => response.writeHead(404).end());
	const tunnels = new Set<Duplex>();
	proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const [host = ''] = (request.url ?? '').split(':');
		const { cert, key } = aCertificate({ name: host, issuer: authority, hosts: [host] });
		tunnels.add(socket);
		socket.once('close', () => tunnels.delete(socket));
		socket.on('error', () => undefined);
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		if (head.length > 0) socket.unshift(head);
		const secureContext = createSecureContext({ cert, key });
		const secure = new TLSSocket(socket as never, { isServer: true, secureContext });
		secure.on('error', () => undefined);
		registry.emit('connection', secure);
	});
	const port = await freePort();
	proxy.listen(port, '127.0.0.1');
	await once(proxy, 'listening');

	const address = `http://127.0.0.1:${port}`;
	return {
		settings: {
			...{ HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: '127.0.0.1,localhost' },
			// npm goes by its own setting, where the machine has one.
			...{ NODE_EXTRA_CA_CERTS: authorityFile, npm_config_cafile: authorityFile },
		},
		async publish(tarball, version) {
			releases.push(await release(tarball, version, join(folder, version)));
		},
		async close() {
			for (const tunnel of tunnels) tunnel.destroy();
			proxy.closeAllConnections();
			proxy.close();
			await once(proxy, 'close');
			removeFolder(folder);
		},
	};
}

/** The package once more, under the number that it is to have here. */
async function release(tarball: string, version: string, folder: string): Promise<Release> {
	await mkdir(folder);
	const tar = async (...args: string[]) => {
		const { code, output } = await run('tar', args, { cwd: folder });
		if (code !== 0) throw new Error(`${tarball}: ${output}`);
	};
	await tar('-xzf', tarball);
	const file = join(folder, 'package', 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8')) as Release['manifest'];
	await writeFile(file, JSON.stringify({ ...manifest, version }));
	const packed = `${manifest.name}-${version}.tgz`;
	await tar('-czf', packed, ...(await readdir(folder)));
	return {
		manifest: { ...manifest, version },
		tarball: await readFile(join(folder, packed)),
		file: packed,
	};
}

/** Three kinds of addresses: a package, one of its versions, and the file of one. */
function answer(releases: Release[], { url, headers }: IncomingMessage, to: ServerResponse): void {
	const path = decodeURIComponent(url ?? '/').split('?')[0] ?? '';
	const packed = releases.find(({ file }) => basename(path) === file);
	if (packed) return void to.end(packed.tarball);
	const [, name = '', version] = path.split('/');
	const versions = releases
		.filter(({ manifest }) => manifest.name === name)
		.map((one) => ({ ...one.manifest, dist: distributionOf(one, headers.host ?? '') }));
	const latest = versions.at(-1);
	const whole = {
		...{ name, 'dist-tags': { latest: latest?.version } },
		versions: Object.fromEntries(versions.map((one) => [one.version, one])),
	};
	const one = version === 'latest' ? latest : whole.versions[version ?? ''];
	const found = version === undefined ? latest && whole : one;
	to.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
	to.end(JSON.stringify(found ?? { error: 'Not found' }));
}

function distributionOf({ manifest: { name }, tarball, file }: Release, host: string) {
	const hash = (kind: string) => createHash(kind).update(tarball);
	return {
		tarball: `https://${host}/${name}/-/${file}`,
		shasum: hash('sha1').digest('hex'),
		integrity: `sha512-${hash('sha512').digest('base64')}`,
	};
}
