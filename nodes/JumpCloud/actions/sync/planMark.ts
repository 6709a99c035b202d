import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../../shared/values';
import type { UsernameRules } from '../../sync/username';

/** Rises when plans come to hold something that an older *Apply* would misunderstand. */
const VERSION = 1;

/** What every planned item carries, so that *Apply* knows it for one and what the plan went by. */
export interface PlanMark {
	id: string;
	madeAt: Date;
	/** name of the field that holds the employee; null when users are found by email only */
	link: string | null;
	/** how usernames are made; null for given ones */
	usernames: UsernameRules | null;
}

export function markAsItem({ id, madeAt, link, usernames }: PlanMark): IDataObject {
	return {
		...{ id, madeAt: madeAt.toISOString(), version: VERSION, link },
		usernames: usernames ? { ...usernames } : null,
	};
}

/** The mark of an item; nothing when no plan of this version made it. */
export function readMark(value: unknown): PlanMark | undefined {
	if (!isRecord(value) || value.version !== VERSION) return undefined;
	const madeAt = new Date(asText(value.madeAt));
	const id = asText(value.id);
	if (id === '' || Number.isNaN(madeAt.getTime())) return undefined;
	return { id, madeAt, link: asText(value.link) || null, usernames: readRules(value.usernames) };
}

function readRules(value: unknown): UsernameRules | null {
	if (!isRecord(value)) return null;
	const { maxLength } = value;
	return {
		letterCase: value.letterCase === 'asTyped' ? 'asTyped' : 'lower',
		maxLength: maxLength === 20 || maxLength === 30 ? maxLength : null,
	};
}
