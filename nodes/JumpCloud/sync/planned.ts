import type { ConflictKind, DirectoryUser, Identity } from './match';
import type { SkipReason } from './person';

/** What a plan says about a person or a user; the words stay so that workflows can branch on them. */
export type PlannedAction =
	| 'create'
	| 'update'
	| 'activate'
	| 'schedule'
	| 'suspend'
	| 'unsuspend'
	| 'cancel_schedule'
	| 'noop'
	| 'skip'
	| 'conflict';

/** Actions that write; the others only say something. */
export const WRITING_ACTIONS: ReadonlySet<string> = new Set<PlannedAction>([
	'create',
	'update',
	'activate',
	'schedule',
	'suspend',
	'unsuspend',
	'cancel_schedule',
]);

/** Why something is planned. */
export type PlanReason =
	| 'joiner'
	| 'mover'
	| 'adopted'
	| 'terminated'
	| 'inactive'
	| 'absent'
	| 'last_day'
	| 'first_day'
	| 'rehired'
	| 'not_leaving'
	| 'would_return'
	| 'in_step'
	| 'orphan'
	| 'unsafe_employee_id'
	| 'invalid_date'
	| 'missing_first_day'
	| 'missing_username'
	| 'foreign_suspension'
	| 'invalid_mail_address'
	| SkipReason;

/** Conflicts among the people themselves, besides those with users. */
export type PeopleConflict =
	| 'employee_twice'
	| 'email_of_several_people'
	| 'username_taken'
	| 'several_people';

/** One difference: what is there, and what should be. `null` stands for nothing. */
export interface FieldChange {
	/**
	 * A JumpCloud attribute, `attributes.NAME`, `phoneNumbers.TYPE`, `state`, `groups.NAME`,
	 * `scheduled.ACTIVATED` or `scheduled.SUSPENDED`
	 */
	field: string;
	from: string | boolean | null;
	to: string | boolean | null;
	/** of the group, or of the scheduled change that goes */
	id?: string;
}

/** Whom an entry is about, as the input has them. */
export interface PlannedPerson extends Identity {
	firstName: string;
	lastName: string;
}

/** The user of an entry, as JumpCloud had them when the plan was made. */
export interface PlannedUser {
	id: string;
	username: string;
	email: string;
	state: string;
	/** the employee to whom the user is linked */
	link: string | null;
}

/** One change, or one thing that a person has to look at. */
export interface PlanEntry {
	action: PlannedAction;
	reason: PlanReason;
	person: PlannedPerson | null;
	user: PlannedUser | null;
	changes: FieldChange[];
	/** when access changes, ISO 8601 in UTC; null when that is as soon as the plan is applied */
	effectiveAt: string | null;
	message?: string;
	conflict?: ConflictKind | PeopleConflict;
	/** those who collide */
	users?: DirectoryUser[];
}

/** All that comes of one input person, or of one user whom no person of the input has. */
export interface Decision {
	/** index of the person in the input; null for a user without one */
	input: number | null;
	entries: PlanEntry[];
}
