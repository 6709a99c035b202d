import type { PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import type { PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import type { PlanEntry } from '../../../../nodes/JumpCloud/sync/planned';
import { entriesOf } from './carryOut';
import { NOW } from './worlds';
import type { World } from './worlds';

/** Noor as Factorial has her, and her user as JumpCloud has it: nothing to plan. */
export const aPerson = (about: Partial<PlanInput> = {}): PlanInput => ({
	employeeId: '512',
	email: 'noor@corp.example',
	firstName: 'Noor',
	lastName: 'Vidal',
	active: true,
	lastDay: null,
	firstDay: null,
	manager: '',
	username: '',
	attributes: [],
	groups: { in: [], out: [] },
	listComplete: true,
	...about,
});

export const aUser = (about: Partial<PlanUser> = {}): PlanUser => ({
	id: 'u1',
	username: 'noor.vidal',
	email: 'noor@corp.example',
	firstname: 'Noor',
	lastname: 'Vidal',
	employeeIdentifier: '512',
	state: 'ACTIVATED',
	...about,
});

export const aRule = (about: Partial<SyncRules> = {}): SyncRules => ({
	everyone: false,
	absent: 'report',
	link: { kind: 'employeeIdentifier' },
	unlinkedUser: 'ifNameAgrees',
	newRecord: 'report',
	username: { kind: 'fromName', rules: { letterCase: 'lower', maxLength: 30 } },
	attributes: [],
	clearEmpty: false,
	state: 'STAGED',
	activation: 'none',
	activationTime: '08:00',
	leavers: 'lastDay',
	rehires: 'report',
	suspensionTime: '23:59',
	timeZone: 'Europe/Madrid',
	managers: false,
	protectedUsers: { emails: new Set(), usernames: new Set(), ids: new Set() },
	now: NOW,
	...about,
});

/** What is planned for some people and users, with the rules that differ from the usual ones. */
export function planned(
	people: PlanInput[],
	users: PlanUser[],
	rules: Partial<SyncRules> = {},
	more: Partial<World> = {},
): PlanEntry[] {
	return entriesOf({ people, users, pending: [], members: {}, rules: aRule(rules), ...more });
}

/** Entries in short: `suspend (terminated)`. */
export const inShort = (entries: PlanEntry[]) =>
	entries.map(({ action, reason }) => `${action} (${reason})`);
