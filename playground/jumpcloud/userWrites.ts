import { fieldsOf, isRecord, ok } from '../core/exchange';
import type { Answer, Call, Handler } from '../core/exchange';
import { stateWrite } from './access';
import { refuse } from './refusals';
import type { SystemUser } from './types';
import { asTold, told, userOf } from './userReads';
import { checkUser } from './userRules';
import { initialState, nextState } from './userState';
import type { World } from './world';

/** Creating, updating and deleting users. */
export function userWrites(world: World): Record<string, Handler> {
	return {
		systemusers_post: (call) => create(world, call),
		systemusers_put: (call) => update(world, call),
		systemusers_delete: (call) => remove(world, call),
	};
}

function create(world: World, call: Call): Answer {
	const { password, ...given } = fieldsOf(call);
	checkUser(world, { ...given, password });
	const fallback = world.state.organization.settings.newSystemUserStateDefaults.manualEntry;
	const pair = initialState(given, fallback);
	const activated = given.activated === true || password !== undefined;
	if (!world.switches.writesKept) return reply(world, { ...given, _id: world.state.nextId() });
	const user = world.state.addUser({ ...numbered(world, given), ...pair, activated });
	if (user.state === 'ACTIVATED') world.state.mail(user);
	return reply(world, user);
}

function update(world: World, call: Call): Answer {
	const user = userOf(world, call);
	const { password, ...given } = fieldsOf(call);
	if (world.switches.usernameRequiredOnPut && given.username === undefined) {
		refuse(400, 'Path `username` is required.');
	}
	const changesState = given.state !== undefined || given.suspended !== undefined;
	const forbidden = changesState ? stateWrite(world) : undefined;
	if (forbidden) return forbidden;
	checkUser(world, { ...given, password }, user);

	const wasStaged = user.state === 'STAGED';
	const pair = nextState(given, user, world.switches.loneStateAccepted);
	if (!world.switches.writesKept) return reply(world, { ...user, ...given });
	Object.assign(user, numbered(world, given), pair);
	if (password !== undefined) user.activated = true;
	const starts = wasStaged && user.state === 'ACTIVATED';
	if (starts && world.switches.putActivationMails) world.state.mail(user);
	return reply(world, user, !world.switches.stateInEcho);
}

/** What comes back for a user who was made or changed. */
function reply(world: World, user: Record<string, unknown>, isStateless = false): Answer {
	const { writeReply } = world.switches;
	if (writeReply === 'none') return { status: 200 };
	if (writeReply === 'text') return { status: 200, text: 'OK' };
	if (writeReply === 'record') return { ...ok({ success: true }), isOdd: true };
	if (writeReply === 'id') return { ...ok({ id: user._id }), isOdd: true };
	const whole = asTold(world, user);
	return told(world, isStateless ? { ...whole, state: undefined } : whole);
}

function remove(world: World, call: Call): Answer {
	const user = userOf(world, call);
	const { users, groups, schedules } = world.state;
	const heir = call.query.get('cascade_manager');
	const reports = users.filter(({ manager }) => manager === user._id);
	if (reports.length > 0 && heir === null) {
		refuse(world.switches.managerDeletion, 'The user is the manager of other users');
	}
	if (heir !== null && heir !== 'null' && !users.some(({ _id }) => _id === heir)) {
		refuse(400, `cascade_manager is not a user: ${heir}`);
	}
	for (const report of reports) report.manager = heir === 'null' ? null : heir;
	users.splice(users.indexOf(user), 1);
	for (const group of groups) group.members = group.members.filter((id) => id !== user._id);
	const left = schedules.filter(({ systemUserId }) => systemUserId !== user._id);
	schedules.splice(0, schedules.length, ...left);
	return ok(user);
}

/** The service gives every address and phone number an id of its own. */
function numbered(world: World, given: Record<string, unknown>): Partial<SystemUser> {
	const result = { ...given };
	for (const field of ['addresses', 'phoneNumbers']) {
		const list = given[field];
		if (Array.isArray(list)) {
			result[field] = list
				.filter(isRecord)
				.map((entry) => ({ ...entry, id: world.state.nextId() }));
		}
	}
	return result;
}
