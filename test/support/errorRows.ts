import { COMMON_TEXTS } from '../../nodes/shared/errorTexts';
import type { ErrorText, ErrorTexts } from '../../nodes/shared/errorTexts';

/** One text with the status under which it is found. */
export interface Row extends ErrorText {
	status: number;
}

/** All texts that a service can give, the common ones included where it has none of its own. */
export function rowsOf(texts: ErrorTexts): Row[] {
	const statuses = [...new Set([...Object.keys(texts), ...Object.keys(COMMON_TEXTS)].map(Number))];
	return statuses
		.sort((a, b) => a - b)
		.flatMap((status) => {
			const own = listed(texts, status);
			const common = listed(COMMON_TEXTS, status).filter(
				({ when }) => !own.some((text) => text.when === when || text.when === undefined),
			);
			return [...own, ...common].map((text) => ({ ...text, status }));
		});
}

/** A row in short, for the name of a test: `403 to read users`. */
export function nameOf({ status, when }: Pick<Row, 'status' | 'when'>): string {
	return when === undefined ? String(status) : `${status} ${when}`;
}

function listed(texts: ErrorTexts, status: number): ErrorText[] {
	return [texts[status] ?? []].flat();
}

/** The texts in which one way to connect differs from another. */
export function ownRowsOf(texts: ErrorTexts, others: ErrorTexts): Row[] {
	return rowsOf(texts).filter(({ status }) => texts[status] !== others[status]);
}

/** Rows as a Markdown table; statuses with the same text share a line. */
export function tableOf(rows: readonly Row[], service: string): string {
	const lines = new Map<string, string[]>();
	for (const { status, when, message, description, cause } of rows) {
		const fill = (text: string) =>
			text
				.replaceAll('{service}', service)
				.replaceAll('{fields}', "'…'")
				.replaceAll('{later}', 'later');
		const cells = [when ?? '', fill(message), fill(description), cause ? `\`${cause}\`` : ''];
		const rest = cells.join(' | ');
		lines.set(rest, [...(lines.get(rest) ?? []), STATUS_WORDS[status] ?? String(status)]);
	}
	return [
		'| Answer | When | What n8n shows | What to do | Declared |',
		'|---|---|---|---|---|',
		...[...lines].map(([rest, statuses]) => `| ${statuses.join(', ')} | ${rest} |`),
	].join('\n');
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
	[-1]: 'no data',
	0: 'none',
	300: '3xx',
	400: '400, other 4xx',
	500: '500, other 5xx',
};
