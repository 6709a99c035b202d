import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { eventTypes } from '../../../nodes/Factorial/trigger/events';
import type { EventType } from '../../../nodes/Factorial/trigger/events';
import { Memory, challengeFor, verifiedEvent } from '../../../nodes/Factorial/trigger/memory';

const UPDATED = 'employees/employee/update';
const CREATED = 'employees/employee/create_with_contract';

const challenges = (secret: string) =>
	new Map(eventTypes.map((event) => [event, challengeFor(secret, event)]));

describe('the challenge of an event', () => {
	it('is the HMAC-SHA256 of its name, as anybody can compute it who has the secret', () => {
		// printf 'employees/employee/update' | openssl dgst -sha256 -hmac secret
		expect(challengeFor('secret', UPDATED)).toBe(
			'83c1e0483ddc0ba38468c3c203ca237c995fe3bde88c2837a8d24b715cfde924',
		);
		expect(challengeFor('secret', UPDATED)).not.toBe(challengeFor('secret', CREATED));
		expect(challengeFor('secret', UPDATED)).not.toBe(challengeFor('Secret', UPDATED));
	});

	it('comes from a secret of 32 bytes that is never the same', () => {
		const secrets = Array.from({ length: 20 }, () => {
			const data: IDataObject = {};
			new Memory(data).challengeToSet(UPDATED);
			return String(data.secret);
		});
		expect(new Set(secrets).size).toBe(20);
		expect(secrets.filter((secret) => !/^[0-9a-f]{64}$/.test(secret))).toEqual([]);
	});
});

describe('verifying a delivery', () => {
	it('tells every event by its challenge, whatever the address says', () => {
		const known = challenges('a-secret');
		fc.assert(
			fc.property(fc.constantFrom(...eventTypes), fc.constantFrom(...eventTypes), (event, hint) => {
				expect(verifiedEvent(known.get(event), known, hint)).toBe(event);
			}),
		);
	});

	it('turns away whatever is not exactly a challenge', () => {
		const known = challenges('a-secret');
		const almost = [...known.values()].flatMap((one) => [
			one.slice(1),
			`${one} `,
			one.toUpperCase(),
		]);
		const anything = fc.oneof(fc.string(), fc.constantFrom(...almost), fc.anything());
		fc.assert(
			fc.property(anything, (received) => {
				expect(verifiedEvent(received, known, UPDATED)).toBeUndefined();
			}),
		);
	});

	it('turns everything away while there is no secret', () => {
		const known = new Map<EventType, string>(eventTypes.map((event) => [event, '']));
		for (const received of ['', undefined, null, '0', []]) {
			expect(verifiedEvent(received, known, UPDATED)).toBeUndefined();
		}
	});

	it('goes by the hint where a foreign tool gave several events one challenge', () => {
		const shared = new Map<EventType, string>([
			[CREATED, 'the-same'],
			[UPDATED, 'the-same'],
		]);
		expect(verifiedEvent('the-same', shared, UPDATED)).toBe(UPDATED);
		expect(verifiedEvent('the-same', shared, 'employees/employee/terminate')).toBe(CREATED);
		expect(verifiedEvent('the-same', shared, undefined)).toBe(CREATED);
	});
});

it('compares texts of any alphabet', () => {
	const known = new Map<EventType, string>([[UPDATED, 'ключ']]);
	expect(verifiedEvent('ключ', known, undefined)).toBe(UPDATED);
	expect(verifiedEvent('ключи', known, undefined)).toBeUndefined();
});
