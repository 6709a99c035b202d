/**
 * The events that the simulated HR department can cause. Factorial knows more types, which can be
 * subscribed to as well; nothing ever happens for those here.
 */
export type FactorialEvent =
	| 'employees/employee/create_with_contract'
	| 'employees/employee/update'
	| 'employees/employee/terminate'
	| 'employees/employee/unterminate'
	| 'employees/employee/invite'
	| 'employees/employee/set_regular_access_start_date'
	| 'contracts/contract_version/create'
	| 'contracts/contract_version/update'
	| 'contracts/contract_version/delete'
	| 'contracts/contract_version_request/approve'
	| 'teams/membership/create'
	| 'teams/membership/update'
	| 'teams/membership/delete'
	| 'teams/membership/bulk_upsert';

/** Who did it, as far as the subscriber may know. */
export interface Author {
	id: string;
	type: 'employee' | 'company';
}

/** How an action of HR is announced. */
export interface Announcement {
	/** Sent along as headers; left out when absent. */
	author?: Author;
	/** The records change, but no event is raised: some ways into Factorial are suspected of that. */
	silent?: boolean;
	/** The event is raised and never arrives: it is listed among the deliveries as failed. */
	lost?: boolean;
}

/** Takes what happened to one or more records and sees to the deliveries. */
export type Raise = (
	type: FactorialEvent,
	resources: object[],
	announcement?: Announcement,
) => void;
