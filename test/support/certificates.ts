import { createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A certificate and its key, as a server wants them. */
interface Certificate {
	cert: string;
	key: string;
	name: string;
	privateKey: KeyObject;
}

interface Wish {
	/** who is behind it; the same name as the issuer's makes it look self-signed */
	name: string;
	/** who signs; itself unless told */
	issuer?: Certificate;
	isAuthority?: boolean;
	/** the names of hosts that it is for, beside this machine */
	hosts?: string[];
}

const DAY_MS = 86_400_000;

/**
 * A certificate that nobody vouches for, made anew, so that no key has to be kept anywhere. Just enough
 * of X.509 for a handshake with this machine.
 */
export function aCertificate({ name, issuer, isAuthority = false, hosts = [] }: Wish): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const now = Date.now();
	const body = sequence(
		tagged(0xa0, integer(2)),
		integer(now),
		SIGNED_WITH,
		named(issuer?.name ?? name),
		sequence(time(new Date(now - DAY_MS)), time(new Date(now + DAY_MS))),
		named(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		tagged(0xa3, sequence(...(isAuthority ? [AUTHORITY] : []), subjects(hosts))),
	);
	const signature = createSign('SHA256')
		.update(body)
		.sign(issuer?.privateKey ?? privateKey);
	const whole = sequence(body, SIGNED_WITH, tagged(0x03, Buffer.from([0]), signature));
	// No line may be empty, also where the last one is a whole one.
	const lines = whole.toString('base64').replace(/.{64}(?!$)/g, '$&\n');
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
		key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
		...{ name, privateKey },
	};
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
	return tagged(0x30, ...parts);
}

function integer(value: number): Buffer {
	const hex = value.toString(16);
	// An even number of digits, and a nought in front so that it is not negative.
	return tagged(
		0x02,
		Buffer.from(`00${hex.length % 2 ? '0' : ''}${hex}`.replace(/^00(?=[0-7].)/, ''), 'hex'),
	);
}

function oid(hex: string): Buffer {
	return tagged(0x06, Buffer.from(hex, 'hex'));
}

function named(name: string): Buffer {
	const common = sequence(oid('550403'), tagged(0x0c, Buffer.from(name)));
	return sequence(tagged(0x31, common));
}

function time(at: Date): Buffer {
	const text = at.toISOString().replace(/[-:T]/g, '').slice(2, 14);
	return tagged(0x17, Buffer.from(`${text}Z`));
}

/** ecdsa-with-SHA256 */
const SIGNED_WITH = sequence(oid('2a8648ce3d040302'));

/** basicConstraints: a certificate authority */
const AUTHORITY = sequence(
	oid('551d13'),
	tagged(0x01, Buffer.from([255])),
	tagged(0x04, sequence(tagged(0x01, Buffer.from([255])))),
);

/** subjectAltName: 127.0.0.1, and hosts by their names */
function subjects(hosts: string[]): Buffer {
	const names = hosts.map((host) => tagged(0x82, Buffer.from(host)));
	const thisMachine = tagged(0x87, Buffer.from([127, 0, 0, 1]));
	return sequence(oid('551d11'), tagged(0x04, sequence(thisMachine, ...names)));
}
