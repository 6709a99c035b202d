import type { IExecuteFunctions } from 'n8n-workflow';

import type { Sought, Target } from '../../directory/find';
import { leavingOf } from '../../sync/access';
import { readPerson } from '../../sync/person';
import type { Skip } from '../../sync/conflicts';
import { sameEmail } from '../../sync/users';

/** A person who is named by an item that is about them. */
export interface Named extends Sought {
	/** something of what the item says cannot be read */
	problem?: Skip<string>;
}

/**
 * What the item says about the person whom a reference names: only if it is an item about them. Whoever
 * is to lose the access at once has left as soon as there is a last day, as in a plan.
 */
export function personOf(
	context: IExecuteFunctions,
	item: number,
	{ ref, fallbackEmail }: Pick<Target, 'ref' | 'fallbackEmail'>,
	{ isOver = false, timeOfDay = '23:59', timeZone = context.getTimezone() }: Partial<End> = {},
): Named | undefined {
	const json = context.getInputData()[item]?.json ?? {};
	const read = readPerson(
		{
			...{ employeeId: json.id ?? json.employee_id ?? json.employeeId, email: json.work_email },
			...{ firstName: json.first_name, lastName: json.last_name },
			...{ active: json.active, lastDay: json.terminated_on },
			...{ firstDay: null, manager: null, username: null },
			...{ attributes: [], groups: { in: [], out: [] } },
		},
		{
			...{ link: { kind: 'none' }, suspensionTime: timeOfDay, activationTime: '08:00', timeZone },
			needsFirstDay: false,
		},
	);
	const { employeeId, email, firstName, lastName, active, problem } = read;
	const isAbout =
		ref.by === 'email'
			? sameEmail(email, ref.value)
			: ref.by === 'employeeIdentifier' &&
				(employeeId === ref.value || sameEmail(email, fallbackEmail));
	if (!isAbout) return undefined;
	const leaving = leavingOf(read, { leavers: isOver ? 'now' : 'lastDay', now: new Date() });
	return {
		...{ employeeId, email, firstName, lastName },
		...{ stays: leaving.kind !== 'now', isInactive: active === false },
		problem: problem?.stops === 'everything' ? problem : undefined,
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
