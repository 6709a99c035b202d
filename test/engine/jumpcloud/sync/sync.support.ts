import type { IDataObject, INode } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { output, run } from '../../../support/engine';
import { runUser } from '../../../support/jumpcloud';

/** The whole company, known to be it, without limits that a test would run into by accident. */
export const EVERYONE: IDataObject = {
	...{ people: 'everyone', listComplete: 'true' },
	guard: {
		...{ suspensions: 1000, suspensionsPercent: 100, creations: 1000, changes: 5000 },
		...{ lettingIn: 1000, lettingInPercent: 100, emails: 1000, emailsPercent: 100 },
		...{ names: 1000, namesPercent: 100 },
		...{ groupRemovals: 1000, groupRemovalsPercent: 100, emptiedGroups: 100 },
		...{ unreadable: 1000, unreadablePercent: 100 },
	},
};

/** Only the date stands still: n8n and the simulators need clocks that go on. */
const TICKING: Array<FakeableAPI> = [
	...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
	...(['clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** Stops the date, until `jest.useRealTimers()`. */
export function dateStandsAt(now: string): void {
	jest.useFakeTimers({ now: new Date(now), doNotFake: TICKING });
}

/** Runs *Plan Changes*. */
export async function planChanges(
	sim: JumpCloudSimulator,
	items: IDataObject[],
	parameters: IDataObject = {},
	node: Partial<INode> = {},
) {
	return await runUser(sim, 'plan', { resource: 'sync', items, parameters, node });
}

/** Runs *Apply Changes*. */
export async function applyChanges(
	sim: JumpCloudSimulator,
	items: IDataObject[],
	parameters: IDataObject = {},
	node: Partial<INode> = {},
) {
	return await runUser(sim, 'apply', { resource: 'sync', items, parameters, node });
}

/** Plans, and applies what was planned; the journal then holds only what the applying did. */
export async function planAndApply(
	sim: JumpCloudSimulator,
	people: IDataObject[],
	parameters: IDataObject = {},
	between: (items: IDataObject[]) => IDataObject[] = (items) => items,
) {
	const { items, error } = await planChanges(sim, people, parameters);
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	sim.journal.clear();
	return { planned: items, ...(await applyChanges(sim, between(items))) };
}

/** Plans and applies in one execution, as a workflow does; the journal holds both. */
export async function planThenApply(
	sim: Pick<JumpCloudSimulator, 'credential'>,
	people: IDataObject[],
	rules: IDataObject = {},
	applying: IDataObject = {},
) {
	const step = (name: string, operation: string, parameters: IDataObject) => ({
		...{ name, type: 'jumpCloud' },
		parameters: { resource: 'sync', operation, ...parameters },
	});
	const finished = await run({
		items: people,
		credentials: { jumpCloudApi: sim.credential },
		nodes: [step('Plan', 'plan', rules), step('Apply', 'apply', applying)],
	});
	return {
		run: finished,
		planned: output(finished, 'Plan'),
		items: output(finished, 'Apply'),
		error: finished.data.resultData.error,
	};
}

/** All that the users are, and what is to happen to them, in short. */
export function directoryOf({ state }: JumpCloudSimulator): string[] {
	return [
		...state.users.map(({ username, email, firstname, lastname, ...user }) =>
			[
				username,
				email,
				firstname,
				lastname,
				user.employeeIdentifier || 'unlinked',
				user.state,
			].join(' '),
		),
		...state.schedules.map(
			({ systemUserId, state: to, scheduledDate }) =>
				`${state.user(systemUserId).username} ${to} at ${scheduledDate.toISOString()}`,
		),
	];
}

/** Lets JumpCloud change the state of a user at a time, as if somebody had scheduled it by hand. */
export function scheduleByHand(
	{ state }: JumpCloudSimulator,
	key: string,
	to: 'ACTIVATED' | 'SUSPENDED',
	at: string,
): void {
	state.schedules.push({
		scheduledJobId: state.nextId(),
		systemUserId: state.user(key)._id,
		state: to,
		scheduledDate: new Date(at),
		sendMail: false,
	});
}

/** Reasons in short: `conflict possibly_somebody_else`. */
export const reasons = (items: IDataObject[]) =>
	items.map(({ action, reason }) => `${String(action)} ${String(reason)}`);

/** So many people, and the users they should have. */
export function company(count: number) {
	const ids = Array.from({ length: count }, (_, n) => String(n + 1));
	const people = ids.map(
		(id): IDataObject => ({
			...{ id, first_name: `Person${id}`, last_name: 'Vidal', work_email: `p${id}@corp.example` },
			...{ active: true, terminated_on: null },
		}),
	);
	const users = ids.map((id) => ({
		...{ username: `person${id}.vidal`, email: `p${id}@corp.example`, firstname: `Person${id}` },
		...{ lastname: 'Vidal', employeeIdentifier: id },
	}));
	return { people, users };
}

/** Results in short: `applied update`, `refused create (stale)`. */
export const results = (items: IDataObject[]) =>
	items.map(({ result, action, reason, plannedReason }) =>
		[result, action, reason !== plannedReason && reason && `(${String(reason)})`]
			.filter(Boolean)
			.join(' '),
	);
