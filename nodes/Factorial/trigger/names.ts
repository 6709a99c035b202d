const LONGEST_NAME = 100;
const LONGEST_MARK = 255;
const MARK = 'n8n test, belongs to ';

export interface WorkflowName {
	id?: string;
	name?: string;
}

/** What a subscription is called in Factorial, so that a person sees where it comes from. */
export function subscriptionName({ id = '', name = '' }: WorkflowName, isTest = false): string {
	const [start, end] = [isTest ? 'n8n test of' : 'n8n', `(${id})`];
	const room = LONGEST_NAME - start.length - end.length - 2;
	return [start, name.slice(0, room).trim(), end].filter(Boolean).join(' ');
}

/**
 * The name of a subscription that a test run has borrowed. It says to which address it belongs: when
 * n8n dies meanwhile, this is all that is left to give it back by.
 */
export function borrowedName(ownerAddress: string, otherwise: string): string {
	const name = MARK + ownerAddress;
	// A cut address would send deliveries to the wrong place.
	return name.length <= LONGEST_MARK ? name : otherwise;
}

/** The address to which a borrowed subscription belongs, or nothing when it is not borrowed. */
export function ownerAddress(name: string | null | undefined): string | undefined {
	if (!name?.startsWith(MARK)) return undefined;
	const address = name.slice(MARK.length);
	return URL.canParse(address) ? address : undefined;
}

/** Whether a subscription is called as a trigger of this package calls its own. */
export function isOwnName(name: string | null | undefined): boolean {
	return /^n8n( |$)/.test(name ?? '') && ownerAddress(name) === undefined;
}

/** Whether it was made while listening for a test event. */
export function isTestName(name: string | null | undefined): boolean {
	return /^n8n test of /.test(name ?? '');
}
