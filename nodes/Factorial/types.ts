/** Wire shapes of Factorial (2026-07-01 on), reduced to what is read or written here. */

/** https://apidoc.factorialhr.com/reference, employees */
export interface Employee {
	id: string;
	first_name: string;
	last_name: string;
	full_name: string;
	email?: string | null;
	login_email?: string | null;
	personal_email?: string | null;
	active?: boolean | null;
	terminated_on?: string | null;
}

/** https://apidoc.factorialhr.com/docs/manage-webhooks */
export interface WebhookSubscription {
	id: string;
	/** the event; requests call it `subscription_type` */
	type: string;
	target_url: string;
	company_id: string;
	enabled: boolean;
	api_version: string;
	name?: string | null;
	challenge?: string | null;
}
