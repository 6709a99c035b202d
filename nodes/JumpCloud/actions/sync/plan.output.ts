import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeExecutionHint,
	NodeOperationError,
} from 'n8n-workflow';

import { counted, cut, inBrackets } from '../../../shared/operation';
import { asText } from '../../../shared/parameters';
import { gapInWords } from '../../sync/absence';
import type { Later } from '../../sync/beginning';
import type { Alarm } from '../../sync/guard';
import { isOnlyIfSuspended } from '../../sync/planned';
import type { Plan, FieldChange, PlanEntry } from '../../sync/planned';
import { readMail } from '../user/timing';
import { undatedInWords } from './plan.guard';

interface Choices {
	/** what the items of a person, or of nobody, carry, so that *Apply* knows them */
	markFor(input: number | null): IDataObject;
	/** whether people about whom nothing has to be done leave too */
	includeUnchanged: boolean;
	isGuarded: boolean;
}

/** What leaves for a plan: one item per change or problem, linked to the person's own item. */
export function itemsOf(
	context: IExecuteFunctions,
	{ decisions }: Plan,
	{ markFor, includeUnchanged, isGuarded }: Choices,
): INodeExecutionData[] {
	return decisions.flatMap(({ input, entries }) =>
		entries
			.filter(({ action }) => includeUnchanged || action !== 'noop')
			.map((entry): INodeExecutionData => {
				const plan = {
					...markFor(input),
					...(isOnlyIfSuspended(entry) && { onlyIfSuspended: true }),
				};
				const json: IDataObject = { ...withMail(context, entry, input), plan };
				if (isGuarded) json.guarded = true;
				// Of nobody: n8n would otherwise link it to whoever stands at its position.
				if (input === null) return { json, pairedItem: [] };
				const event = asText(context.getInputData()[input]?.json.event);
				if (event !== '') json.event = event;
				return { json, pairedItem: { item: input } };
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
	const { group, people, madeEmail } = entry;
	return {
		action,
		reason,
		...(message !== undefined && { message }),
		...(madeEmail !== undefined && { made_email: madeEmail }),
		person: person && { ...person },
		user: user && { ...user },
		changes: changes.map((change) => ({ ...change })),
		effectiveAt,
		...(group !== undefined && { group }),
		...(people && { people: people.map((one) => ({ ...one })) }),
		...(conflict && { conflict, users: (users ?? []).map((one) => ({ ...one })) }),
	};
}

/** A plan in numbers. */
export function summaryOf(
	plan: Plan,
	alarms: Alarm[],
	later?: Later,
	idle: readonly string[] = [],
): IDataObject {
	const { decisions, people, activeLinked, matched, absence } = plan;
	const told = toldOfAll(plan, later, idle);
	const entries = decisions.flatMap((decision) => decision.entries);
	const reasons = entries.map(({ action, reason }) => ({ key: `${action}.${reason}` }));
	return {
		action: 'summary',
		...(told.length > 0 && { message: told.join(' ') }),
		counts: Object.fromEntries(counted(asItems(entries), 'action')),
		reasons: Object.fromEntries(counted(reasons, 'key')),
		people,
		active_linked_users: activeLinked,
		matched_users: matched.users.size,
		...(plan.outOfScope > 0 && { out_of_scope: plan.outOfScope }),
		...(later && { later: later.changes, later_suspensions: later.suspensions }),
		orphans_looked_for: absence === 'lookedFor',
		guard: alarms.map((alarm) => alarm.kind),
	};
}

/**
 * Somebody loses the access or an email, and nobody was asked who else has the email: the user could
 * be theirs by now.
 */
export function witnessHint({ lacksWitnesses }: Plan): NodeExecutionHint | undefined {
	if (!lacksWitnesses) return undefined;
	return {
		message:
			"Somebody loses access or gets another email, and 'Only a Witness' names nobody else. Ask the source first who else has the email that the user has now, as the template does.",
		type: 'warning',
		location: 'outputPane',
	};
}

/** What the whole plan leaves undone: whoever is missing, what begins later, and choices that do nothing. */
export function notDoneAtAll(
	plan: Plan,
	later: Later | undefined,
	idle: readonly string[],
): NodeExecutionHint[] {
	const messages = toldOfAll(plan, later, idle);
	return messages.map((message) => ({ message, type: 'warning', location: 'outputPane' }));
}

function toldOfAll(plan: Plan, later: Later | undefined, idle: readonly string[]): string[] {
	const told = [notLookedFor(plan), leftForLater(later)];
	return [...told.flatMap((one) => one ?? []), ...idle];
}

function leftForLater(later?: Later): string | undefined {
	if (!later || later.changes === 0) return undefined;
	const { changes, suspensions } = later;
	const access = suspensions > 0 ? `, of which ${suspensions} would take access` : '';
	return `'Begin With' holds back ${changes} changes${access}. Empty it to plan for everybody.`;
}

function notLookedFor({ absence }: Plan): string | undefined {
	if (typeof absence !== 'object') return undefined;
	const { what, advice } = gapInWords(absence);
	return `Linked users without a person were not looked for, because the list is not known to be everybody: ${what}. ${advice}`;
}

/** A plan in numbers beside the output, for the person in front of the editor. */
export function planHint({ decisions, people }: Plan, alarms: Alarm[]): NodeExecutionHint {
	const items = asItems(decisions.flatMap(({ entries }) => entries));
	const parts = counted(items, 'action').map(([action, count]) => {
		const reasons = counted(
			items.filter((item) => item.action === action),
			'reason',
		);
		const isTold = action === 'skip' || action === 'conflict';
		return `${count} ${action.replaceAll('_', ' ')}${isTold ? inBrackets(reasons) : ''}`;
	});
	const isWarning =
		alarms.length > 0 || items.some(({ action }) => action === 'skip' || action === 'conflict');
	const told = parts.length > 0 ? parts.join(', ') : 'nothing to plan';
	return {
		message: [
			cut(`${alarms.length > 0 ? 'Guarded. ' : ''}${people} people: ${told}`),
			...undatedInWords(alarms),
		].join(' '),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}

function asItems(entries: ReadonlyArray<{ action: string; reason: string }>): IDataObject[] {
	return entries.map(({ action, reason }) => ({ action, reason }));
}
