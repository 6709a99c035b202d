/** A text with the name of its file. */
export interface Source {
	file: string;
	text: string;
}

interface Token {
	text: string;
	line: number;
}

/** Strings, comments, words and signs. What is in templates counts word by word. */
const TOKENS = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[^]*?\*\/|\/\/.*|[\p{L}\p{N}_$]+|\S/gu;

/** Two files may well need the same things of others. */
const IMPORTS = /^import\b[^;]*;/gm;

/** A text as words and signs, without blanks, comments and imports, which can differ or be the same. */
function tokensOf(text: string): Token[] {
	const own = text.replace(IMPORTS, (statement) => statement.replace(/[^\n]/g, ' '));
	const tokens: Token[] = [];
	let line = 1;
	let at = 0;
	for (const { 0: found, index } of own.matchAll(TOKENS)) {
		for (; at < index; at++) if (own[at] === '\n') line++;
		if (!/^\/[/*]/.test(found)) tokens.push({ text: found, line });
	}
	return tokens;
}

interface Place {
	source: number;
	at: number;
}

/**
 * Where two places say the same, each pair as far as it reaches.
 *
 * @param least how many lines both take at least, and how many words and signs: fewer in so many lines
 * are a list of names
 */
export function repeatsIn(
	sources: readonly Source[],
	least: { lines: number; tokens: number },
): string[] {
	const read = sources.map(({ text }) => tokensOf(text));
	const textAt = ({ source, at }: Place, offset: number) => read[source]?.[at + offset]?.text;
	const lineAt = ({ source, at }: Place, offset: number) => read[source]?.[at + offset]?.line ?? 0;
	const named = (place: Place, length: number) =>
		`${sources[place.source]?.file}:${lineAt(place, 0)}-${lineAt(place, length - 1)}`;

	/** How many tokens are the same from here on; a place does not run into the one it repeats. */
	const lengthOf = (one: Place, other: Place) => {
		const most = one.source === other.source ? other.at - one.at : Infinity;
		let length = 0;
		while (length < most) {
			const text = textAt(one, length);
			if (text === undefined || text !== textAt(other, length)) break;
			length++;
		}
		return length;
	};

	const seen = new Map<string, Place[]>();
	const found: string[] = [];
	read.forEach((tokens, source) => {
		for (let at = 0; at + least.tokens <= tokens.length; at++) {
			const window = tokens.slice(at, at + least.tokens);
			const key = window.map(({ text }) => text).join('\n');
			const here = { source, at };
			const before = seen.get(key) ?? [];
			for (const there of before) {
				// What begins earlier was found there.
				const begins = textAt(there, -1);
				if (begins !== undefined && begins === textAt(here, -1)) continue;
				const length = lengthOf(there, here);
				const isLong = [there, here].every(
					(place) => lineAt(place, length - 1) - lineAt(place, 0) + 1 >= least.lines,
				);
				if (length >= least.tokens && isLong) {
					found.push(`${named(here, length)} = ${named(there, length)}`);
				}
			}
			before.push(here);
			seen.set(key, before);
		}
	});
	return found;
}
