import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/guards';
import { shapedEmployee } from '../employee/shape';
import type { Shape } from '../employee/shape';
import { workEmail } from '../employee/workEmail';
import type { WorkEmailSource } from '../employee/workEmail';
import { payloadKind } from './events';
import type { EventType } from './events';
import { shapedOriginal } from './shape';

export interface Delivered {
	event: EventType;
	/** one record that Factorial sent */
	payload: IDataObject;
	/** whom it is about */
	employeeId: string;
	/** as read again; nothing when not found or not asked for */
	employee?: IDataObject;
}

export interface ItemChoices extends Shape {
	reread: boolean;
	workEmailSource: WorkEmailSource;
}

/** Whom a record is about: an employee is itself, anything else names one. */
export function employeeIdOf(event: EventType, payload: IDataObject): string {
	return asText(payloadKind(event) === 'employee' ? payload.id : payload.employee_id);
}

/**
 * What the workflow gets for one record: the employee's fields flat, the original under its key.
 *
 * Somebody who was to be read again and was not found leaves with the ID alone. Otherwise a forged
 * delivery about nobody could name the email or the last day of somebody else.
 */
export function itemOf(delivered: Delivered, choices: ItemChoices): IDataObject {
	const { event, payload, employeeId } = delivered;
	const kind = payloadKind(event);
	const isMissing = choices.reread && !delivered.employee;
	const isSent = kind === 'employee' && !choices.reread;
	const employee = delivered.employee ?? (isSent ? payload : undefined);
	const original =
		kind === 'employee' ? shapedEmployee(payload, choices) : shapedOriginal(payload, kind, choices);
	return {
		event,
		...(employee
			? {
					...shapedEmployee(employee, choices),
					work_email: workEmail(employee, choices.workEmailSource),
				}
			: { id: employeeId }),
		...((kind !== 'employee' || isMissing) && { [kind]: original }),
		...(isMissing && { reread: 'not_found' }),
	};
}
