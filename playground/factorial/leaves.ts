import { aLeave } from './builders';
import type { Office } from './office';
import { flag, one, within } from './query';
import { fullName } from './state';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';
import type { Leave, LeaveType } from './types';

/** Leaves that a list request asks for; what was deleted only where it is asked for. */
export function filterLeaves(
	state: FactorialState,
	query: URLSearchParams,
	switches: FactorialSwitches,
): Leave[] {
	const approved = flag(query, 'approved');
	const workable = flag(query, 'type_is_workable');
	const payable = flag(query, 'type_is_payable');
	const typeOf = ({ leave_type_id: id }: Leave) => state.leaveTypes.find((type) => type.id === id);
	return state.leaves.filter(
		(leave) =>
			within(query, 'ids[]', leave.id) &&
			within(query, 'employee_ids[]', leave.employee_id) &&
			within(query, 'leave_type_id[]', leave.leave_type_id) &&
			(flag(query, 'include_deleted_leaves') === true || leave.deleted_at === null) &&
			(approved === undefined || (leave.approved === true) === approved) &&
			(workable === undefined || typeOf(leave)?.workable === workable) &&
			(payable === undefined || typeOf(leave)?.payable === payable) &&
			isBetween(leave, one(query, 'from'), one(query, 'to'), switches),
	);
}

function isBetween(
	{ start_on: start, finish_on: finish }: Leave,
	from = '',
	to = '9999-12-31',
	{ leaveDays }: FactorialSwitches,
): boolean {
	if (leaveDays === 'start') return start >= from && start <= to;
	const isEndless = finish === null;
	if (isEndless && from !== '' && leaveDays === 'withoutEndless') return false;
	return start <= to && (isEndless || finish >= from);
}

/** A leave as the API answers it. */
export function describeLeave(
	state: FactorialState,
	leave: Leave,
	{ unneededApproval }: FactorialSwitches,
): object {
	const type = state.leaveTypes.find(({ id }) => id === leave.leave_type_id);
	const person = state.people.find(({ id }) => id === leave.employee_id);
	const isNeeded = type?.approval_required !== false;
	return {
		...leave,
		approved: isNeeded || leave.approved !== true ? leave.approved : unneededApproval,
		leave_type_name: type?.name ?? null,
		employee_full_name: person ? fullName(person) : null,
	};
}

export function filterLeaveTypes(state: FactorialState, query: URLSearchParams): LeaveType[] {
	const isAs = (name: string, value: boolean) => [undefined, value].includes(flag(query, name));
	return state.leaveTypes.filter(
		(type) =>
			within(query, 'ids[]', type.id) &&
			within(query, 'leave_type_id', type.id) &&
			within(query, 'company_ids[]', type.company_id) &&
			within(query, 'identifier', type.identifier) &&
			isAs('active', type.active) &&
			isAs('payable', type.payable) &&
			isAs('allow_endless', type.allow_endless),
	);
}

/** HR enters a leave that is approved at once; nothing here goes by its event. */
export function grantLeave({ state, clock }: Office, given: Parameters<typeof aLeave>[0]): Leave {
	if (!state.people.some(({ id }) => id === given.employee_id)) {
		throw new Error(`There is no employee ${given.employee_id}`);
	}
	const now = clock.now().toISOString();
	const dated = { id: state.ids.take(), created_at: now, updated_at: now };
	return { ...state.insert(state.leaves, aLeave({ ...dated, ...given })) };
}
