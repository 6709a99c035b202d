import fc from 'fast-check';
import type { NamedPerson, UsernameRules } from '../../../nodes/JumpCloud/sync/username';

const letters = (alphabet: string, maxLength = 12) =>
	fc.string({ unit: fc.constantFrom(...alphabet), maxLength });

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');

/** Letters, blanks and marks that names are written with, script by script. */
const SCRIPTS = {
	latin: range(0x41, 0x5a) + range(0x61, 0x7a) + range(0xc0, 0x17f),
	greek: range(0x386, 0x3ce),
	cyrillic: range(0x400, 0x45f) + 'ґҐӘәҒғҚқҢңӨөҰұҮүҺһ',
	arabic: range(0x621, 0x64a),
	hebrew: range(0x5d0, 0x5ea),
	han: range(0x4e00, 0x4e80),
	kana: range(0x3041, 0x3090),
	hangul: range(0xac00, 0xac80),
	marks: " '’`.-‐–_,;/\\@()[]{}*+?^$|0123456789\u0301\u0308\u00ad\u200d\t",
};

/** A name in one script, in several at once, of 200 characters, or empty. */
export const anyName = fc.oneof(
	...Object.values(SCRIPTS).map((alphabet) => letters(alphabet)),
	letters(Object.values(SCRIPTS).join(''), 20),
	letters(SCRIPTS.latin + SCRIPTS.marks, 20),
	fc.string({
		unit: fc.constantFrom(...`${SCRIPTS.latin} -.`),
		minLength: 200,
		maxLength: 200,
	}),
	fc.string({ unit: 'binary', maxLength: 20 }),
	fc.constant(''),
);

export const anyRules: fc.Arbitrary<UsernameRules> = fc.record({
	letterCase: fc.constantFrom('lower', 'asTyped'),
	maxLength: fc.constantFrom(20, 30, null),
	letterSpelling: fc.constantFrom('plain', 'expanded'),
});

export const anyPerson: fc.Arbitrary<NamedPerson> = fc.record({
	firstName: anyName,
	lastName: anyName,
	email: fc.oneof(
		fc.emailAddress(),
		fc.constantFrom('', '@', '123@corp.test', '.a..b-@corp.test'),
		anyName.map((name) => `${name}@corp.test`),
	),
	employeeId: fc.oneof(fc.nat().map(String), fc.constantFrom('', '9007199254740993', 'E-42 / ä')),
});
