import { startWorld } from '../../../playground/company/world';
import type { World } from '../../../playground/company/world';
import { addresses } from '../../../playground/addresses';
import type { Session } from '../../../playground/session';
import { deliveryEntry, writeEntry } from '../../../playground/server/describe';
import type { Delivery } from '../../../playground/factorial/deliveries';
import type { JournalEntry } from '../../../playground/core/journal';

describe('the words of the playground', () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld({ factorialPort: 0, jumpCloudPort: 0 });
	});
	afterAll(async () => await world.close());

	const at = new Date('2026-11-30T10:00:00Z');

	function said(type: Delivery['type'], body: object, more: object = {}): string {
		const attempt = { at, body: JSON.stringify(body), ...more };
		const delivery = { id: '1', type, targetUrl: '', state: 'delivered' as const, at };
		return deliveryEntry({ ...delivery, attempts: [attempt] }, world.factorial.state).text;
	}

	it.each<[Delivery['type'], object, object, string]>([
		[
			...(['employees/employee/create_with_contract', { id: '1008' }, { status: 200 }] as const),
			'Factorial tells n8n that Søren Kjær was hired',
		],
		[
			...(['contracts/contract_version/create', { employee_id: '1008' }, { status: 200 }] as const),
			'Factorial tells n8n that Søren Kjær has a new contract',
		],
		[
			...(['teams/membership/delete', { id: '7', employee_id: '1008' }, { status: 503 }] as const),
			'Factorial tells n8n that Søren Kjær left a team: n8n answered 503',
		],
		[
			...(['employees/employee/update', { id: '404' }, { error: 'lost on the way' }] as const),
			'Factorial tells n8n that the record of somebody was changed: lost on the way',
		],
		[
			...(['teams/membership/bulk_upsert', [], { status: 200 }] as const),
			'Factorial tells n8n that teams were changed for several people',
		],
	])('tell of %s', (type, body, more, text) => {
		expect(said(type, body, more)).toBe(text);
	});

	it.each<[string, string, object, string]>([
		['POST', '/api/systemusers', { username: 'ada', state: 'STAGED' }, 'n8n creates ada as Staged'],
		[
			...(['POST', '/api/systemusers/ID/reactivate', {}] as const),
			'n8n sends the activation mail to tom.lee again',
		],
		['DELETE', '/api/systemusers/ID', {}, 'n8n deletes the user tom.lee'],
		[
			...(['PUT', '/api/systemusers/ID', { state: 'SUSPENDED' }] as const),
			'n8n sets tom.lee to Suspended',
		],
		[
			...(['POST', '/api/v2/usergroups/GROUP/members', { op: 'remove', id: 'ID' }] as const),
			'n8n takes tom.lee out of Sales',
		],
	])('tell of %s %s', (method, path, body, text) => {
		const { state } = world.jumpCloud;
		const group =
			state.groups.find(({ name }) => name === 'Sales') ?? state.addGroup({ name: 'Sales' });
		const real = (words: string) =>
			words.replace('ID', state.user('tom.lee')._id).replace('GROUP', group.id);
		const parsed = JSON.parse(real(JSON.stringify(body))) as object;
		const write = { at, method, path: real(path), body: parsed, status: 200 } as JournalEntry;
		expect(writeEntry(write, 0, state).text).toBe(text);
	});

	const session = (port: number): Session => {
		const at = (url: string) => ({ url, credential: { apiKey: 'a-key' } });
		const stage = {
			factorial: at('http://127.0.0.1:8062'),
			jumpCloud: at(`http://127.0.0.1:${port}`),
			server: { url: 'http://127.0.0.1:8061' },
			login: { email: 'admin@corp.example', password: 'Playground1' },
			n8nClock: {},
		};
		return { stage, templates: {} } as unknown as Session;
	};

	it('say what to enter in credentials, and nothing of ports that are free', () => {
		const printed = addresses(session(8063), 'http://127.0.0.1:8060');
		expect(printed).toContain('Base URL http://127.0.0.1:8062, API Key a-key');
		expect(printed).not.toContain('taken');
	});

	it('say which port is taken, and where the service is instead', () => {
		expect(addresses(session(20_000), 'http://127.0.0.1:8060')).toContain(
			'Port 8063 is taken by another program (another playground?): JumpCloud is at http://127.0.0.1:20000 instead.',
		);
	});

	it('say in words that a port is taken where none else was allowed', async () => {
		const factorialPort = Number(new URL(world.factorial.url).port);
		await expect(startWorld({ factorialPort, jumpCloudPort: 0 })).rejects.toThrow(
			`Port ${factorialPort} is taken by another program`,
		);
	});
});
