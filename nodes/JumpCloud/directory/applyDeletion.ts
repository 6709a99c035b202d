import { saidBy } from '../../shared/errors';
import { valueAt } from '../sync/attributes';
import { isReport, isState } from '../sync/planned';
import type { FieldChange } from '../sync/planned';
import { momentIn } from '../sync/schedule';
import { linkOf, stateOf } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { listScheduledChanges } from '../transport/schedules';
import { deleteUser, isKeptForReports, reportsOf } from '../transport/deletion';
import type { ReportsChoice } from '../transport/deletion';
import type { User } from '../transport/systemUser';
import { readUser } from '../transport/users';
import type { Applying, PlannedWork, Task } from './applyParts';
import { Refused } from './update';

/**
 * Deletes the user of a task for good. Whatever the plan has read is read once more, because nothing of it
 * can be taken back; a user who is gone already is as good.
 *
 * @throws Refused when anything is not as the plan saw it
 */
export async function deletePlanned({ api, known }: Applying, task: Task): Promise<void> {
	const { work, userId } = task;
	const user = await readUser(api, userId);
	if (user) {
		refuseChanged(work, user);
		const pending = await listScheduledChanges(api, userId);
		const coming = pending.find(({ state }) => state !== 'SUSPENDED');
		if (coming) {
			throw stale(`JumpCloud is going to change the access at ${momentIn(coming.at)}`);
		}
		const { reports, moved } = await reportsNow(api, work, userId);
		const answer = await deleteUser(api, userId, reports);
		if (isKeptForReports(answer)) throw notDeleted(saidBy(answer.body));
		known.delete(userId);
		const isMade = (change: FieldChange) => !isReport(change) || moved.has(change.id ?? '');
		task.made.push(...work.changes.filter(isMade));
	}
	for (const change of work.changes) task.settled.add(change);
}

/** Those who report to somebody before that one: whoever has nobody above is deleted once they are gone. */
export function reportsFirst(tasks: readonly Task[]): Task[] {
	const byUser = new Map(tasks.map((task) => [task.userId, task]));
	const inTurn = new Set<Task>();
	const seen = new Set<Task>();
	const take = (task: Task | undefined): void => {
		if (!task || seen.has(task)) return;
		seen.add(task);
		for (const { id = '' } of task.work.changes.filter(isReport)) take(byUser.get(id));
		inTurn.add(task);
	};
	for (const task of tasks) take(task);
	return [...inTurn];
}

/** @throws Refused when the user is not the very one whom this package has suspended for the last day */
function refuseChanged({ changes, person, link }: PlannedWork, user: User): void {
	const state = stateOf(user);
	if (state !== 'SUSPENDED') throw stale(`The user is ${state}, and was SUSPENDED in the plan,`);
	if (person === null || linkOf(user, link) !== person.employeeId) {
		throw stale('The user is not linked to this employee any more');
	}
	for (const { field, from } of changes.filter((change) => !isState(change) && !isReport(change))) {
		const now = valueAt(user, field);
		if (now === from) continue;
		throw stale(
			`What the user remembers of the last day ('${field}') is ${now ?? 'nothing'}, and was ${String(from)} in the plan,`,
		);
	}
}

/**
 * What becomes of those who report to the user now.
 *
 * @throws Refused when one of them is not in the plan, or cannot get the manager who was planned
 */
async function reportsNow(
	api: JumpCloud,
	{ changes }: PlannedWork,
	userId: string,
): Promise<{ reports: ReportsChoice; moved: ReadonlySet<string> }> {
	const here = await reportsOf(api, userId);
	const moved = new Set(here.map(({ id }) => id));
	const planned = new Map(changes.filter(isReport).map(({ id = '', to }) => [id, to]));
	const heirs = new Set<string>();
	for (const report of here) {
		const to = planned.get(report.id);
		if (to === undefined) throw stale(`"${report.username}" reports to the user`);
		// Who gets no manager was to be deleted before, and would be left without one.
		if (typeof to !== 'string') throw stillThere(report);
		heirs.add(to);
	}
	const [managerId] = heirs;
	if (managerId === undefined) return { reports: { kind: 'refuse' }, moved };
	const heir = await readUser(api, managerId);
	if (!heir || stateOf(heir) === 'SUSPENDED') {
		throw stale('Who was to get those who report to the user has no access, or is gone,');
	}
	return { reports: { kind: 'move', managerId }, moved };
}

function stillThere({ username }: User): Refused {
	return new Refused(
		'stale',
		`"${username}", who reports to the user, was to be deleted before and is still there, so the user is not deleted. Plan again.`,
	);
}

function stale(what: string): Refused {
	return new Refused('stale', `${what} by now, so nobody is deleted. Plan again.`);
}

function notDeleted(said: string): Refused {
	const told = said === '' ? '' : ` JumpCloud said: ${said}`;
	return new Refused(
		'not_accepted',
		`JumpCloud does not delete the user. Most likely somebody reports to them by now. Plan again.${told}`,
	);
}
