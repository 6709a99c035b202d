import type { IDataObject } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../../../shared/values';
import { WRITING_ACTIONS } from '../../../sync/planned';
import type { FieldChange, PlannedPerson, PlannedUser } from '../../../sync/planned';
import type { MailChoice } from '../../../transport/schedules';
import { readMark } from '../planMark';
import type { PlanMark } from '../planMark';
import { readChange } from './readChange';

/** A planned change as an item brings it back. */
export interface Planned {
	action: string;
	changes: FieldChange[];
	person: PlannedPerson | null;
	user: PlannedUser | null;
	mail: MailChoice;
	mark: PlanMark;
}

export type Reading =
	| { kind: 'planned'; planned: Planned }
	/** a problem, a summary, or somebody about whom nothing has to be done */
	| { kind: 'nothing' }
	| { kind: 'refused'; reason: string; message: string };

const OBJECT_ID = /^[0-9a-f]{24}$/i;

/**
 * Reads an item that a plan made, however it was filtered and edited in between.
 *
 * @param oldestMs how old a plan may be
 */
export function readPlanned(json: IDataObject, now: Date, oldestMs: number): Reading {
	// Where a list is empty, n8n may pass on one item without anything.
	if (Object.keys(json).length === 0) return { kind: 'nothing' };
	const mark = readMark(json.plan);
	const action = asText(json.action);
	if (!mark) return refused('not_planned', 'No plan made this item.');
	if (json.guarded === true) {
		return refused('guarded', 'The guard stopped the plan of this item; nothing of it is applied.');
	}
	if (['noop', 'skip', 'conflict', 'summary'].includes(action)) return { kind: 'nothing' };
	if (now.getTime() - mark.madeAt.getTime() > oldestMs) {
		return refused(
			'plan_too_old',
			`The plan was made at ${mark.madeAt.toISOString()}. Plan again.`,
		);
	}
	const changes = asRecords(json.changes).flatMap((change) => readChange(action, change) ?? []);
	const user = readUser(json.user);
	const isComplete = changes.length > 0 && changes.length === [json.changes].flat().length;
	const hasUser = (action === 'create') === (user === null);
	if (!WRITING_ACTIONS.has(action) || !isComplete || !hasUser) {
		return refused(
			'not_planned',
			'The item does not hold what a plan gives: action, user, and changes that belong to the action.',
		);
	}
	const person = readPerson(json.person);
	const isNamed = person && changes.some(({ field }) => field === 'username');
	if (action === 'create' && !isNamed) {
		return refused('not_planned', 'The item does not say for whom the user is, or its username.');
	}
	return {
		kind: 'planned',
		planned: { action, changes, person, user, mail: readMail(json.mail), mark },
	};
}

function readPerson(value: unknown): PlannedPerson | null {
	if (!isRecord(value)) return null;
	return {
		employeeId: asText(value.employeeId),
		email: asText(value.email),
		firstName: asText(value.firstName),
		lastName: asText(value.lastName),
	};
}

function readUser(value: unknown): PlannedUser | null {
	if (!isRecord(value) || !OBJECT_ID.test(asText(value.id))) return null;
	return {
		id: asText(value.id),
		username: asText(value.username),
		email: asText(value.email),
		state: asText(value.state),
		link: asText(value.link) || null,
	};
}

function readMail(value: unknown): MailChoice {
	const mail = asText(value);
	if (mail === 'none') return { kind: 'none' };
	return mail.includes('@') ? { kind: 'address', address: mail } : { kind: 'default' };
}

function refused(reason: string, message: string): Reading {
	return { kind: 'refused', reason, message };
}
