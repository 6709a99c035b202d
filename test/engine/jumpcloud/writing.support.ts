import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';

/**
 * Every operation that writes by itself (*Apply Changes* has tests of its own). What holds for all of
 * them is tried with each: whoever adds one adds it here, and the tests ask for it.
 */
export const WRITING = [
	'scheduledChange.cancel',
	'user.activate',
	'user.create',
	'user.delete',
	'user.resendActivation',
	'user.suspend',
	'user.unsuspend',
	'user.update',
	'user.upsert',
	'userGroup.addUser',
	'userGroup.removeUser',
];

/** The operations that a table of `[resource, operation, …]` tries, each once. */
export function operationsOf(table: ReadonlyArray<[string, string, ...unknown[]]>): string[] {
	return [...new Set(table.map(([resource, operation]) => `${resource}.${operation}`))].toSorted();
}

export const CHANGE_ID = '64f0c0ffee000000000000c1';

/** A suspension of the user of `aUser` that is still to come. */
export function scheduleSuspension({ state }: JumpCloudSimulator): void {
	state.schedules.push({
		scheduledJobId: CHANGE_ID,
		systemUserId: state.user('noor.vidal')._id,
		state: 'SUSPENDED',
		scheduledDate: new Date('2099-12-31T22:59:00Z'),
		sendMail: false,
	});
}
