import fc from 'fast-check';

/*
 * Values as people, spreadsheets and other steps really give them, each with what it plainly means. What
 * is neither the one nor the other of its kind means `unclear`: nobody may be suspended, let in, doubled
 * or renamed by it.
 */

export interface Hostile<Meaning> {
	value: unknown;
	means: Meaning;
}

/**
 * Characters that take up no space: zero-width, soft hyphen, marks of direction, byte order mark; and those
 * that are letters or marks by their kind: fillers, joiners, variation selectors, empty Braille.
 */
const INVISIBLE = [
	...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u202c'],
	...['\u3164', '\u115f', '\uffa0', '\u034f', '\ufe0f', '\u180b', '\u2800', '\u0000'],
];
const BLANKS = [' ', '\t', '\n', '\r\n', '\u00a0', '\u2003', '\u3000'];

/** The same text with blanks around it, invisible characters anywhere, and in either encoding. */
export function disguised(text: string): fc.Arbitrary<string> {
	const around = fc.array(fc.constantFrom(...BLANKS, ...INVISIBLE), { maxLength: 3 });
	const inside = fc.array(fc.tuple(fc.nat({ max: text.length }), fc.constantFrom(...INVISIBLE)), {
		maxLength: 2,
	});
	return fc
		.tuple(around, inside, around, fc.constantFrom('NFC', 'NFD'))
		.map(([before, marks, after, form]) => {
			const spoilt = marks
				.toSorted(([a], [b]) => b - a)
				.reduce((whole, [at, mark]) => whole.slice(0, at) + mark + whole.slice(at), text);
			return before.join('') + spoilt.normalize(form) + after.join('');
		});
}

const anyCase = (text: string) =>
	fc.constantFrom(text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1));

const meaning =
	<const Meaning>(means: Meaning) =>
	(value: unknown): Hostile<Meaning> => ({ value, means });

/** Nothing, in every form that is plainly nothing. */
export const nothing: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(null, undefined, ''),
	fc
		.array(fc.constantFrom(...BLANKS, ...INVISIBLE), { minLength: 1, maxLength: 3 })
		.map((all) => all.join('')),
);

/** What looks like nothing, and is no value at all. */
const broken: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
	...[
		[],
		{},
		[null],
		[''],
		{ value: null },
		NaN,
		'null',
		'undefined',
		'N/A',
		'-',
		'[object Object]',
	],
);

const YES = ['true', 'yes', 'y', '1', 'on', 'active', 'enabled', 'employed', 'sí', 'oui', 'ja'];
const NO = ['false', 'no', 'n', '0', 'off', 'inactive', 'disabled', 'terminated', 'left', 'nein'];

/** Whether somebody works here; where nothing is said, they do. */
export const activeValue: fc.Arbitrary<Hostile<'yes' | 'no' | 'unclear'>> = fc.oneof(
	fc.oneof(fc.constantFrom<unknown>(true, 1), word(YES)).map(meaning('yes')),
	fc.oneof(fc.constantFrom<unknown>(false, 0), word(NO)).map(meaning('no')),
	nothing.map(meaning('yes')),
	fc
		.oneof(
			fc.constantFrom<unknown>(2, -1, 0.5, [true], { active: true }, 'maybe', 'ye s', 'nope', '01'),
			fc.constantFrom<unknown>('on leave', 'unknown', 'TRUEFALSE', '✓', 'not active', 'y/n'),
			broken,
		)
		.map(meaning('unclear')),
);

function word(words: string[]): fc.Arbitrary<string> {
	return fc
		.constantFrom(...words)
		.chain(anyCase)
		.chain(disguised);
}

/** What a value says of a day. */
type Read = 'none' | 'unclear' | { day: string };

/** The years in which people are employed. */
const PLAUSIBLE = { first: 1950, last: 2100 };

const offset = fc
	.tuple(
		fc.constantFrom('+', '-'),
		fc.integer({ min: 0, max: 14 }),
		fc.constantFrom('00', '30', '45'),
	)
	.map(([sign, hours, minutes]) => `${sign}${String(hours).padStart(2, '0')}:${minutes}`);

const clock = fc.oneof(
	fc.constantFrom('T00:00:00', ' 00:00:00', 'T00:00:00.000', 'T23:59:59.999', 'T12:31'),
	fc
		.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
		.map((all) => `T${all.map((part) => String(part).padStart(2, '0')).join(':')}:07`),
);

/** A day of any year from 1 to 9999, alone or with any time and offset: the day that is written counts. */
export const dayValue: fc.Arbitrary<Hostile<Read>> = fc.oneof(
	{ weight: 4, arbitrary: writtenDay(fc.integer({ min: 1, max: 9999 })) },
	{ weight: 4, arbitrary: writtenDay(fc.integer({ min: 2015, max: 2040 })) },
	nothing.map(meaning('none')),
	fc
		.oneof(
			fc.constantFrom<unknown>('2026-02-30', '2026-13-01', '31.12.2026', '12/31/2026', 20261231),
			fc.constantFrom<unknown>(46022, 1798761599000, true, false, 'soon', ['2026-12-31'], 'today'),
			fc.constantFrom<unknown>('2026-12-31T25:00:00', '2026-12-31/2027-01-31', '+12026-12-31', '0'),
			broken,
		)
		.map(meaning('unclear')),
);

function writtenDay(year: fc.Arbitrary<number>): fc.Arbitrary<Hostile<Read>> {
	const month = fc.integer({ min: 1, max: 12 });
	return fc
		.tuple(year, month, fc.integer({ min: 1, max: 28 }), fc.option(clock), fc.option(offset))
		.chain(([years, months, days, time, zone]) => {
			const two = (part: number) => String(part).padStart(2, '0');
			const day = `${String(years).padStart(4, '0')}-${two(months)}-${two(days)}`;
			const isPlausible = years >= PLAUSIBLE.first && years <= PLAUSIBLE.last;
			const text = day + (time ?? '') + (time === null ? '' : (zone ?? ''));
			const means: Read = isPlausible ? { day } : 'unclear';
			return disguised(text).map((value) => ({ value, means }));
		});
}

/** The ID that is given, or what may have been one. */
export function idValue(id: string): fc.Arbitrary<Hostile<'given' | 'unclear'>> {
	return fc.oneof(
		{ weight: 3, arbitrary: disguised(id).map(meaning('given')) },
		{ weight: 1, arbitrary: fc.constant(meaning('given')(Number(id))) },
		{
			weight: 2,
			arbitrary: fc
				.oneof(
					fc.constantFrom<unknown>(18446744073709551616, 2 ** 53, -(2 ** 60), 1.5, Infinity, NaN),
					fc.constantFrom<unknown>(true, false, [id], { id }, [], {}),
					fc.constantFrom<unknown>(
						'undefined',
						'null',
						'NaN',
						'[object Object]',
						'#N/A',
						'-',
						'N/A',
					),
					fc.constantFrom<unknown>('1.8446744073709552e+19', '1,84467E+16', `${id}\ufffd`),
					fc.constantFrom<unknown>(
						'0',
						0,
						-1,
						'0000',
						'TBD',
						'NA',
						'#N/D',
						'#WERT!',
						'1E18',
						`${id}.0`,
					),
					nothing,
				)
				.map(meaning('unclear')),
		},
	);
}

/** The email that is given, or what nobody can be written to. */
export function emailValue(email: string): fc.Arbitrary<Hostile<'given' | 'unclear'>> {
	return fc.oneof(
		{ weight: 3, arbitrary: anyCase(email).chain(disguised).map(meaning('given')) },
		{
			weight: 2,
			arbitrary: fc
				.oneof(
					fc.constantFrom<unknown>(`${email};bob`, `${email},bob@corp.example`, `<${email}>`),
					fc.constantFrom<unknown>(`Ana <${email}>`, `${email} ${email}`, `mailto: ${email}`),
					fc.constantFrom<unknown>(email.replace('@', ' at '), `${email}@x`, '@', [email], {
						email,
					}),
					fc.constantFrom<unknown>(`mailto:${email}`, `${email}.`, `${email}(work)`, `[${email}]`),
					fc.constantFrom<unknown>(`\ud83d${email}`, email.replace('@', '\ufffd@'), '.@.'),
					fc.constantFrom<unknown>(
						`"${email}"`,
						42,
						true,
						'n/a',
						`${'a'.repeat(1100)}@corp.example`,
					),
					nothing,
				)
				.map(meaning('unclear')),
		},
	);
}

/** The name that is given, or none. */
export function nameValue(name: string): fc.Arbitrary<unknown> {
	const lost = [
		'undefined',
		'null',
		'NaN',
		'[object Object]',
		'#N/A',
		'#REF!',
		`${name}\ud83d`,
		'\ufffd',
		...['#ERROR!', '#NV', '########', '-', '?', 'N/A', '0', '46387', 'true', '{{ $json.name }}'],
	];
	const broken = fc.constantFrom<unknown>([], {}, [name], true, NaN, ...lost);
	return fc.oneof(disguised(name), nothing, broken);
}
