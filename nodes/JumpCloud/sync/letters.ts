import type { Identity } from './conflicts';
import type { DirectoryUser } from './users';

/** Latin letters that are letters of their own: taking an accent off does not reach a–z. */
const LATIN: Record<string, string> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
	ħ: 'h',
	ŋ: 'ng',
	ŧ: 't',
	ĸ: 'k',
	ə: 'a',
	ɐ: 'a',
	ɑ: 'a',
	ɓ: 'b',
	ɖ: 'd',
	ɗ: 'd',
	ɛ: 'e',
	ǝ: 'e',
	ɣ: 'g',
	ɠ: 'g',
	ɨ: 'i',
	ɩ: 'i',
	ƙ: 'k',
	ɲ: 'n',
	ɔ: 'o',
	ɵ: 'o',
	ʃ: 'sh',
	ʉ: 'u',
	ʋ: 'v',
	ƴ: 'y',
	ʒ: 'zh',
	ȼ: 'c',
	ɇ: 'e',
	ǥ: 'g',
	ɉ: 'j',
	ⱥ: 'a',
	ƀ: 'b',
	ɍ: 'r',
	ɏ: 'y',
	ƶ: 'z',
};

const GREEK: Record<string, string> = {
	α: 'a',
	β: 'v',
	γ: 'g',
	δ: 'd',
	ε: 'e',
	ζ: 'z',
	η: 'i',
	θ: 'th',
	ι: 'i',
	κ: 'k',
	λ: 'l',
	μ: 'm',
	ν: 'n',
	ξ: 'x',
	ο: 'o',
	π: 'p',
	ρ: 'r',
	σ: 's',
	ς: 's',
	τ: 't',
	υ: 'y',
	φ: 'f',
	χ: 'ch',
	ψ: 'ps',
	ω: 'o',
};

// In decomposed text an accent follows its vowel. A diaeresis on the second vowel, or an accent on
// the first, says that the two are spoken apart, so neither is a pair here.
const PAIRS: Array<[RegExp, string]> = [
	[/(?<=ο)υ(?!\u0308)/giu, 'u'],
	[/(?<=[αεη])υ(?!\u0308)(?=\u0301?[αεηιουωβγδζλμνρ])/giu, 'v'],
	[/(?<=[αεη])υ(?!\u0308)/giu, 'f'],
	[/γ(?=[γξχ])/giu, 'n'],
	[/(?<!\p{L}\p{M}*)μπ/giu, 'b'],
];

/** Writes the letter pairs that sound different together (ου, ευ, γγ …); takes decomposed text. */
function joinGreekPairs(decomposed: string): string {
	return PAIRS.reduce(
		(text, [pair, latin]) =>
			text.replace(pair, (found) => (found === found.toLowerCase() ? latin : latin.toUpperCase())),
		decomposed,
	);
}

/**
 * Cyrillic letters of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian and Kazakh.
 *
 * A name does not say its language, so a letter that languages share is written the one way that
 * is most common in passports and mail addresses of Russian; the others add their own letters.
 */
const CYRILLIC: Record<string, string> = {
	а: 'a',
	б: 'b',
	в: 'v',
	г: 'g',
	д: 'd',
	е: 'e',
	ё: 'e',
	ж: 'zh',
	з: 'z',
	и: 'i',
	й: 'y',
	к: 'k',
	л: 'l',
	м: 'm',
	н: 'n',
	о: 'o',
	п: 'p',
	р: 'r',
	с: 's',
	т: 't',
	у: 'u',
	ф: 'f',
	х: 'kh',
	ц: 'ts',
	ч: 'ch',
	ш: 'sh',
	щ: 'shch',
	ъ: '',
	ы: 'y',
	ь: '',
	э: 'e',
	ю: 'yu',
	я: 'ya',
	// Ukrainian and Belarusian
	є: 'ye',
	і: 'i',
	ї: 'yi',
	ґ: 'g',
	ў: 'u',
	// Serbian and Macedonian
	ђ: 'dj',
	ј: 'j',
	љ: 'lj',
	њ: 'nj',
	ћ: 'c',
	џ: 'dz',
	ѓ: 'gj',
	ќ: 'kj',
	ѕ: 'dz',
	// Kazakh
	ә: 'a',
	ғ: 'g',
	қ: 'q',
	ң: 'n',
	ө: 'o',
	ұ: 'u',
	ү: 'u',
	һ: 'h',
};

/**
 * How letters that have two spellings are written: without their marks, or as the passports of the
 * countries that use them have it in the line that machines read, and people in their email addresses.
 */
export type LetterSpelling = 'plain' | 'expanded';

/** German, Danish, Norwegian, Swedish, Finnish; ß, æ and œ are two letters either way. */
const EXPANDED = new Map([
	['ä', 'ae'],
	['ö', 'oe'],
	['ü', 'ue'],
	['ø', 'oe'],
	['å', 'aa'],
]);

const LETTERS = new Map(Object.entries({ ...LATIN, ...GREEK, ...CYRILLIC }));

/** Dashes of every script, and the minus sign that spreadsheets put in their place. */
const DASHES = /[\p{Pd}\u2212]/gu;

function fromTable(letter: string, letters: ReadonlyMap<string, string>): string | undefined {
	const known = letters.get(letter);
	if (known !== undefined) return known;
	const lower = letters.get(letter.toLowerCase());
	return lower === undefined ? undefined : lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** One letter: by table as it is, else without its accents, else nothing. */
function toAscii(letter: string, spelling: LetterSpelling): string {
	if (letter <= '\u007f') return letter;
	const known =
		(spelling === 'expanded' ? fromTable(letter, EXPANDED) : undefined) ??
		fromTable(letter, LETTERS);
	if (known !== undefined) return known;
	// Another mark on top, as in ǿ, does not make it another letter.
	const base = letter.normalize('NFD').replace(/\p{M}+$/u, '');
	if (spelling === 'expanded' && EXPANDED.has(base.toLowerCase())) return toAscii(base, spelling);
	const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
	const spelled = (part: string) => (part <= '\u007f' ? part : (fromTable(part, LETTERS) ?? ''));
	return [...plain].map(spelled).join('');
}

/**
 * Writes a name with ASCII characters only, keeping letter case.
 *
 * Accents go; Latin, Greek and Cyrillic letters are spelled out. Scripts that cannot be spelled
 * letter by letter without knowing the language (Arabic, Hebrew, Han, Kana, Hangul …) give nothing.
 */
export function transliterate(text: string, spelling: LetterSpelling = 'plain'): string {
	const composed = joinGreekPairs(text.normalize('NFD')).normalize('NFC');
	return [...composed.replace(DASHES, '-')].map((letter) => toAscii(letter, spelling)).join('');
}

/**
 * Whether the names of a person and a user can be those of one and the same: a word of the first and
 * a word of the last name in common, letter case and accents aside, because HR has two surnames where
 * IT has one. A user without any name agrees; so does one side of a name that is not known.
 */
export function agrees(
	person: Pick<Identity, 'firstName' | 'lastName'>,
	user: DirectoryUser,
): boolean {
	if (isNameless(user)) return true;
	const [first, last] = namesInCommon(person, user);
	const knows = (own: string, theirs?: string | null) => own !== '' && Boolean(theirs?.trim());
	const isFirstKnown = knows(person.firstName, user.firstname);
	const isLastKnown = knows(person.lastName, user.lastname);
	if (!isFirstKnown && !isLastKnown) return person.firstName === '' && person.lastName === '';
	return (first || !isFirstKnown) && (last || !isLastKnown);
}

/** Names in two scripts, of which one is not read here, can be the same name. */
export function isOtherScript(name: string, other?: string | null): boolean {
	const isRead = (text: string) => wordsOf(text).every((word) => /^[a-z0-9]+$/.test(word));
	return isRead(name) !== isRead(other ?? '');
}

export function isNameless({ firstname, lastname }: DirectoryUser): boolean {
	return !firstname?.trim() && !lastname?.trim();
}

/** Whether a word of the first, and one of the last name is among the words of the user's name. */
export function namesInCommon(
	{ firstName, lastName }: Pick<Identity, 'firstName' | 'lastName'>,
	{ firstname, lastname }: DirectoryUser,
): [first: boolean, last: boolean] {
	// Apart from each other: a last name such as Le or A is all that there is of it.
	const theirs = new Set([firstname, lastname].flatMap((name) => wordsOf(name ?? '')));
	const isAmong = (name: string) => wordsOf(name).some((word) => theirs.has(word));
	return [isAmong(firstName), isAmong(lastName)];
}

/** Whether two names can be the same one, written in another way. */
export function hasWordInCommon(one: string, other: string): boolean {
	const words = new Set(wordsOf(other));
	return isOtherScript(one, other) || wordsOf(one).some((word) => words.has(word));
}

/** Words that stand in so many names that they tell nobody from anybody. */
const PARTICLES = new Set(
	'a al am auf bin da das de del della der des di dos du e el ibn in la las le les lo los of san santa st ten ter the van vom von y zu zum zur'.split(
		' ',
	),
);

/** The words by which a name is told from another, in plain lower-case letters. */
function wordsOf(name: string): string[] {
	const plain = name.replace(/['’`´]/g, '');
	const words = plain.split(/[^\p{L}\p{N}\p{M}]+/u).map((word) => {
		const lower = word.toLowerCase();
		return transliterate(lower) || lower.normalize('NFC');
	});
	const telling = words.filter((word) => word.length > 1 && !PARTICLES.has(word));
	return telling.length > 0 ? telling : words.filter(Boolean);
}
