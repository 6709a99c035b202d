import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import type { FactorialSwitches } from './factorial/switches';
import type { JumpCloudSwitches } from './jumpcloud/switches';

/** For each switch the ways in which a service may be, while everybody can still do their work. */
type Answers<Switches> = { readonly [Name in keyof Switches]: ReadonlyArray<Switches[Name]> };

const EITHER = [false, true] as const;
/** On, it takes away what the work needs: a key without rights, lists without an end. */
const OFF = [false] as const;

const FACTORIAL: Answers<FactorialSwitches> = {
	errorShape: ['fields', 'list', 'message', 'exception', 'nested'],
	deleteAnswer: [200, 204],
	nullEmailsInCreatePayload: EITHER,
	quietEmails: EITHER,
	quietLastDays: EITHER,
	isTerminatingEnds: EITHER,
	idPrefix: ['', 'emp_'],
	payloadsWithoutId: EITHER,
	dropQuery: EITHER,
	duplicateDeliveries: EITHER,
	outOfOrder: EITHER,
	subscriptionOverwrite: EITHER,
	takenButNotListed: OFF,
	// The version that subscriptions of others have; without our own nothing can be published.
	disabledUnlisted: EITHER,
	expiredVersion: ['', '2026-04-01'],
	emptyChallenge: ['taken', 'refused', 'ignored'],
	subscriptionsForbidden: OFF,
	personsMayNotSubscribe: OFF,
	personsKey: EITHER,
	// With it, whoever has the key hears of few.
	personsGetTheirShare: OFF,
	emptyErrorsList: EITHER,
	getByIdMissing: EITHER,
	lostPeople: [0],
	repeatedCursor: OFF,
	customValuesIn: ['both', 'common', 'own'],
	choicesAs: ['value', 'id', 'label'],
	severalChoicesAs: ['list', 'text'],
	customFiltersIgnored: EITHER,
	leaveDays: ['overlap', 'start', 'withoutEndless'],
	unneededApproval: [true, null],
	bulkPayloadAsArray: EITHER,
};

const JUMPCLOUD: Answers<JumpCloudSwitches> = {
	duplicateStatus: [400, 409, 422],
	duplicateWords: ['exists', 'none'],
	localAccountsTakeUsernames: EITHER,
	missingUser: ['notFound', 'empty'],
	caseSensitiveUsernames: EITHER,
	uniqueAlternateEmail: EITHER,
	minimumLeadMinutes: [0, 5, 60],
	activateReply: ['empty', 'text'],
	activateActive: ['accept', 'conflict', 'refuse'],
	loneStateAccepted: EITHER,
	putActivationMails: EITHER,
	stateWritesForbidden: OFF,
	readOnlyRole: OFF,
	keyRevoked: OFF,
	usernameRequiredOnPut: EITHER,
	lenientMembership: EITHER,
	multiTenantKey: ['no', 'defaultOrganization'],
	orgHeaderForbidden: EITHER,
	limitAbove100: ['refuse', 'cap'],
	mixedSearch: EITHER,
	linkPatterns: ['work', 'findNobody', 'refused'],
	searchPaging: ['body', 'address'],
	attributesInSearch: EITHER,
	employeeIdentifierInTerms: EITHER,
	localAccountsInSearch: EITHER,
	membershipMethodShown: ['byId', 'everywhere', 'nowhere'],
	membershipMethodFilter: ['works', 'ignored', 'refused'],
	goneMembers: ['leftOut', 'listed'],
	goneGroup: ['invalidArgument', 'notFound'],
	scheduledStates: ['upper', 'lower'],
	scheduleReply: [
		...(['list', 'record', 'results', 'empty'] as const),
		...(['withoutId', 'requestId', 'text', 'none'] as const),
	],
	scheduleIdName: ['scheduledJobId', 'id', '_id', 'jobId'],
	scheduleDates: ['iso', 'bare', 'seconds', 'milliseconds'],
	// Without, nobody's end or beginning comes.
	schedulesKept: [true],
	// Where no state is told, nobody is known to be Staged, and so nobody is activated.
	stateWords: ['upper', 'lower', 'title'],
	suspendedAs: ['boolean', 'text'],
	writeReply: ['user', 'id', 'record', 'text', 'none'],
	// Without, nothing is ever done.
	writesKept: [true],
	stateInEcho: EITHER,
	emptyEntriesRefused: EITHER,
	managerDeletion: [400, 409],
	addressBlocked: OFF,
	pageCap: [7, 50, 100],
	maxUserIds: [1, 100],
};

/** Both services, each in one of its plausible ways. */
export interface Ways {
	factorial: FactorialSwitches;
	jumpCloud: JumpCloudSwitches;
}

/** One of the worlds that there may be, the same for the same seed. Every switch is chosen at random. */
export function waysOf(seed: number): Ways {
	const chosen = fc.record({ factorial: anyOf(FACTORIAL), jumpCloud: anyOf(JUMPCLOUD) });
	const [ways] = fc.sample(chosen, { seed: farApart(seed), numRuns: 1 });
	if (ways === undefined) throw new Error('fast-check gave no sample');
	return ways;
}

/** The generator gives neighbouring seeds the same first choices. */
function farApart(seed: number): number {
	return createHash('sha256').update(String(seed)).digest().readInt32BE(0);
}

function anyOf<Switches extends object>(answers: Answers<Switches>): fc.Arbitrary<Switches> {
	const names = Object.keys(answers) as Array<keyof Switches>;
	const choices = names.map((name) => [name, fc.constantFrom(...answers[name])]);
	return fc.record(Object.fromEntries(choices) as never) as fc.Arbitrary<Switches>;
}
