/** The parameters of the nodes by the names that Factorial has for what they hold. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
	effective_on: 'Effective On or Before',
	emails: 'Emails',
	employee_ids: 'Employee IDs',
	only_active: 'Only Active',
	subscription_type: 'Trigger On',
	updated_since: 'Updated Since',
	updated_until: 'Updated Until',
};
