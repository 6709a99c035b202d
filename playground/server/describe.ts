import type { JournalEntry } from '../core/journal';
import type { Delivery, DeliveryAttempt } from '../factorial/deliveries';
import type { FactorialEvent } from '../factorial/events';
import type { FactorialState } from '../factorial/state';
import type { JumpCloudState } from '../jumpcloud/state';
import type { Entry } from './entry';

const STATUS = { pending: 'pending', delivered: 'ok', failed: 'failed' } as const;

/** What Factorial tells with an event, about whom. */
const EVENTS: Record<FactorialEvent, (whom: string) => string> = {
	'employees/employee/create_with_contract': (whom) => `${whom} was hired`,
	'employees/employee/update': (whom) => `the record of ${whom} was changed`,
	'employees/employee/terminate': (whom) => `${whom} gets a last day`,
	'employees/employee/unterminate': (whom) => `${whom} stays after all`,
	'employees/employee/invite': (whom) => `${whom} was invited to Factorial`,
	'employees/employee/set_regular_access_start_date': (whom) =>
		`${whom} may log in to Factorial from a day on`,
	'contracts/contract_version/create': (whom) => `${whom} has a new contract`,
	'contracts/contract_version/update': (whom) => `the contract of ${whom} was changed`,
	'contracts/contract_version/delete': (whom) => `a contract of ${whom} was deleted`,
	'contracts/contract_version_request/approve': (whom) => `a promotion of ${whom} was approved`,
	'teams/membership/create': (whom) => `${whom} joined a team`,
	'teams/membership/update': (whom) => `the place of ${whom} in a team was changed`,
	'teams/membership/delete': (whom) => `${whom} left a team`,
	'teams/membership/bulk_upsert': () => 'teams were changed for several people',
};

/** Whom a payload is about, by name as far as there is one. */
function whomIn(body: string | undefined, people: FactorialState): string {
	const payload = asRecord(body === undefined ? undefined : JSON.parse(body));
	const id = payload.employee_id ?? payload.id;
	return people.employee(String(id))?.full_name || 'somebody';
}

export function deliveryEntry(
	{ id, type, state, at, attempts }: Delivery,
	people: FactorialState,
): Entry {
	const last = attempts.at(-1);
	return {
		id: `delivery-${id}`,
		at: at.toISOString(),
		kind: 'delivery',
		text: `Factorial tells n8n that ${EVENTS[type](whomIn(last?.body, people))}${answerOf(last, attempts.length)}`,
		status: STATUS[state],
	};
}

/** What came of the last attempt, where that is anything to speak of. */
function answerOf(attempt: DeliveryAttempt | undefined, count: number): string {
	if (!attempt || (attempt.status && attempt.status < 300)) return '';
	const answer = attempt.status
		? `n8n answered ${attempt.status}`
		: (attempt.error ?? 'n8n did not answer');
	return `: ${answer}${count > 1 ? `, attempt ${count}` : ''}`;
}

interface Rule {
	method: string;
	path: RegExp;
	/** @param other whom the body names besides */
	describe: (subject: string, body: Record<string, unknown>, other: string) => string;
}

/** What a body sets; custom attributes by their own names. */
const list = ({ attributes, ...fields }: Record<string, unknown>) =>
	[...Object.keys(fields), ...namesOf(attributes)].join(', ');

function namesOf(attributes: unknown): string[] {
	if (!Array.isArray(attributes)) return [];
	return attributes.map((attribute: unknown) => String(asRecord(attribute).name));
}

const MINUTE = new Intl.DateTimeFormat('en-GB', {
	...{ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' },
	...{ hour: '2-digit', minute: '2-digit' },
});

/** "30 Nov 2026, 23:59 UTC"; what is no moment stays as it was sent. */
function minute(date: unknown): string {
	const at = new Date(String(date));
	return Number.isNaN(at.getTime()) ? String(date) : `${MINUTE.format(at)} UTC`;
}

const STATES: Record<string, string> = {
	ACTIVATED: 'Active',
	STAGED: 'Staged',
	SUSPENDED: 'Suspended',
};

/** A state of JumpCloud, which writes some of them in small letters, as people say it. */
export const stateOf = (state: unknown) => STATES[String(state).toUpperCase()] ?? String(state);

/** What the writes we know mean, in a person's words. */
const RULES: Rule[] = [
	{
		method: 'POST',
		path: /\/systemusers$/,
		describe: (_, { username, state }) => `creates ${username} as ${stateOf(state)}`,
	},
	{
		method: 'POST',
		path: /\/systemusers\/(\w+)\/state\/activate$/,
		describe: (subject) => `activates ${subject}`,
	},
	{
		method: 'POST',
		path: /\/systemusers\/(\w+)\/reactivate$/,
		describe: (subject) => `sends the activation mail to ${subject} again`,
	},
	{
		method: 'PUT',
		path: /\/systemusers\/(\w+)$/,
		describe: (subject, body) =>
			'state' in body
				? `sets ${subject} to ${stateOf(body.state)}`
				: `changes ${subject}: ${list(body)}`,
	},
	{
		method: 'DELETE',
		path: /\/systemusers\/(\w+)$/,
		describe: (subject) => `deletes the user ${subject}`,
	},
	{
		method: 'POST',
		path: /\/bulk\/userstates$/,
		describe: (subject, { state, start_date: date }) =>
			`plans that ${subject} will be ${stateOf(state)} on ${minute(date)}`,
	},
	{
		method: 'DELETE',
		path: /\/bulk\/userstates\/(\w+)$/,
		describe: () => 'cancels a planned change',
	},
	{
		method: 'POST',
		path: /\/usergroups$/,
		describe: (_, { name }) => `makes the group ${name}`,
	},
	{
		method: 'POST',
		path: /\/usergroups\/(\w+)\/members$/,
		describe: (group, { op }, member) =>
			op === 'remove' ? `takes ${member} out of ${group}` : `puts ${member} into ${group}`,
	},
];

function asRecord(body: unknown): Record<string, unknown> {
	return typeof body === 'object' && body !== null ? { ...body } : {};
}

/**
 * Being hired raises two events, so two runs may want to create the same user at once. JumpCloud
 * refuses the later one, whose run then finds the user: nothing is wrong.
 */
function lostTheRace({ method, status, body }: JournalEntry, state: JumpCloudState): boolean {
	const { email, employeeIdentifier: link } = asRecord(body);
	if (method !== 'POST' || status < 400 || typeof email !== 'string' || !link) return false;
	return state.findUser(email)?.employeeIdentifier === link;
}

export function writeEntry(write: JournalEntry, index: number, state: JumpCloudState): Entry {
	const { method, path, status, body, at } = write;
	const rule = RULES.find((candidate) => candidate.method === method && candidate.path.test(path));
	const fields = asRecord(body);
	const [first]: unknown[] = [fields.user_ids].flat();
	const id = rule?.path.exec(path)?.[1] ?? (typeof first === 'string' ? first : undefined);
	const nameOf = (one: unknown) =>
		state.findUser(String(one))?.username ??
		state.groups.find((group) => group.id === one)?.name ??
		String(one);
	const subject = id === undefined ? '' : nameOf(id);
	const what = rule?.describe(subject, fields, nameOf(fields.id)) ?? `asks for ${method} ${path}`;
	const entry = { id: `jumpcloud-${index}`, at: at.toISOString(), kind: 'jumpcloud' as const };
	if (status === 0) return { ...entry, text: `n8n ${what}`, status: 'pending' };
	if (status < 400) return { ...entry, text: `n8n ${what}`, status: 'ok' };
	if (lostTheRace(write, state)) {
		return { ...entry, text: `n8n ${what}: another run just did`, status: 'ok' };
	}
	return { ...entry, text: `n8n ${what}: refused by JumpCloud with ${status}`, status: 'failed' };
}
