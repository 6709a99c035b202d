import type { WebhookSubscription } from '../transport/subscriptions';
import { hostOf, isHere, isTriggerOf, isTwin } from './address';
import type { Place } from './address';
import { isEventType } from './events';
import type { EventType } from './events';
import { markOf, n8nMark } from './memory';
import type { Identity, Memory } from './memory';

const LONGEST_NAME = 100;
const LONGEST_MARK = 255;
const MARK = '[0-9a-f]{6}-[0-9a-f]{10}';
const MARKED = new RegExp(`^n8n .*[( ](${MARK})( test)?\\)$`, 's');
/** From before there were marks: the workflow's id alone, or nothing after a test had given it back. */
const UNMARKED = /^n8n( .*\((\S+)\))?$/s;
const TITLE = /^n8n (?:test of )?(.*)\(([^()]*)\)$/s;
const IS_MARK = new RegExp(`^${MARK}$`);
const BORROWED = 'n8n test, belongs to ';
const LOAN = new RegExp(`^${BORROWED}(\\S+)(?: \\((${MARK})(?: from (${MARK}|others))?\\))?$`);

/**
 * What a subscription is called in Factorial, so that a person sees where it comes from. That it is a
 * test's is said at the end, too: a workflow may itself be called "test of …".
 */
export function subscriptionName(identity: Identity, isTest = false): string {
	const { id = '', name = '' } = identity.workflow;
	const start = isTest ? 'n8n test of' : 'n8n';
	const end = `(${[id, markOf(identity), isTest && 'test'].filter(Boolean).join(' ')})`;
	const room = LONGEST_NAME - start.length - end.length - 2;
	return [start, name.slice(0, Math.max(0, room)).trim(), end].filter(Boolean).join(' ');
}

/**
 * The name of a subscription that a test run has borrowed. It says from which address and from whom:
 * when n8n dies meanwhile, this is all that is left to give it back by. Nothing where the address cannot
 * be read from a name again, as one that is too long: such a one cannot be borrowed.
 */
export function borrowedName(borrower: Identity, lender: WebhookSubscription): string | undefined {
	const [mine, theirs] = [markOf(borrower), carriers(lender).holder];
	const whose = theirs === mine ? mine : `${mine} from ${theirs ?? 'others'}`;
	const name = `${BORROWED}${lender.target_url} (${whose})`;
	// A cut address would send deliveries to the wrong place.
	const isNoted = name.length <= LONGEST_MARK && lenderOf({ name }) === lender.target_url;
	return isNoted ? name : undefined;
}

type Named = Pick<WebhookSubscription, 'name'>;

/** The triggers that a name carries: who holds the subscription, and whom it was borrowed from. */
export function carriers({ name }: Named): { holder?: string; lender?: string } {
	const [, , holder, lender] = LOAN.exec(name ?? '') ?? [];
	if (holder !== undefined) return { holder, lender: lender ?? holder };
	return { holder: MARKED.exec(name ?? '')?.[1] };
}

/** The address from which a test run has borrowed a subscription; nothing of one that is not. */
export function lenderOf({ name }: Named): string | undefined {
	const [, address = ''] = LOAN.exec(name ?? '') ?? [];
	return URL.canParse(address) ? address : undefined;
}

/** What has made a subscription, by its name: a trigger of this package, its test run, or neither. */
export function makerOf(subscription: Named): 'testRun' | 'trigger' | undefined {
	const name = subscription.name ?? '';
	if (lenderOf(subscription) !== undefined) return undefined;
	const [, mark, test] = MARKED.exec(name) ?? [];
	if (mark !== undefined) return test === undefined ? 'trigger' : 'testRun';
	if (!UNMARKED.test(name)) return undefined;
	return name.startsWith('n8n test of ') ? 'testRun' : 'trigger';
}

/** What a subscription that was borrowed is called again, as far as its name still tells. */
export function givenBackName(subscription: WebhookSubscription, lender: string): string {
	const { lender: mark } = carriers(subscription);
	return mark === undefined || mark === 'others' ? hostOf(lender) : `n8n (${mark})`;
}

/**
 * - `own`: made by this trigger, in production or in a test
 * - `borrowed`: held by a test run, and that run or the lender is this trigger
 * - `foreign`: anything else
 */
type Whose = 'own' | 'borrowed' | 'foreign';

/** A whole n8n as it looks at the subscriptions of the company. */
export interface N8n {
	instanceId: string;
	/** nothing when this process knows no address at which n8n can be reached */
	place?: Place;
}

/**
 * Whether a subscription is of a trigger of this n8n: it was made by one, or borrowed by or from one.
 * Names from before there were marks count where a webhook of this n8n gets the deliveries.
 */
export function isOfN8n(subscription: WebhookSubscription, { instanceId, place }: N8n): boolean {
	const { holder, lender } = carriers(subscription);
	const isMarked = (mark?: string) => mark?.startsWith(`${n8nMark(instanceId)}-`) === true;
	if (holder !== undefined) return isMarked(holder) || isMarked(lender);

	const from = lenderOf(subscription);
	if (place === undefined || (from === undefined && !makerOf(subscription))) return false;
	const arrives = (address?: string) => address !== undefined && isTriggerOf(place, address);
	return arrives(subscription.target_url) || arrives(from);
}

/**
 * The workflow that a name tells people of, for those of this n8n: its name, maybe cut, and its ID. What
 * is on loan to a test, or from before names told so, may tell neither.
 */
export function workflowNamedIn({ name }: Named): { title: string; id: string } {
	const [, title = '', inBrackets = ''] = TITLE.exec(name ?? '') ?? [];
	const [id = ''] = inBrackets.split(' ').filter((word) => word !== 'test' && !IS_MARK.test(word));
	return { title: title.trim(), id };
}

/** A trigger as it looks at the subscriptions of the company. */
export interface Viewer {
	memory: Memory;
	place: Place;
	identity: Identity;
	/** of the API, in which its subscriptions have to deliver */
	version: string;
}

/**
 * Whose a subscription is, seen from a trigger. It is the trigger's when its name carries n8n, workflow
 * and node, wherever it leads. One whose name carries another trigger is that one's, whatever else
 * speaks for this one: a copy may know the challenges of its original. Otherwise it is the trigger's
 * when its challenge is. The address alone proves nothing: a copy of the workflow, or another n8n behind
 * the same host, can have the same. But one that was given another name and leads to where this trigger
 * has never been is somebody else's now, though they have left the challenge as it was.
 */
export function whose(subscription: WebhookSubscription, viewer: Viewer): Whose {
	const isOurs =
		isMarked(subscription, viewer) ||
		(!isMarkedByAnother(subscription, viewer) &&
			(isProven(subscription, viewer) || hasOldName(subscription, viewer)) &&
			isKnownThere(subscription, viewer));
	if (!isOurs) return 'foreign';
	return lenderOf(subscription) === undefined ? 'own' : 'borrowed';
}

/**
 * Where one of this trigger leads that it knows nothing of: somebody has pointed it there, or the
 * address of n8n was changed and its memory lost. Nothing where all is well.
 */
export function strayedTo(subscription: WebhookSubscription, viewer: Viewer): string | undefined {
	const isOurs = whose(subscription, viewer) !== 'foreign';
	const { target_url: target } = subscription;
	return isOurs && !isKnownThere(subscription, viewer) ? hostOf(target) : undefined;
}

/**
 * Whether one that counts as somebody else's has the challenge of this trigger and no other trigger in
 * its name: it was pointed elsewhere and renamed, or is from before names and memory said whose they are.
 */
export function isDoubtful(subscription: WebhookSubscription, viewer: Viewer): boolean {
	return (
		whose(subscription, viewer) === 'foreign' &&
		isProven(subscription, viewer) &&
		!isMarkedByAnother(subscription, viewer)
	);
}

/** Whether a name carries this n8n, workflow and node. */
function isMarked(subscription: WebhookSubscription, { identity }: Viewer): boolean {
	const { holder, lender } = carriers(subscription);
	const mark = markOf(identity);
	return holder === mark || lender === mark;
}

/** The workflow that a name from before there were marks carries; nothing where it carries none. */
function workflowIn(subscription: WebhookSubscription): string | undefined {
	const isOld = carriers(subscription).holder === undefined && makerOf(subscription);
	return isOld ? UNMARKED.exec(subscription.name ?? '')?.[2] : undefined;
}

/** Whether a name carries this workflow; before there were marks that was all. */
function hasOldName(subscription: WebhookSubscription, { identity }: Viewer): boolean {
	const workflow = workflowIn(subscription);
	return workflow !== undefined && workflow === identity.workflow.id;
}

/** Whether a name carries another trigger, or, in the old form, another workflow. */
function isMarkedByAnother(subscription: WebhookSubscription, viewer: Viewer): boolean {
	if (carriers(subscription).holder !== undefined) return !isMarked(subscription, viewer);
	return workflowIn(subscription) !== undefined && !hasOldName(subscription, viewer);
}

function isProven({ type, challenge }: WebhookSubscription, { memory }: Viewer): boolean {
	return isEventType(type) && memory.isChallenge(type, challenge);
}

/** Whether a subscription leads, or did before it was borrowed, to where this trigger is or has been. */
function isKnownThere(subscription: WebhookSubscription, viewer: Viewer): boolean {
	const { memory, place } = viewer;
	const lender = lenderOf(subscription);
	const wasHere = (address: string) =>
		isHere(place, address) || isTwin(place, address) || memory.hasBeenAt(address);
	if (wasHere(subscription.target_url) || (lender !== undefined && wasHere(lender))) return true;
	// What was set up before addresses were remembered may be anywhere. That it is this trigger's has to
	// be in its name: before, memory said nothing of whose it is, and a copy of it proves as much.
	return (
		isMarked(subscription, viewer) && isProven(subscription, viewer) && !memory.remembersAddresses()
	);
}

/**
 * How a subscription was before a test run borrowed it, from memory or, when that is lost, from its
 * name; nothing when it is not borrowed, or borrowed from the one who looks.
 */
export function beforeLoan(
	{ memory, place, identity }: Viewer,
	subscription: WebhookSubscription,
): WebhookSubscription | undefined {
	const { type, id } = subscription;
	const loan = isEventType(type) ? memory.loan(type) : undefined;
	if (loan?.id === id) return loan;

	const lender = lenderOf(subscription);
	if (lender === undefined || isHere(place, lender) || memory.hasBeenAt(lender)) return undefined;
	const isOwn = carriers(subscription).lender === markOf(identity);
	const name = isOwn ? subscriptionName(identity) : givenBackName(subscription, lender);
	return { ...subscription, target_url: lender, name };
}

export interface Held {
	event: EventType;
	subscription: WebhookSubscription;
}

/** What has to happen so that each wanted event has one good subscription of our own. */
export interface Plan {
	keep: Held[];
	/** own, but elsewhere, switched off, with another challenge or version, or lent to a test run */
	heal: Held[];
	/** nobody has one */
	create: EventType[];
	/** own, but not wanted or one too many; what is only borrowed has to be given back instead */
	remove: WebhookSubscription[];
	/** of others; what a test run has borrowed from them as it was before */
	foreign: Held[];
}

/** Compares what Factorial lists with what is wanted; changes nothing. */
export function planSubscriptions(
	listed: WebhookSubscription[],
	wanted: readonly EventType[],
	viewer: Viewer,
): Plan {
	const plan: Plan = { keep: [], heal: [], create: [], remove: [], foreign: [] };
	for (const event of wanted) {
		const held = listed.filter(({ type }) => type === event);
		const own = ownAmong(held, viewer);
		const kept = own.filter((one) => !lentByOthers(one, viewer));
		const [[one, ...spare], [other]] = [kept, held];
		if (one) plan[isGood(one, event, viewer) ? 'keep' : 'heal'].push({ event, subscription: one });
		else if (other)
			plan.foreign.push({ event, subscription: lentByOthers(other, viewer) ?? other });
		else plan.create.push(event);
		plan.remove.push(...spare, ...own.filter((some) => lentByOthers(some, viewer)));
	}
	const unwanted = listed.filter(({ type }) => !wanted.some((event) => event === type));
	plan.remove.push(...ownAmong(unwanted, viewer));
	return plan;
}

/** Those of one trigger, whichever address they are at; those that deliver here first. */
function ownAmong(subscriptions: WebhookSubscription[], viewer: Viewer): WebhookSubscription[] {
	const own = subscriptions.filter((one) => whose(one, viewer) !== 'foreign');
	const here = own.filter(({ target_url: url }) => isHere(viewer.place, url));
	return [...here, ...own.filter((one) => !here.includes(one))];
}

/** What a test run of this trigger has left that belongs to somebody else, as it was before. */
function lentByOthers(
	subscription: WebhookSubscription,
	viewer: Viewer,
): WebhookSubscription | undefined {
	const isHeldHere = isHere(viewer.place, subscription.target_url);
	if (isHeldHere || whose(subscription, viewer) !== 'borrowed') return undefined;
	const before = beforeLoan(viewer, subscription);
	// Borrowed from this trigger itself, at an address that n8n had before.
	const isOwn = carriers(subscription).lender === markOf(viewer.identity);
	return before && isOwn && !isTwin(viewer.place, before.target_url) ? undefined : before;
}

function isGood(subscription: WebhookSubscription, event: EventType, viewer: Viewer): boolean {
	return (
		isHere(viewer.place, subscription.target_url) &&
		subscription.enabled &&
		viewer.memory.isChallenge(event, subscription.challenge) &&
		subscription.api_version === viewer.version
	);
}
