/**
 * Where nobody outside Factorial knows how the real API behaves, each plausible way is a switch.
 * The defaults are what is most likely; all can be changed while the simulator runs.
 */
export interface FactorialSwitches {
	/** `fields`: `{errors:{field:[text]}}`; `list`: the 2027 shape; `message`: one plain text. */
	errorShape: 'fields' | 'list' | 'message';
	/** DELETE of a subscription: 200 with what was deleted, or 204 without a body. */
	deleteAnswer: 200 | 204;
	/** A new hire's event carries null emails although the record already has them. */
	nullEmailsInCreatePayload: boolean;
	/** Deliveries go to `target_url` without its query string. */
	dropQuery: boolean;
	/** Every event is delivered twice. */
	duplicateDeliveries: boolean;
	/** Events raised shortly after one another arrive in reverse order. */
	outOfOrder: boolean;
	/** A second subscription for a type replaces the first instead of being refused. */
	subscriptionOverwrite: boolean;
	/** Another integration holds every event type, and its subscriptions are not listed. */
	takenButNotListed: boolean;
	/** A version of the API that a subscription cannot be given any more; empty for none. */
	expiredVersion: string;
	/** The key may not touch webhook subscriptions. */
	subscriptionsForbidden: boolean;
	/** The OAuth2 token of a person may not touch them either; that of the company may. */
	personsMayNotSubscribe: boolean;
	/** An empty list is answered as `{"errors":null}` without `data`. */
	emptyErrorsList: boolean;
	/** Reading one employee by id answers 404 although the list has them. */
	getByIdMissing: boolean;
	/** Every page claims that there is another one, and its cursor leads back to itself. */
	repeatedCursor: boolean;
	/** So many people at the end of the list are left out without a word; its total still counts them. */
	lostPeople: number;
	/** An event about several records is one delivery with an array, not one delivery each. */
	bulkPayloadAsArray: boolean;
}

export const DEFAULT_SWITCHES: FactorialSwitches = {
	errorShape: 'fields',
	deleteAnswer: 200,
	nullEmailsInCreatePayload: true,
	dropQuery: false,
	duplicateDeliveries: false,
	outOfOrder: false,
	subscriptionOverwrite: false,
	takenButNotListed: false,
	expiredVersion: '',
	subscriptionsForbidden: false,
	personsMayNotSubscribe: true,
	emptyErrorsList: false,
	getByIdMissing: false,
	repeatedCursor: false,
	lostPeople: 0,
	bulkPayloadAsArray: false,
};
