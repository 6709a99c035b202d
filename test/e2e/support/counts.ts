/** How often each word occurs. */
export function countsOf(words: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}

type Figure = number | string | Record<string, number>;

/** Prints figures, which are kept in docs/reliability.md, in lines of their own. */
export function tell(title: string, figures: Record<string, Figure>): void {
	const lines = Object.entries(figures).map(([name, figure]) => `  ${name}: ${inWords(figure)}`);
	process.stdout.write(`\n${[title, ...lines].join('\n')}\n`);
}

function inWords(figure: Figure): string {
	if (typeof figure !== 'object') return String(figure);
	const parts = Object.entries(figure).sort(([a], [b]) => a.localeCompare(b));
	return parts.map(([word, count]) => `${count} × ${word}`).join(', ') || 'none';
}
