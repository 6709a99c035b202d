export const GREEK: Record<string, string> = {
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
export function joinGreekPairs(decomposed: string): string {
	return PAIRS.reduce(
		(text, [pair, latin]) =>
			text.replace(pair, (found) => (found === found.toLowerCase() ? latin : latin.toUpperCase())),
		decomposed,
	);
}
