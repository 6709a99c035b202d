import type { ConflictKind } from '../../../nodes/JumpCloud/sync/conflicts';
import type { PlanReason } from '../../../nodes/JumpCloud/sync/planned';
import { reasonInWords } from '../../../playground/reconcile/reasons';

/** All that the page can show; the compiler minds that none is forgotten. */
const SHOWN: Record<ConflictKind | Exclude<PlanReason, 'in_step' | 'witness'>, true> = {
	joiner: true,
	mover: true,
	adopted: true,
	relinked: true,
	terminated: true,
	inactive: true,
	contract_ended: true,
	on_leave: true,
	leave_over: true,
	unclear_leave: true,
	absent: true,
	last_day: true,
	first_day: true,
	rehired: true,
	not_leaving: true,
	not_joining: true,
	too_early: true,
	would_return: true,
	deleted_after: true,
	not_deleted: true,
	orphan: true,
	unknown_schedule: true,
	missing_first_day: true,
	missing_username: true,
	missing_group: true,
	unmatched_group: true,
	group_name_ambiguous: true,
	later: true,
	invalid_mail_address: true,
	missing_work_email: true,
	not_a_work_email: true,
	invalid_email: true,
	email_too_long: true,
	missing_employee_id: true,
	unsafe_employee_id: true,
	invalid_employee_id: true,
	employee_id_too_long: true,
	unknown_active: true,
	unknown_witness: true,
	unclear_setting: true,
	invalid_date: true,
	conflict: true,
	link_doubtful: true,
	name_differs: true,
	possibly_somebody_else: true,
	user_not_found: true,
	employee_not_found: true,
	not_read: true,
	suspended: true,
	foreign_suspension: true,
	automated_group: true,
	protected: true,
	out_of_scope: true,
	unclear_scope: true,
	unreadable_value: true,
	several_linked: true,
	several_emails: true,
	email_in_use: true,
	linked_to_other_employee: true,
	employee_twice: true,
	email_of_several_people: true,
	username_taken: true,
	several_people: true,
	unlinked_user: true,
};

describe('the reasons of a plan, as the playground tells them', () => {
	it.each(Object.keys(SHOWN))('has words for %s', (reason) => {
		expect(reasonInWords(reason)).toMatch(/^\p{Lu}\p{L}*(?: [^_]+)$/u);
	});

	it('tells one that it does not know as it is', () => {
		expect(reasonInWords('brand_new')).toBe('brand new');
	});
});
