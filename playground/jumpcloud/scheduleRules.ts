import { isEmail } from '../core/formats';
import { refuse } from './refusals';
import type { Schedule } from './types';
import type { World } from './world';

const MINUTE_MS = 60_000;

/** The changes that a request asks for, one per user, or a refusal of the whole request. */
export function readSchedules(world: World, given: Record<string, unknown>): Schedule[] {
	const userIds = Array.isArray(given.user_ids) ? given.user_ids.map(String) : [];
	const state = given.state === 'ACTIVATED' ? 'ACTIVATED' : 'SUSPENDED';
	checkUsers(world, userIds);
	checkMail(given, state, userIds.length);
	const scheduledDate = readDate(world, String(given.start_date));
	const override = given.activation_email_override;
	return userIds.map((systemUserId) => ({
		scheduledJobId: world.state.nextId(),
		systemUserId,
		state,
		scheduledDate,
		sendMail: given.send_activation_emails !== false,
		...(typeof override === 'string' ? { mailTo: override } : {}),
	}));
}

function checkUsers({ state, switches }: World, userIds: string[]): void {
	if (userIds.length > switches.maxUserIds) refuse(400, 'Too many user_ids');
	const unknown = userIds.find((id) => !state.users.some(({ _id }) => _id === id));
	if (unknown !== undefined) refuse(400, `No such user: ${unknown}`);
}

function checkMail(given: Record<string, unknown>, state: string, users: number): void {
	const { send_activation_emails: send, activation_email_override: override } = given;
	if (state !== 'ACTIVATED' && (send === true || override !== undefined)) {
		refuse(400, 'Mails go with ACTIVATED only');
	}
	if (override === undefined) return;
	if (users !== 1) refuse(400, 'activation_email_override needs exactly one user');
	if (!isEmail(String(override))) refuse(400, 'activation_email_override is not an address');
}

function readDate({ clock, switches }: World, text: string): Date {
	const date = new Date(text);
	const leadMs = date.getTime() - clock.now().getTime();
	if (leadMs <= 0) refuse(400, 'start_date must be in the future');
	if (leadMs < switches.minimumLeadMinutes * MINUTE_MS) {
		refuse(400, `start_date must be at least ${switches.minimumLeadMinutes} minutes ahead`);
	}
	return date;
}
