import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';

import type { FieldChange, PlanEntry } from '../../../sync/planned';
import type { Plan } from '../../../sync/plan';
import { readMail } from '../../user/fields/mail';
import { markAsItem } from '../planMark';
import type { PlanMark } from '../planMark';

interface Choices {
	mark: PlanMark;
	/** whether people about whom nothing has to be done leave too */
	includeUnchanged: boolean;
	isGuarded: boolean;
}

/** What leaves for a plan: one item per change or problem, linked to the person's own item. */
export function itemsOf(
	context: IExecuteFunctions,
	{ decisions }: Plan,
	{ mark, includeUnchanged, isGuarded }: Choices,
): INodeExecutionData[] {
	const plan = markAsItem(mark);
	return decisions.flatMap(({ input, entries }) =>
		entries
			.filter(({ action }) => includeUnchanged || action !== 'noop')
			.map((entry): INodeExecutionData => {
				const json: IDataObject = { ...withMail(context, entry, input), plan };
				if (isGuarded) json.guarded = true;
				return input === null ? { json } : { json, pairedItem: { item: input } };
			}),
	);
}

/** The entry as an item, with the mail that goes with an activation. */
function withMail(context: IExecuteFunctions, entry: PlanEntry, input: number | null): IDataObject {
	if (input === null || !entry.changes.some(isActivation)) return asItem(entry);
	const mail = mailFor(context, input);
	if (typeof mail === 'string') return { ...asItem(entry), mail };
	// One address that is missing must not keep everybody else from being planned.
	return asItem({
		...entry,
		action: 'skip',
		reason: 'invalid_mail_address',
		message: mail.message,
	});
}

/** Who gets the mail: an address, or the choice that JumpCloud makes; or why nobody can. */
function mailFor(context: IExecuteFunctions, input: number): string | { message: string } {
	try {
		const mail = readMail(context, input);
		return mail.kind === 'address' ? mail.address : mail.kind;
	} catch (failure) {
		const { message, description = '' } = failure as NodeOperationError;
		return { message: `${message}. ${description ?? ''}`.trim() };
	}
}

/** Whether the user gets access, now or later, for which JumpCloud can send a mail. */
function isActivation({ field, from, to }: FieldChange): boolean {
	if (field === 'scheduled.ACTIVATED') return to !== null;
	return field === 'state' && from === 'STAGED' && to === 'ACTIVATED';
}

function asItem(entry: PlanEntry): IDataObject {
	const { action, reason, message, person, user, changes, effectiveAt, conflict, users } = entry;
	return {
		action,
		reason,
		...(message !== undefined && { message }),
		person: person && { ...person },
		user: user && { ...user },
		changes: changes.map((change) => ({ ...change })),
		effectiveAt,
		...(conflict && { conflict, users: (users ?? []).map((one) => ({ ...one })) }),
	};
}
