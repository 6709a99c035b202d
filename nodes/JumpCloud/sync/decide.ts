import { accessChanges, firstAccess } from './access';
import { fieldChanges, managerChange, valueAt, wantedUser } from './attributes';
import type { Conflict, ConflictKind } from './conflicts';
import { membershipChanges } from './groups';
import { awayNotice, duringLeave, isAway } from './leave';
import { takenFrom } from './leaver';
import { mfaChange, withMfa } from './mfa';
import { conflicting, noop, protectedEntry, skipped, writing } from './planned';
import type { BareEntry, FieldChange, PlanEntry, PlanReason, PlannedUser } from './planned';
import type { Case, PlanUser, SyncRules } from './rules';
import { endsToCome } from './schedule';
import { isProtected, linkOf, stateOf } from './users';
import type { Link } from './users';

export function describeUser(user: PlanUser, link: Link): PlannedUser {
	const { id, username, email } = user;
	return { id, username, email, state: stateOf(user), link: linkOf(user, link) ?? null };
}

/** All that has to happen about one person, apart from what only a look at everybody can tell. */
export function decide(given: Case): PlanEntry[] {
	const { person, identified, leaving } = given;
	if (person.isWitness) return about(given, undefined, [noop('witness')]);
	const { users, disputed = [] } = identified;
	const [user] = [...users, ...disputed];
	const isLimited = identified.conflict !== undefined || person.problem !== undefined;
	const told = problemsOf(given).flatMap((problem) => about(given, user, [problem]));
	if (!user) {
		if (told.length > 0) return told;
		const isOut = leaving.kind === 'now' || person.active === false;
		return about(given, user, isOut ? [noop('inactive')] : [ofNobody(given)]);
	}
	const done = users.flatMap((one) =>
		about(given, one, isLimited ? certain(given, one) : ofUser(given, one)),
	);
	const kept = disputed.flatMap((one) => about(given, one, keptIn(given, one)));
	const entries = [...told, ...done, ...kept];
	return entries.length > 0 ? entries : about(given, user, [noop('in_step')]);
}

/** What a person has to look at before anything else can be done. */
function problemsOf(given: Case): BareEntry[] {
	const { person, identified, leaving, directory } = given;
	const { conflict } = identified;
	const { problem } = person;
	const hasLeft = leaving.kind === 'now';
	if (problem?.stops === 'everything') return [skipped(problem)];
	if (conflict) {
		// A former colleague's old address is nobody's business once its user is out.
		const isOut = (user: PlanUser) =>
			stateOf(user) === 'SUSPENDED' &&
			!(directory.pending.get(user.id) ?? []).some(({ state }) => state === 'ACTIVATED');
		const isOver = hasLeft && conflict.users.every(isOut);
		if (isOver && OF_ADDRESS.has(conflict.conflict)) return [];
		return [
			conflicting({ ...conflict, message: `${conflict.message}${endsTold(given, conflict)}` }),
		];
	}
	const told = person.notice && !hasLeft ? [skipped(person.notice)] : [];
	// Whoever has left needs no email any more.
	return problem && !hasLeft ? [...told, skipped(problem)] : told;
}

/** What becomes of the access in spite of a conflict, as far as something is scheduled or was to be. */
function endsTold(given: Case, { users }: Conflict<PlanUser>): string {
	const { identified, directory, rules } = given;
	const { goesOn, keepsEnd } = identified;
	const isHeld = keepsEnd || users.some((user) => isProtected(rules.protectedUsers, user));
	const kept = goesOn && !isHeld ? users.flatMap((user) => keptIn(given, user)) : [];
	const gone = new Set(kept.flatMap(({ changes }) => changes.map(({ id }) => id)));
	const staying = [...directory.pending].map(
		([id, changes]) => [id, changes.filter((one) => !gone.has(one.id))] as const,
	);
	const ends = endsToCome(users, new Map(staying));
	if (ends === '') return goesOn ? ' The access goes on.' : '';
	return `${keepsEnd ? OTHER_RECORD : ''}${ends}`;
}

const OTHER_RECORD =
	' The other record is not in the scope of this plan, so what is scheduled for its end stays.';

/** Entries with those whom they are about; nothing of it is done where one of them is protected. */
export function about(
	{ person, rules }: Pick<Case, 'person' | 'rules'>,
	user: PlanUser | undefined,
	entries: BareEntry[],
): PlanEntry[] {
	const { employeeId, email, firstName, lastName } = person;
	const complete = entries.map(
		(entry): PlanEntry => ({
			...entry,
			person: { employeeId, email, firstName, lastName },
			user: user ? describeUser(user, rules.link) : null,
		}),
	);
	const isKept = [{ email }, ...(user ? [user] : [])].some((who) =>
		isProtected(rules.protectedUsers, who),
	);
	return isKept ? complete.map(protectedEntry) : complete;
}

function ofUser(given: Case, user: PlanUser): BareEntry[] {
	const { person, leaving, directory, rules, known } = given;
	const hasLeft = leaving.kind === 'now';
	const access = accessWith(given, user);
	const wanted = wantedUser(person, { ...rules, hasLeft }, user);
	const attributes = fieldChanges(user, wanted, rules);
	const keepsManager = rules.managers && !(hasLeft && rules.leaving?.clearsManager);
	const manager = keepsManager ? managerChange(person, user, directory.users, known) : [];
	const isReturning = access.some(({ action }) => action === 'unsuspend');
	const isGoing = access.some(({ action }) => action === 'suspend');
	const isOut = hasLeft || isGoing || (stateOf(user) === 'SUSPENDED' && !isReturning);
	const groups = isOut ? [] : membershipChanges(person.groups, user.id, directory.groups);
	const changes = [...renamed(given, user), ...attributes, ...manager, ...groups];
	const told = given.renaming?.kind === 'kept' && { message: given.renaming.message };
	const update =
		changes.length > 0 ? [{ ...writing('update', reasonFor(given), changes), ...told }] : [];
	return [...unreadable(given, user, isOut), ...update, ...access, ...taken(given, user, access)];
}

/** What stays as it is because the source has something in its place that is no value. */
function unreadable(
	{ person, rules, directory }: Case,
	user: PlanUser,
	isOut: boolean,
): BareEntry[] {
	const values = (person.lost ?? []).flatMap(({ at, text }) => {
		const { field, policy } =
			typeof at === 'number' ? (rules.attributes[at] ?? {}) : { field: at, policy: 'keep' };
		const held = field === undefined || policy !== 'keep' ? null : valueAt(user, field);
		return held === null || held === text ? [] : [`${field} ("${text}")`];
	});
	const isIn = (id: string) => directory.groups.get(id)?.members.has(user.id) ?? false;
	const groups = (isOut ? [] : (person.groups.lost ?? [])).flatMap(
		({ field, groups: theirs, named }) =>
			theirs.some(isIn) || named.some((id) => !isIn(id)) ? [`the groups by '${field}'`] : [],
	);
	const found = [...values, ...groups];
	if (found.length === 0) return [];
	const message = `The item holds no value that can be read for ${found.join(', ')}, so the user keeps what is there. Correct it in the source.`;
	return [skipped({ reason: 'unreadable_value', message })];
}

function taken(
	{ identified, leaving, directory, rules }: Case,
	user: PlanUser,
	access: BareEntry[],
) {
	if (!rules.leaving) return [];
	const isCertain = identified.by === 'link' && identified.conflict === undefined;
	return takenFrom(user, { leaving, isCertain, groups: directory.groups, rules }, access);
}

function renamed({ renaming }: Case, { username: from }: PlanUser): FieldChange[] {
	return renaming?.kind === 'renamed' ? [{ field: 'username', from, to: renaming.username }] : [];
}

function reasonFor({ identified, rules }: Case): PlanReason {
	if (identified.by === 'newRecord') return 'relinked';
	return identified.by === 'link' || rules.link.kind === 'none' ? 'mover' : 'adopted';
}

/**
 * What the link alone makes certain, whatever is wrong with the values of a person: who leaves, who
 * does not, and which groups they are no longer in. A wrong email must neither keep a door open nor
 * lock somebody out.
 */
function certain(given: Case, user: PlanUser): BareEntry[] {
	const { person, identified, leaving, directory, rules } = given;
	if (person.problem?.stops === 'everything') return [];
	// Without a link, who is meant is not certain enough; where none are kept, the email is the link.
	if (identified.by !== 'link' && rules.link.kind !== 'none') return [];
	// A planned activation still moves with the first day, and goes when there is none.
	// Without a first day, *Now* holds nobody back; whoever is not active is not let in at all.
	const isOpen = rules.activation === 'now' && person.active !== false;
	const activation = rules.activation === 'none' || isOpen ? 'none' : 'keepPlanned';
	// Somebody is only on leave, and back, where nothing is wrong.
	const leaves = leaving.kind === 'now' && !identified.conflict ? rules.leaves : undefined;
	const access = accessOf({ ...given, rules: { ...rules, activation, leaves } }, user);
	const endings = access.filter(({ reason }) => CERTAIN.has(reason));
	const isOut = leaving.kind === 'now' || stateOf(user) === 'SUSPENDED';
	if (isOut) return [...endings, ...taken(given, user, access)];
	const left = membershipChanges(person.groups, user.id, directory.groups).filter(
		({ to }) => to === false,
	);
	return left.length > 0 ? [writing('update', 'mover', left), ...endings] : endings;
}

/** What the way in which a user was recognised leaves of what is to be done about the access. */
function accessWith(given: Case, user: PlanUser): BareEntry[] {
	const { by } = given.identified;
	if (by === 'newRecord') return accessGoingOn(given, user);
	const access = accessOf(given, user);
	// The next plan lets them in again, as whoever the link then says they are.
	const isNew = by === 'email' && given.rules.link.kind !== 'none';
	return isNew ? access.filter(({ action }) => action !== 'unsuspend') : access;
}

/** Under another record, the access neither comes with that one nor ends with the old one. */
function accessGoingOn(given: Case, user: PlanUser): BareEntry[] {
	const rules: SyncRules = { ...given.rules, activation: 'none', leaves: undefined };
	return accessOf({ ...given, rules }, user).filter(({ reason }) => GOING_ON.has(reason));
}

const GOING_ON: ReadonlySet<string> = new Set<PlanReason>([
	...(['not_leaving', 'last_day', 'foreign_suspension'] as const),
]);

/** A user who could be somebody else's: all that may be done is not to lock them out. */
function keptIn(given: Case, user: PlanUser): BareEntry[] {
	if (given.person.problem?.stops === 'everything') return [];
	// Whoever goes on is not leaving, whatever last day this record has.
	const kept: Case = given.identified.goesOn
		? { ...given, leaving: { kind: 'none' }, person: { ...given.person, lastDay: undefined } }
		: given;
	// What the user remembers of a last day only ever lets somebody in, so it may be emptied.
	return accessGoingOn(kept, user).filter(
		({ action, reason }) => reason === 'not_leaving' || (action === 'skip' && kept !== given),
	);
}

function accessOf({ person, leaving, directory, rules }: Case, user: PlanUser): BareEntry[] {
	const { rememberLastDay, leaves } = rules;
	const given = {
		...{ person, leaving, rules, state: stateOf(user) },
		pending: directory.pending.get(user.id) ?? [],
		remembered:
			rememberLastDay === undefined ? null : valueAt(user, `attributes.${rememberLastDay}`),
	};
	const changes = accessChanges(given);
	const leave = leaves ? valueAt(user, `attributes.${leaves.memory}`) : null;
	const asIfIn = () => accessChanges({ ...given, state: 'ACTIVATED' });
	const access = leaves
		? duringLeave(changes, { ...given, rules: { ...rules, leaves }, leave, asIfIn })
		: changes;
	return rules.mfaDays ? withMfa(access, user, given.pending, rules) : access;
}

function ofNobody(given: Case): BareEntry {
	const { joining, person } = given;
	if (person.leave && isAway(person)) return awayNotice(person);
	if (!joining) return skipped(PROTECTED);
	return joining.kind === 'problem' ? joining.entry : joinerEntry(given, joining);
}

/** How a new user begins: everything in one entry, from the name to the first and the last day. */
function joinerEntry(
	{ person, leaving, directory, rules, known }: Case,
	{ username, email, note }: { username: string; email?: string; note?: string },
): BareEntry {
	const isActive = rules.activation === 'none' && rules.state === 'ACTIVATED';
	// Nobody is let in before the first day, whatever state they begin in.
	const rule = isActive ? 'now' : rules.activation;
	const access =
		rule === 'keepPlanned'
			? { kind: 'none' as const }
			: firstAccess(person, { ...rules, activation: rule });
	const last = leaving.kind === 'at' ? leaving.at : undefined;
	const end = rules.leavers === 'never' ? undefined : last;
	const begin = access.kind === 'at' && !(last && access.at >= last) ? access.at : undefined;
	const groups = membershipChanges(person.groups, undefined, directory.groups);
	// Access comes after the groups, on which policies depend, and after its end is certain.
	const isAtOnce = isActive && access.kind === 'now';
	const isLetIn = begin !== undefined || access.kind === 'now';
	const mfa = isLetIn && rules.mfaDays ? [mfaChange(rules.mfaDays)] : [];
	const waits = isAtOnce && (groups.length + mfa.length > 0 || end !== undefined);
	const changes: FieldChange[] = [
		{ field: 'username', from: null, to: username },
		...fieldChanges({}, wantedUser(email === undefined ? person : { ...person, email }, rules)),
		...(rules.managers ? managerChange(person, undefined, directory.users, known) : []),
		{ field: 'state', from: null, to: isAtOnce && !waits ? 'ACTIVATED' : 'STAGED' },
		...groups,
		...mfa,
	];
	if (end) {
		changes.push({ field: 'scheduled.SUSPENDED', from: null, to: end.toISOString() });
		const { rememberLastDay } = rules;
		// Only access that they have had can be given back.
		if (rememberLastDay !== undefined && person.lastDay && isLetIn) {
			changes.push({ field: `attributes.${rememberLastDay}`, from: null, to: person.lastDay.day });
		}
	}
	if (begin) changes.push({ field: 'scheduled.ACTIVATED', from: null, to: begin.toISOString() });
	if (access.kind === 'now' && (!isAtOnce || waits)) {
		changes.push({ field: 'state', from: 'STAGED', to: 'ACTIVATED' });
	}
	const unread = (person.groups.lost ?? []).filter(({ named }) => named.length > 0);
	const told = [
		...(access.kind === 'missing' ? [NO_FIRST_DAY] : []),
		...unread.map(({ field }) => notJoined(field)),
		...(note === undefined ? [] : [note]),
	];
	return {
		...writing('create', 'joiner', changes, begin ?? null),
		...(told.length > 0 && { message: told.join(' ') }),
		...(email !== undefined && { madeEmail: email }),
	};
}

/** What may be done for somebody whose values are wrong. */
const CERTAIN: ReadonlySet<string> = new Set<PlanReason>([
	...(['terminated', 'inactive', 'last_day', 'would_return', 'not_leaving'] as const),
	...(['foreign_suspension', 'unknown_schedule', 'not_joining', 'first_day'] as const),
	'contract_ended',
]);

/** Conflicts about nothing but an address that somebody had. */
const OF_ADDRESS: ReadonlySet<ConflictKind> = new Set<ConflictKind>([
	'possibly_somebody_else',
	'name_differs',
]);

const PROTECTED = {
	reason: 'protected',
	message: 'The email is among those of protected users, so no user is created.',
} as const;

const notJoined = (field: string) =>
	`The item holds something in '${field}' that is no value, so the user joins none of the groups by that. Correct it in the source; the next plan joins them.`;

const NO_FIRST_DAY =
	'There is no first day on which to activate the user, so the user stays Staged. Enter one in the source, or activate the user by hand.';
