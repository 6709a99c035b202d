/** One part of what *Write the Report* says; the template decides which there are. */
export interface Section {
	name: string;
	lines: string[];
}

/** The lists of a report, in its order, also those that are empty. */
export function sectionsOf(report: Record<string, unknown>): Section[] {
	return Object.entries(report).flatMap(([key, lines]) =>
		Array.isArray(lines) ? [{ name: key.replaceAll('_', ' '), lines: lines.map(String) }] : [],
	);
}

/** "2 created, 1 conflict": what there is at all, in numbers. */
export function inNumbers(sections: Section[]): string {
	const told = sections.filter(({ lines }) => lines.length > 0).map(inNumber);
	return told.join(', ') || 'nothing to do';
}

function inNumber({ name, lines }: Section): string {
	return lines.length === 1 ? `1 ${name.replace(/s$/, '')}` : `${lines.length} ${name}`;
}
