import { isDate, isDateTime, isEmail } from '../../../playground/core/formats';
import { masked } from '../../../playground/core/mask';

it.each<[string, boolean]>([
	['2026-12-31T22:00:00Z', true],
	['2026-12-31T22:00:00.123+02:00', true],
	['2028-02-29T00:00:00Z', true],
	['2026-02-29T00:00:00Z', false],
	['2026-12-31T24:30:00Z', false],
	['2026-12-31T22:00:00', false],
	['2026-12-31 22:00:00Z', false],
	['2026-12-31', false],
])('a date-time %s: %s', (text, expected) => {
	expect(isDateTime(text)).toBe(expected);
});

it.each<[string, boolean]>([
	['2028-02-29', true],
	['2026-02-30', false],
	['2026-13-01', false],
	['1.2.2026', false],
])('a date %s: %s', (text, expected) => {
	expect(isDate(text)).toBe(expected);
});

it.each<[string, boolean]>([
	['noor.vidal+hr@corp.example', true],
	["o'neil@corp.example", true],
	['noor@corp', false],
	['noor@corp..example', false],
	['noor vidal@corp.example', false],
	['@corp.example', false],
	['a@b@corp.example', false],
	['', false],
])('an email %s: %s', (text, expected) => {
	expect(isEmail(text)).toBe(expected);
});

it('masks secret text at any depth and leaves flags alone', () => {
	const given = {
		name: 'a',
		list: [{ password: 'p' }],
		challenge: 'c',
		apiKey: 'k',
		password_expired: true,
	};
	expect(masked(given)).toEqual({
		name: 'a',
		list: [{ password: '***' }],
		challenge: '***',
		apiKey: '***',
		password_expired: true,
	});
	expect(given.challenge).toBe('c');
});
