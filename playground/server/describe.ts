import type { JournalEntry } from '../core/journal';
import type { Delivery } from '../factorial/deliveries';
import type { JumpCloudState } from '../jumpcloud/state';
import type { Entry } from './entry';

const STATUS = { pending: 'pending', delivered: 'ok', failed: 'failed' } as const;

/** `employees/employee/update` reads as "employee update". */
function eventLabel(type: string): string {
	return type.split('/').slice(1).join(' ').replaceAll('_', ' ');
}

export function deliveryEntry({ id, type, state, at, attempts }: Delivery): Entry {
	const last = attempts.at(-1);
	const answer = last === undefined ? 'on its way' : (last.status ?? last.error ?? 'no answer');
	const tries = attempts.length > 1 ? `, attempt ${attempts.length}` : '';
	return {
		id: `delivery-${id}`,
		at: at.toISOString(),
		kind: 'delivery',
		text: `Factorial tells n8n: ${eventLabel(type)} (${answer}${tries})`,
		status: STATUS[state],
	};
}

interface Rule {
	method: string;
	path: RegExp;
	describe: (subject: string, body: Record<string, unknown>) => string;
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

/** What the writes we know mean, in a person's words. */
const RULES: Rule[] = [
	{
		method: 'POST',
		path: /\/systemusers$/,
		describe: (_, { username, state }) => `creates ${username} (${state})`,
	},
	{
		method: 'POST',
		path: /\/systemusers\/(\w+)\/state\/activate$/,
		describe: (subject) => `activates ${subject}`,
	},
	{
		method: 'PUT',
		path: /\/systemusers\/(\w+)$/,
		describe: (subject, body) =>
			'state' in body ? `sets ${subject} to ${body.state}` : `changes ${subject}: ${list(body)}`,
	},
	{
		method: 'POST',
		path: /\/bulk\/userstates$/,
		describe: (subject, { state, start_date: date }) =>
			`plans ${state} for ${subject} on ${minute(date)}`,
	},
	{
		method: 'DELETE',
		path: /\/bulk\/userstates\/(\w+)$/,
		describe: () => 'cancels a planned change',
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
	const [first]: unknown[] = [asRecord(body).user_ids].flat();
	const id = rule?.path.exec(path)?.[1] ?? (typeof first === 'string' ? first : undefined);
	const subject = (id && state.findUser(id)?.username) ?? id ?? '';
	const what = rule?.describe(subject, asRecord(body)) ?? `${method} ${path}`;
	const entry = { id: `jumpcloud-${index}`, at: at.toISOString(), kind: 'jumpcloud' as const };
	if (status === 0) return { ...entry, text: `n8n ${what}`, status: 'pending' };
	if (status < 400) return { ...entry, text: `n8n ${what} in JumpCloud`, status: 'ok' };
	if (lostTheRace(write, state)) {
		return { ...entry, text: `n8n ${what}: another run just did`, status: 'ok' };
	}
	return { ...entry, text: `n8n ${what}: refused by JumpCloud with ${status}`, status: 'failed' };
}
