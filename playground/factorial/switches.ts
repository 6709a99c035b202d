/**
 * Where nobody outside Factorial knows how the real API behaves, each plausible way is a switch.
 * The defaults are what is most likely; all can be changed while the simulator runs.
 */
export interface FactorialSwitches {
	/**
	 * `fields`: `{errors:{field:[text]}}`; `list`: the 2027 shape; `message`: one plain text;
	 * `exception`: `{errors:{exception:[text]}}`; `nested`: `{errors:{errors:{field:[text]}}}`.
	 */
	errorShape: 'fields' | 'list' | 'message' | 'exception' | 'nested';
	/** DELETE of a subscription: 200 with what was deleted, or 204 without a body. */
	deleteAnswer: 200 | 204;
	/** A new hire's event carries null emails although the record already has them. */
	nullEmailsInCreatePayload: boolean;
	/** An update of nothing but emails raises no event: the update action has no such fields. */
	quietEmails: boolean;
	/** A last day that is moved or taken back before it has come raises no event. */
	quietLastDays: boolean;
	/** `is_terminating` becomes false once the last day is over; leavers have been seen to keep it. */
	isTerminatingEnds: boolean;
	/** Put before the number in the id of every new record. */
	idPrefix: string;
	/** Events about contracts, promotions and team members carry no `id` of their own. */
	payloadsWithoutId: boolean;
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
	/** Subscriptions that are switched off are listed only when they are asked for (`enabled=false`). */
	disabledUnlisted: boolean;
	/** A version of the API that a subscription cannot be given any more; empty for none. */
	expiredVersion: string;
	/** What comes of an empty challenge in a change: it is stored, refused, or the former one stays. */
	emptyChallenge: 'taken' | 'refused' | 'ignored';
	/** The key may not touch webhook subscriptions. */
	subscriptionsForbidden: boolean;
	/** The OAuth2 token of a person may not touch them either; that of the company may. */
	personsMayNotSubscribe: boolean;
	/** The API key is one person's, not the company's. */
	personsKey: boolean;
	/** What a person has subscribed to is delivered only for that person and those they manage. */
	personsGetTheirShare: boolean;
	/** An empty list is answered as `{"errors":null}` without `data`. */
	emptyErrorsList: boolean;
	/** Reading one employee by id answers 404 although the list has them. */
	getByIdMissing: boolean;
	/** Every page claims that there is another one, and its cursor leads back to itself. */
	repeatedCursor: boolean;
	/** So many people at the end of the list are left out without a word; its total still counts them. */
	lostPeople: number;
	/** A value of a custom field stands in the property of its kind, in the one for all kinds, or in both. */
	customValuesIn: 'both' | 'common' | 'own';
	/** By what the value of a choice names the option. */
	choicesAs: 'value' | 'id' | 'label';
	/** Several choices are a list, or one text. */
	severalChoicesAs: 'list' | 'text';
	/** The filters of the values of custom fields are ignored. */
	customFiltersIgnored: boolean;
	/** `from` asks for leaves that hold then or later, those that begin then or later, or leaves out what has no end. */
	leaveDays: 'overlap' | 'start' | 'withoutEndless';
	/** What `approved` is of a leave whose kind nobody has to approve. */
	unneededApproval: true | null;
	/** An event about several records is one delivery with an array, not one delivery each. */
	bulkPayloadAsArray: boolean;
}

export const DEFAULT_SWITCHES: FactorialSwitches = {
	errorShape: 'fields',
	deleteAnswer: 200,
	nullEmailsInCreatePayload: true,
	quietEmails: false,
	quietLastDays: false,
	isTerminatingEnds: false,
	idPrefix: '',
	payloadsWithoutId: false,
	dropQuery: false,
	duplicateDeliveries: false,
	outOfOrder: false,
	subscriptionOverwrite: false,
	takenButNotListed: false,
	disabledUnlisted: false,
	expiredVersion: '',
	emptyChallenge: 'taken',
	subscriptionsForbidden: false,
	personsMayNotSubscribe: true,
	personsKey: false,
	personsGetTheirShare: true,
	emptyErrorsList: false,
	getByIdMissing: false,
	repeatedCursor: false,
	lostPeople: 0,
	customValuesIn: 'both',
	choicesAs: 'value',
	severalChoicesAs: 'list',
	customFiltersIgnored: false,
	leaveDays: 'overlap',
	unneededApproval: true,
	bulkPayloadAsArray: false,
};
