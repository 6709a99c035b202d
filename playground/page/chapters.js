/** How far back what n8n does may belong: nobody presses more buttons while it is still at work. */
const REACH = 5;

/** What n8n does tells whom it is for; the rest belongs to whatever came last. */
const ABOUT_SOMEBODY = new Set(['execution', 'jumpcloud']);

/**
 * Divides the time line into chapters: what somebody did, and what followed from it.
 *
 * A step belongs to the last thing done before it. When two people are dealt with at once, a step that
 * names one of them goes to the chapter that names them too, unless the last thing was about everybody.
 *
 * @param timeline oldest first
 * @returns newest first: `{ id, at, cause, steps }`; the first of all may have no cause
 */
export function chaptersOf(timeline, { employees, users }) {
	const chapters = [];
	for (const entry of timeline) {
		if (entry.kind === 'hr') {
			chapters.push({ id: entry.id, at: entry.at, cause: entry, steps: [] });
			continue;
		}
		if (chapters.length === 0) chapters.push(prologue(entry));
		const names = ABOUT_SOMEBODY.has(entry.kind) ? namesIn(entry.text, employees, users) : [];
		chapterOf(chapters, names).steps.push(entry);
	}
	return chapters.reverse();
}

function prologue({ at }) {
	return { id: 'prologue', at, cause: null, steps: [] };
}

function chapterOf(chapters, names) {
	if (chapters.at(-1).cause?.everybody) return chapters.at(-1);
	const naming = chapters
		.slice(-REACH)
		.findLast(({ cause }) => names.some((name) => cause?.text.includes(name)));
	return naming ?? chapters.at(-1);
}

/** The full names of the employees whom a text names, or whose user it names. */
function namesIn(text, employees, users) {
	const words = new Set(text.split(/[\s,:]+/));
	const named = users.filter(({ username }) => words.has(username));
	const ids = new Set(named.map(({ employeeIdentifier }) => employeeIdentifier));
	return employees
		.map(({ id, first_name: first, last_name: last }) => ({ id, name: `${first} ${last}`.trim() }))
		.filter(({ id, name }) => name !== '' && (ids.has(id) || text.includes(name)))
		.map(({ name }) => name);
}
