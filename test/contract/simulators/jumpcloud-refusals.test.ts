import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';

afterEach(closeAll);

type Body = Record<string, unknown>;
type Row = [what: string, body: Body | ((sim: JumpCloudSimulator) => Body), status?: number];

async function organization() {
	const started = await jumpCloud({
		users: [
			{ username: 'ana', email: 'ana@corp.example', employeeIdentifier: '7' },
			{ username: 'bo', email: 'bo@corp.example' },
			{ username: 'cy', email: 'cy@corp.example', state: 'SUSPENDED' },
		],
		foreignEmails: ['taken@elsewhere.example'],
	});
	const { sim } = started;
	const id = (name: string) => sim.state.user(name)._id;
	return { ...started, id, before: JSON.stringify(sim.state.users) };
}

const text = (length: number) => 'a'.repeat(length);
const email = 'new@corp.example';

const CREATES: Row[] = [
	['no username', { email }],
	['no email', { username: 'new' }],
	['an unknown field', { username: 'new', email, nickname: 'N' }],
	['a read-only field', { username: 'new', email, _id: NOBODY }],
	['a username that starts with a digit', { username: '1new', email }],
	['a username with a space', { username: 'ne w', email }],
	['a username with an at sign', { username: 'new@corp', email }],
	['a username with an accent', { username: 'néw', email }],
	['an empty username', { username: '', email }],
	['a username of 1025 characters', { username: text(1025), email }],
	['a taken username', { username: 'ana', email }],
	['a taken username in other letters', { username: 'ANA', email }],
	['an email without a domain', { username: 'new', email: 'new' }],
	['an email of 1025 characters', { username: 'new', email: `${text(1012)}@corp.example` }],
	['a taken email', { username: 'new', email: 'ana@corp.example' }],
	['a taken email in other letters', { username: 'new', email: 'Ana@Corp.Example' }],
	['an email of another organization', { username: 'new', email: 'taken@elsewhere.example' }],
	['a taken employee identifier', { username: 'new', email, employeeIdentifier: '7' }],
	[
		'an employee identifier of 257 characters',
		{ username: 'new', email, employeeIdentifier: text(257) },
	],
	['a number as employee identifier', { username: 'new', email, employeeIdentifier: 8 }],
	['a first name of 1025 characters', { username: 'new', email, firstname: text(1025) }],
	['an unknown state', { username: 'new', email, state: 'ACTIVE' }],
	['suspended but active', { username: 'new', email, state: 'ACTIVATED', suspended: true }],
	['not suspended but SUSPENDED', { username: 'new', email, state: 'SUSPENDED', suspended: false }],
	['a manager who does not exist', { username: 'new', email, manager: NOBODY }],
	['a manager given by email', { username: 'new', email, manager: 'ana@corp.example' }],
	[
		'an attribute name with an underscore',
		{ username: 'new', email, attributes: [{ name: 'a_b', value: '1' }] },
	],
	[
		'an attribute name of 32 characters',
		{ username: 'new', email, attributes: [{ name: text(32), value: '1' }] },
	],
	['an attribute without a name', { username: 'new', email, attributes: [{ value: '1' }] }],
	[
		'an attribute twice',
		{
			username: 'new',
			email,
			attributes: [
				{ name: 'a', value: '1' },
				{ name: 'a', value: '2' },
			],
		},
	],
	[
		'an attribute value of 1025 characters',
		{ username: 'new', email, attributes: [{ name: 'a', value: text(1025) }] },
	],
	[
		'an attribute value that is no text',
		{ username: 'new', email, attributes: [{ name: 'a', value: 1 }] },
	],
	[
		'an unknown type of phone number',
		{ username: 'new', email, phoneNumbers: [{ type: 'fax', number: '1' }] },
	],
	['a user id that is text', { username: 'new', email, unix_uid: '5001' }],
	['a bad alternate email', { username: 'new', email, alternateEmail: 'nobody' }],
	['a short password', { username: 'new', email, password: 'short' }],
];

const UPDATES: Row[] = [
	['a read-only field', { _id: NOBODY }],
	['another read-only field', { created: '2026-01-01T00:00:00Z' }],
	['fields that only a create takes', { activated: true }],
	['the state STAGED', { state: 'STAGED' }],
	['contradicting state and suspended', { state: 'SUSPENDED', suspended: false }],
	['the state SUSPENDED alone', { state: 'SUSPENDED' }],
	['suspended alone', { suspended: true }],
	['a taken username', { username: 'bo' }],
	[
		'a new username while bound',
		(sim) => {
			sim.state.bind('ana');
			return { username: 'ana.new' };
		},
	],
	['a taken email', { email: 'bo@corp.example' }],
	['an email of another organization', { email: 'taken@elsewhere.example' }],
	['a manager who does not exist', { manager: NOBODY }],
	['themselves as manager', (sim) => ({ manager: sim.state.user('ana')._id })],
	['an address without a type', { addresses: [{ locality: 'Porto' }] }],
	['an id inside a phone number', { phoneNumbers: [{ type: 'work', number: '1', id: NOBODY }] }],
];

const at = (sim: JumpCloudSimulator, minutes: number) =>
	new Date(sim.clock.now().getTime() + minutes * 60_000).toISOString();
const ids = (sim: JumpCloudSimulator, ...names: string[]) =>
	names.map((name) => sim.state.user(name)._id);

const SCHEDULES: Row[] = [
	['nobody', (sim) => ({ user_ids: [], state: 'SUSPENDED', start_date: at(sim, 90) })],
	[
		'somebody who does not exist',
		(sim) => ({ user_ids: [NOBODY], state: 'SUSPENDED', start_date: at(sim, 90) }),
	],
	[
		'the singular user_id',
		(sim) => ({ user_id: ids(sim, 'ana')[0], state: 'SUSPENDED', start_date: at(sim, 90) }),
	],
	[
		'the state STAGED',
		(sim) => ({ user_ids: ids(sim, 'ana'), state: 'STAGED', start_date: at(sim, 90) }),
	],
	['no date', (sim) => ({ user_ids: ids(sim, 'ana'), state: 'SUSPENDED' })],
	[
		'a day without a time',
		(sim) => ({ user_ids: ids(sim, 'ana'), state: 'SUSPENDED', start_date: '2099-01-01' }),
	],
	[
		'a time without a zone',
		(sim) => ({ user_ids: ids(sim, 'ana'), state: 'SUSPENDED', start_date: '2099-01-01T08:00:00' }),
	],
	[
		'a day that does not exist',
		(sim) => ({
			user_ids: ids(sim, 'ana'),
			state: 'SUSPENDED',
			start_date: '2099-02-30T08:00:00Z',
		}),
	],
	[
		'the past',
		(sim) => ({ user_ids: ids(sim, 'ana'), state: 'SUSPENDED', start_date: at(sim, -1) }),
	],
	[
		'59 minutes ahead',
		(sim) => ({ user_ids: ids(sim, 'ana'), state: 'SUSPENDED', start_date: at(sim, 59) }),
	],
	[
		'a mail with a suspension',
		(sim) => ({
			user_ids: ids(sim, 'ana'),
			state: 'SUSPENDED',
			start_date: at(sim, 90),
			send_activation_emails: true,
		}),
	],
	[
		'an address with a suspension',
		(sim) => ({
			user_ids: ids(sim, 'ana'),
			state: 'SUSPENDED',
			start_date: at(sim, 90),
			activation_email_override: email,
		}),
	],
	[
		'one address for two people',
		(sim) => ({
			user_ids: ids(sim, 'ana', 'cy'),
			state: 'ACTIVATED',
			start_date: at(sim, 90),
			activation_email_override: email,
		}),
	],
	[
		'a bad address',
		(sim) => ({
			user_ids: ids(sim, 'cy'),
			state: 'ACTIVATED',
			start_date: at(sim, 90),
			activation_email_override: 'boss',
		}),
	],
];

const bodyOf = (row: Row[1], sim: JumpCloudSimulator): Body =>
	typeof row === 'function' ? row(sim) : row;

describe('creating a user', () => {
	it.each(CREATES)(
		'is refused for %s, and nobody is created',
		async (_what, body, status = 400) => {
			const { sim, send, before } = await organization();
			const answer = await send('POST', '/systemusers', bodyOf(body, sim));
			expect(answer.status).toBe(status);
			expect(typeof answer.data.message).toBe('string');
			expect(JSON.stringify(sim.state.users)).toBe(before);
			expect(sim.state.mails).toEqual([]);
		},
	);

	it('says of a duplicate only that it exists', async () => {
		const { sim, send } = await organization();
		const body = { username: 'new', email: 'taken@elsewhere.example' };
		expect((await send('POST', '/systemusers', body)).data).toEqual({
			message: 'User already exists',
		});
		sim.switches.duplicateStatus = 409;
		expect((await send('POST', '/systemusers', body)).status).toBe(409);
	});
});

describe('updating a user', () => {
	it.each(UPDATES)('is refused for %s, and nothing changes', async (_what, body, status = 400) => {
		const { sim, send, id, before } = await organization();
		const answer = await send('PUT', `/systemusers/${id('ana')}`, bodyOf(body, sim));
		expect(answer.status).toBe(status);
		expect(JSON.stringify(sim.state.users)).toBe(before);
	});

	it('is refused for the state ACTIVATED alone while suspended', async () => {
		const { sim, send, id } = await organization();
		expect((await send('PUT', `/systemusers/${id('cy')}`, { state: 'ACTIVATED' })).status).toBe(
			400,
		);
		expect(sim.state.user('cy').state).toBe('SUSPENDED');
	});
});

describe('scheduling a change', () => {
	it.each(SCHEDULES)(
		'is refused for %s, and nothing is scheduled',
		async (_what, body, status = 400) => {
			const { sim, send } = await organization();
			const answer = await send('POST', '/v2/bulk/userstates', bodyOf(body, sim));
			expect(answer.status).toBe(status);
			expect(sim.state.schedules).toEqual([]);
		},
	);
});

describe('what is not there', () => {
	it.each([
		['GET', `/systemusers/${NOBODY}`],
		['PUT', `/systemusers/${NOBODY}`],
		['DELETE', `/systemusers/${NOBODY}`],
		['POST', `/systemusers/${NOBODY}/state/activate`],
		['DELETE', `/v2/bulk/userstates/${NOBODY}`],
		['GET', `/v2/usergroups/${NOBODY}`],
		['GET', `/v2/users/${NOBODY}/memberof`],
		['GET', `/organizations/${NOBODY}`],
	])('%s %s gets 404', async (method, path) => {
		const { send } = await organization();
		expect((await send(method, path, method === 'GET' ? undefined : {})).status).toBe(404);
	});

	it('answers 200 with nothing for a missing user when switched so', async () => {
		const { send } = await jumpCloud({ switches: { missingUser: 'empty' } });
		const answer = await send('GET', `/systemusers/${NOBODY}`);
		expect([answer.status, answer.data]).toEqual([200, '']);
	});
});

describe('a request that is not what it says', () => {
	it('is refused for text that is no JSON', async () => {
		const { send } = await organization();
		const headers = { 'content-type': 'application/json' };
		expect((await send('POST', '/systemusers', '{"username":', headers)).status).toBe(400);
	});

	it('is refused for a form', async () => {
		const { send } = await organization();
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		expect((await send('POST', '/systemusers', 'username=x', headers)).status).toBe(415);
	});
});
