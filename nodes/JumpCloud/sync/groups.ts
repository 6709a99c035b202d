/** A user group, reduced to what is shown and decided by. */
export interface Group {
	id: string;
	name: string;
	description: string;
	/** JumpCloud's word for who decides about the members */
	membershipMethod: string;
}

/** What came of a name or an ID; a problem has a word for workflows and a text for people. */
export type GroupChoice =
	| { kind: 'group'; group: Group }
	| { kind: 'problem'; wanted: string; reason: GroupProblem; message: string };

export type GroupProblem = 'group_not_found' | 'group_name_ambiguous';

/** Whether JumpCloud computes the members by itself and takes back what is changed by hand. */
export function isAutomated({ membershipMethod }: Group): boolean {
	return membershipMethod === 'DYNAMIC_AUTOMATED';
}

/** The groups behind names or IDs, each once; names must fit exactly, and one group only. */
export function chooseGroups(wanted: string[], groups: Group[]): GroupChoice[] {
	const choices = new Map<string, GroupChoice>();
	for (const text of wanted.map((entry) => entry.trim()).filter((entry) => entry !== '')) {
		const choice = chooseGroup(text, groups);
		choices.set(choice.kind === 'group' ? choice.group.id : `problem ${text}`, choice);
	}
	return [...choices.values()];
}

function chooseGroup(wanted: string, groups: Group[]): GroupChoice {
	const byId = groups.find(({ id }) => id === wanted);
	const fitting = byId ? [byId] : groups.filter(({ name }) => name === wanted);
	const [group] = fitting;
	if (group === undefined) {
		const message = `No JumpCloud group has the name or ID '${shown(wanted)}'${hint(wanted, groups)}.`;
		return { kind: 'problem', wanted, reason: 'group_not_found', message };
	}
	if (fitting.length > 1) {
		const ids = fitting.map(({ id }) => id).join(', ');
		const message = `${fitting.length} JumpCloud groups have the name '${shown(wanted)}': ${ids}. Choose one by its ID, or rename the other in JumpCloud.`;
		return { kind: 'problem', wanted, reason: 'group_name_ambiguous', message };
	}
	return { kind: 'group', group };
}

function hint(wanted: string, groups: Group[]): string {
	const similar = groups.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
	if (similar) return `; there is '${similar.name}', and letter case counts`;
	return wanted.includes(',') ? '; give several as a list, not as one text' : '';
}

function shown(text: string): string {
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
