import { POOL_SIZE, inOrder, settle } from '../../shared/pool';
import { wantedAfter } from '../sync/attributes';
import { WRITING_ACTIONS, isRename } from '../sync/planned';
import type { FieldChange, Plan } from '../sync/planned';
import { BINDABLE_FIELDS, whyNamedElsewhere } from '../sync/rename';
import type { Bindable } from '../sync/rename';
import {
	firstFree,
	isMadeFromName,
	takenUsernames,
	usernamePatterns,
	usernamesOf,
	wantedUsername,
} from '../sync/username';
import { firstBinding } from '../transport/bindings';
import type { JumpCloud } from '../transport/client';
import type { User } from '../transport/systemUser';
import {
	anyCase,
	findUsers,
	isUnexplained,
	namedLike,
	readUser,
	saysExists,
} from '../transport/users';
import { concernsAll, noteUser, troubleOf } from './applyParts';
import type { Applying, Task } from './applyParts';
import { hasUsername } from './find';
import { Refused, openChanges, updatePlanned, updateUser } from './update';

/** More than that is a mass for the guard to stop; whoever is not looked at here is before a write. */
const MOST_LOOKED_AT = 200;

/**
 * Why the usernames stay that a plan would change, by the ids of their users; nothing of those that
 * may be changed. What JumpCloud does not tell is no reason to change one.
 *
 * @throws NodeApiError when the credential is not accepted
 */
export async function boundAmong(
	api: JumpCloud,
	{ decisions }: Pick<Plan, 'decisions'>,
): Promise<Map<string, string>> {
	const entries = decisions.flatMap((decision) => decision.entries);
	const all = entries.flatMap(({ action, user, changes }) =>
		WRITING_ACTIONS.has(action) && user && changes.some(isRename) ? [user.id] : [],
	);
	const ids = all.slice(0, MOST_LOOKED_AT);
	const work = async (index: number) => await whyBound(api, ids[index] ?? '');
	const outcomes = await inOrder(ids.length, POOL_SIZE, work, true);
	const found = outcomes.flatMap((outcome, index): Array<[string, string]> => {
		if (!outcome.ok) throw outcome.cause;
		return outcome.value === undefined ? [] : [[ids[index] ?? '', outcome.value]];
	});
	return new Map(found);
}

/** Why the username of a user must not be changed, as JumpCloud has them now; nothing where it may be. */
async function whyBound(api: JumpCloud, userId: string): Promise<string | undefined> {
	const outcome = await settle(whyBoundNow(api, userId));
	if (outcome.ok) return outcome.value;
	if (api.isCancelled() || concernsAll(troubleOf(outcome.cause))) throw outcome.cause;
	const { message } = outcome.cause as Error;
	return `JumpCloud does not tell what the user is bound to (${message.replace(/\.$/, '')}).`;
}

async function whyBoundNow(api: JumpCloud, userId: string): Promise<string | undefined> {
	const user: (User & Bindable) | undefined = await readUser(
		api,
		userId,
		BINDABLE_FIELDS.join(' '),
	);
	if (!user) return 'the user does not exist any more.';
	const elsewhere = whyNamedElsewhere(user);
	if (elsewhere !== undefined) return elsewhere;
	const binding = await firstBinding(api, userId);
	return binding === undefined
		? undefined
		: `the user is bound to ${WORDS[binding] ?? 'something'}.`;
}

/** What JumpCloud calls otherwise than its Admin Portal, or in the short. */
const WORDS: Readonly<Record<string, string>> = {
	...{ system: 'a device', systems: 'a device', system_group: 'a device group' },
	...{ systemgroups: 'a device group', application: 'an application' },
	...{ applications: 'an application', radius_server: 'a RADIUS server' },
	...{ radiusservers: 'a RADIUS server', directories: 'a directory' },
	...{ active_directory: 'Active Directory', g_suite: 'Google Workspace' },
	...{ ldap_server: 'LDAP', office_365: 'Microsoft 365' },
};

/** So many usernames are tried that others take at the same moment. */
const MOST_COLLISIONS = 20;

/** So many that are refused although nobody is seen to have them: JumpCloud does not say what it refuses. */
const MOST_UNSEEN = 2;

/**
 * Writes a new username together with the other attributes, so that no name changes without it for want of
 * an answer. Whoever is bound to something by now keeps the username, and everything else is written; when
 * somebody else has taken it, the next number follows, as for a new user.
 *
 * @param rename from the username that the plan saw
 * @throws Refused when the user has another username by now, or a value is somebody else's
 */
export async function renamePlanned(
	applying: Applying,
	task: Task,
	user: User,
	rename: FieldChange,
	attributes: readonly FieldChange[],
): Promise<void> {
	const { api } = applying;
	const finish = (now: User, made: readonly FieldChange[]) => {
		noteUser(applying, task, now);
		task.made.push(...made);
		for (const change of [rename, ...attributes]) task.settled.add(change);
	};
	const keep = ({ username: kept }: User, why: string) => {
		task.warnings.push(`username_kept: ${kept}`);
		task.notes.push(`The username stays '${kept}': ${why}`);
	};
	const withoutIt = async (why?: string) => {
		const { user: now, made } = await updatePlanned(api, user, attributes);
		finish(now, made);
		if (why !== undefined) keep(now, why);
	};
	if (isThere(user, rename, task)) return await withoutIt();
	if (user.username !== rename.from) throw renamedSince(user, rename);
	const open = openChanges(user, attributes);
	const bound = await whyBound(api, user.id);
	if (bound !== undefined) return await withoutIt(bound);
	const avoided = new Set<string>();
	let username = String(rename.to);
	for (let unseen = 0; ; ) {
		const others = (await namesakes(api, task, username)).filter(({ id }) => id !== user.id);
		const isSeen = () => others.some((other) => hasUsername(username, other));
		if (isSeen() || avoided.has(username)) {
			const next = nextFree(api, task, [...others.flatMap(usernamesOf), ...avoided]);
			if (next === undefined || avoided.size > MOST_COLLISIONS) return await withoutIt(TAKEN);
			username = next;
		}
		const update = await updateUser(api, user, wantedAfter(open), { username, clearEmpty: true });
		if (update.kind === 'written' && !hasUsername(username, update.user)) {
			finish(update.user, open);
			return keep(update.user, NOT_SHOWN);
		}
		if (update.kind === 'written') {
			if (username !== rename.to) task.warnings.push(`username_taken: ${String(rename.to)}`);
			return finish(update.user, [{ ...rename, to: username }, ...open]);
		}
		const { answer } = update;
		const words = `JumpCloud refuses to change it (${api.http.words(answer) || answer.status}).`;
		if (!saysExists(answer) && !isUnexplained(answer)) return await withoutIt(words);
		avoided.add(username);
		const holders = await namesakes(api, task, username);
		const isHeld = holders.some((other) => other.id !== user.id && hasUsername(username, other));
		unseen += isHeld ? 0 : 1;
		// Another value of theirs may be the one that is taken: then this is refused as well, and says so.
		if (unseen >= MOST_UNSEEN || api.isCancelled()) return await withoutIt(words);
	}
}

/** Whether the name was followed already, by this very plan or another one. */
function isThere(user: User, { to }: FieldChange, { work: { person, usernames } }: Task): boolean {
	const isMade = person && usernames && isMadeFromName(user.username, person, usernames);
	return user.username === to || isMade === true;
}

/** Whoever has, on a device or in JumpCloud, a name near the one that is wanted. */
async function namesakes(api: JumpCloud, task: Task, username: string): Promise<User[]> {
	const { person, usernames } = task.work;
	const patterns =
		person && usernames ? usernamePatterns(wantedUsername(person, usernames), usernames) : [];
	const like = patterns.map((pattern) => ({ $regex: `(?i)${pattern}` }));
	return await findUsers(api, { filter: { or: namedLike([...like, anyCase(username)]) } });
}

/** The next free number behind the name, which nobody else gets from this run. */
function nextFree(api: JumpCloud, { work }: Task, taken: readonly string[]): string | undefined {
	const { person, usernames } = work;
	if (!person || !usernames) return undefined;
	const all = takenUsernames([...taken, ...api.givenUsernames]);
	const next = firstFree(wantedUsername(person, usernames), all, usernames);
	api.givenUsernames.add(next);
	return next;
}

function renamedSince({ username }: User, { from }: FieldChange): Refused {
	return new Refused(
		'stale',
		`The username is '${username}' by now, and was '${String(from)}' in the plan. Plan again.`,
	);
}

const TAKEN = 'somebody else has the new one by now.';

const NOT_SHOWN = 'JumpCloud accepted the new one, and does not show it.';
