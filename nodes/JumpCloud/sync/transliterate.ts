import { CYRILLIC } from './letters/cyrillic';
import { GREEK, joinGreekPairs } from './letters/greek';
import { LATIN } from './letters/latin';

const LETTERS = new Map(Object.entries({ ...LATIN, ...GREEK, ...CYRILLIC }));

/** Dashes of every script, and the minus sign that spreadsheets put in their place. */
const DASHES = /[\p{Pd}\u2212]/gu;

function fromTable(letter: string): string | undefined {
	const known = LETTERS.get(letter);
	if (known !== undefined) return known;
	const lower = LETTERS.get(letter.toLowerCase());
	return lower === undefined ? undefined : lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** One letter: by table as it is, else without its accents, else nothing. */
function toAscii(letter: string): string {
	if (letter <= '\u007f') return letter;
	const known = fromTable(letter);
	if (known !== undefined) return known;
	const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
	return [...plain].map((part) => (part <= '\u007f' ? part : (fromTable(part) ?? ''))).join('');
}

/**
 * Writes a name with ASCII characters only, keeping letter case.
 *
 * Accents go; Latin, Greek and Cyrillic letters are spelled out. Scripts that cannot be spelled
 * letter by letter without knowing the language (Arabic, Hebrew, Han, Kana, Hangul …) give nothing.
 */
export function transliterate(text: string): string {
	const composed = joinGreekPairs(text.normalize('NFD')).normalize('NFC');
	return [...composed.replace(DASHES, '-')].map(toAscii).join('');
}
