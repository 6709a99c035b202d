import type { IExecuteFunctions } from 'n8n-workflow';

import type { Sought, Taken, Target } from '../../directory/find';
import { leavingOf } from '../../sync/access';
import { readPerson } from '../../sync/person';
import type { Skip } from '../../sync/conflicts';
import { saidOf } from './result';

/** A person who is named by an item that is about them. */
export interface Named extends Sought {
	/** something of what the item says cannot be read */
	problem?: Skip<string>;
	/** the field by which alone the item is about them, where it can hold somebody else's email */
	doubtful?: string;
}

/**
 * What the item says about the person whom a reference names: only if it is an item about them. Whoever
 * is to lose the access at once has left as soon as there is a last day, as in a plan.
 */
export function personOf(
	context: IExecuteFunctions,
	item: number,
	reference: Pick<Target, 'ref' | 'fallbackEmail' | 'link'>,
	{ isOver = false, timeOfDay = '23:59', timeZone = context.getTimezone() }: Partial<End> = {},
): Named | undefined {
	const said = saidOf(context.getInputData()[item]?.json ?? {}, reference);
	if (!said) return undefined;
	const read = readPerson(
		{
			...said,
			...{ firstDay: null, manager: null, username: null },
			...{ attributes: [], groups: { in: [], out: [] } },
		},
		{
			...{ link: { kind: 'none' }, suspensionTime: timeOfDay, activationTime: '08:00', timeZone },
			needsFirstDay: false,
		},
	);
	const { employeeId, email, firstName, lastName, active, problem } = read;
	const leaving = leavingOf(read, { leavers: isOver ? 'now' : 'lastDay', now: new Date() });
	return {
		...{ employeeId, email, firstName, lastName },
		...{ stays: leaving.kind !== 'now', isInactive: active === false },
		problem: problem?.stops === 'everything' ? problem : undefined,
		doubtful: said.doubtful,
	};
}

/** When somebody loses the access. */
export interface End {
	/** at once, or for a time that is past */
	isOver: boolean;
	/** HH:mm, at which last days end */
	timeOfDay?: string;
	/** IANA name; that of the workflow unless told */
	timeZone?: string;
}

/** Whether an item that is about a person says that they do not work here. */
export function isGone(person: Named | undefined): boolean {
	return person !== undefined && (!person.stays || person.isInactive === true);
}

/** Where the item may only mention somebody's email, the conflict says so. */
export function withField(taken: Taken, { doubtful }: Partial<Named> = {}): Taken {
	if (doubtful === undefined) return taken;
	const told = `The item has this email in '${doubtful}'. If that is somebody else than the item is about, choose By ID, or take the ID and the names out of the item before this step.`;
	return { ...taken, message: `${taken.message} ${told}` };
}
