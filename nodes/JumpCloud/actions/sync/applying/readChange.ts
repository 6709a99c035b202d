import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../../../shared/values';
import { isAttribute } from '../../../sync/attributes';
import type { FieldChange, PlannedAction } from '../../../sync/planned';

/** What kinds of changes there are in an item of each action that writes. */
const KINDS: Readonly<Partial<Record<PlannedAction, readonly string[]>>> = {
	create: [
		...['username', 'attribute', 'join', 'begin', 'end'],
		...['state: nothing to STAGED', 'state: nothing to ACTIVATED', 'state: STAGED to ACTIVATED'],
	],
	update: ['attribute', 'join', 'leave'],
	activate: ['state: STAGED to ACTIVATED', 'cancel'],
	schedule: ['begin', 'end', 'cancel'],
	suspend: ['state: STAGED to SUSPENDED', 'state: ACTIVATED to SUSPENDED', 'cancel'],
	unsuspend: ['state: SUSPENDED to ACTIVATED', 'cancel'],
	cancel_schedule: ['cancel'],
};

/** Whatever JumpCloud's look like: encoded, only dots alone would lead to another address. */
const ID = /[^.\s]/;

/** Reads one change of an item; nothing when no plan gives such a change with this action. */
export function readChange(action: string, change: IDataObject): FieldChange | undefined {
	const field = asText(change.field);
	const { from = null, to = null } = change;
	if (!isValue(from) || !isValue(to)) return undefined;
	const id = typeof change.id === 'string' && ID.test(change.id) ? change.id : undefined;
	const read: FieldChange = { field, from, to, ...(id !== undefined && { id }) };
	const isKnown = KINDS[action as PlannedAction]?.includes(kindOf(read) ?? '') ?? false;
	return isKnown ? read : undefined;
}

/** Which kind of change it is; nothing when its values do not fit its field. */
function kindOf({ field, from, to, id }: FieldChange): string | undefined {
	if (field === 'state') return `state: ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
	if (field === 'scheduled.ACTIVATED' || field === 'scheduled.SUSPENDED') {
		if (to === null) return id === undefined ? undefined : 'cancel';
		return isMoment(to) ? (field === 'scheduled.SUSPENDED' ? 'end' : 'begin') : undefined;
	}
	if (field.startsWith('groups.')) {
		if (id === undefined || typeof to !== 'boolean') return undefined;
		return to ? 'join' : 'leave';
	}
	if (typeof from === 'boolean' || typeof to === 'boolean') return undefined;
	if (field === 'username') return to ? 'username' : undefined;
	return isAttribute(field) ? 'attribute' : undefined;
}

function isMoment(value: string | boolean): boolean {
	return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isValue(value: unknown): value is FieldChange['to'] {
	return value === null || typeof value === 'string' || typeof value === 'boolean';
}
