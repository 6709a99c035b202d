import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/guards';
import { payloadKind } from './events';
import type { EventType } from './events';
import { shapedEmployee, shapedOriginal } from './shape';
import type { Shape } from './shape';
import { workEmail } from './workEmail';
import type { WorkEmailSource } from './workEmail';

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

/** What the workflow gets for one record: the employee's fields flat, the original under its key. */
export function itemOf(delivered: Delivered, choices: ItemChoices): IDataObject {
	const { event, payload, employeeId } = delivered;
	const kind = payloadKind(event);
	const employee = delivered.employee ?? (kind === 'employee' ? payload : undefined);
	return {
		event,
		...(employee
			? {
					...shapedEmployee(employee, choices),
					work_email: workEmail(employee, choices.workEmailSource),
				}
			: { id: employeeId }),
		...(kind !== 'employee' && { [kind]: shapedOriginal(payload, kind, choices) }),
		...(choices.reread && !delivered.employee && { reread: 'not_found' }),
	};
}
