import { keyOf } from '../../../sync/directoryIndex';
import { pendingManager } from '../../../sync/managers';
import { match } from '../../../sync/match';
import { anyCase, findUsers } from '../../../transport/users';
import { linkClauses } from '../../user/findPerson';
import { linkOfField, reread } from './task';
import type { Applying, Task } from './task';
import { changeAttributes } from './update';

/**
 * Sets the manager of a task who had no user when the plan was made. One who has none now either is
 * left out with a warning: the next plan sets them.
 */
export async function setManager(applying: Applying, task: Task): Promise<void> {
	const change = task.planned.changes.find(({ to }) => pendingManager(to) !== undefined);
	const wanted = pendingManager(change?.to);
	if (!change || wanted === undefined) return;
	const to = await idOf(applying, task, wanted);
	if (to === undefined) {
		task.warnings.push('manager_not_found');
		return;
	}
	await changeAttributes(applying, task, await reread(applying, task), [{ ...change, to }]);
}

async function idOf(
	{ api, created }: Applying,
	{ planned }: Task,
	wanted: string,
): Promise<string | undefined> {
	const isEmail = wanted.includes('@');
	const known = created.get(isEmail ? keyOf(wanted) : wanted);
	if (known) return known;
	const link = linkOfField(planned.mark.link);
	const clauses = isEmail ? [{ email: anyCase(wanted) }] : linkClauses(wanted, link);
	if (clauses.length === 0) return undefined;
	const users = await findUsers(api, { filter: { or: clauses } });
	const person = isEmail ? { employeeId: '', email: wanted } : { employeeId: wanted, email: '' };
	const found = match(person, users, isEmail ? { kind: 'none' } : link);
	return found.kind === 'matched' ? found.user.id : undefined;
}
