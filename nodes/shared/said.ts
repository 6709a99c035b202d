import { asRecords, asText, isRecord } from './guards';

const LONGEST = 300;

/** The service's own words in any of the shapes in which the two services send them. */
export function saidBy(body: unknown): string {
	if (typeof body === 'string') return isPage(body) ? '' : shortened(body);
	if (!isRecord(body)) return '';
	const lists = listed(body).map((entry) =>
		`${asText(entry.field)} ${asText(entry.message) || asText(entry.description)}`.trim(),
	);
	const byField = isRecord(body.errors)
		? Object.entries(body.errors).map(([field, texts]) => `${field} ${[texts].flat().join(', ')}`)
		: [];
	const parts = [asText(body.message) || asText(body.error), ...lists, ...byField];
	return shortened(parts.filter(Boolean).join('; '));
}

/** The names of the fields that an answer does not like, as the service calls them. */
export function fieldsIn(body: unknown): string[] {
	if (!isRecord(body)) return [];
	const named = isRecord(body.errors) ? Object.keys(body.errors) : [];
	const fields = [...listed(body).map(({ field }) => asText(field)), ...named];
	// `attributes.0.value` and `team_ids[]` are about `attributes` and `team_ids`.
	const names = fields.map((field) => field.replace(/^body\./, '').replace(/[.[].*/, ''));
	return [...new Set(names.filter(Boolean))];
}

/** Whether an answer is a page for people. */
export function isPage(body: unknown): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

function listed(body: Record<string, unknown>) {
	const violations = asRecords(body.details).flatMap((detail) =>
		asRecords(detail.fieldViolationsList),
	);
	return [...asRecords(body.errors), ...violations];
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
