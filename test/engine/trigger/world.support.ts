import type { IDataObject } from 'n8n-workflow';

import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { Instance } from './instance.support';
import type { About } from './instance.support';

export const CREATED = 'employees/employee/create_with_contract';
export const UPDATED = 'employees/employee/update';
export const TERMINATED = 'employees/employee/terminate';

export interface World {
	factorial: FactorialSimulator;
	n8n: Instance;
	close(): Promise<void>;
}

/** A company with two people in one team, and an n8n that has its key. */
export async function startWorld(credential: IDataObject = {}): Promise<World> {
	const factorial = await startFactorial({
		company: {
			employees: [
				{
					id: '512',
					first_name: 'Noor',
					last_name: 'Vidal',
					email: 'noor.home@mail.example',
					personal_email: 'Noor.Home@mail.example',
					login_email: 'noor@corp.example',
					bank_number: 'ES0000000000000000000001',
					social_security_number: '00-0000000-01',
				},
				{
					id: '18446744073709777',
					first_name: 'Ivo',
					last_name: 'Kaya',
					email: 'ivo@corp.example',
					login_email: 'ivo@corp.example',
				},
			],
			teams: [{ id: '15', name: 'Finance' }],
			contracts: [{ id: '3001', employee_id: '512', job_title: 'Analyst', salary_amount: 4200000 }],
		},
		delivery: { attempts: 3, delayMs: () => 5 },
	});
	const n8n = await startN8n(factorial, {}, credential);
	return {
		factorial,
		n8n,
		async close() {
			await n8n.close();
			await factorial.close();
		},
	};
}

/** A world that each test of a file gets anew. */
export function freshWorld() {
	let world: World;
	beforeEach(async () => {
		world = await startWorld();
	});
	afterEach(async () => {
		await world.close();
	});
	return {
		get factorial() {
			return world.factorial;
		},
		get n8n() {
			return world.n8n;
		},
		/** Begins anew, with another credential. */
		async restart(credential: IDataObject): Promise<void> {
			await world.close();
			world = await startWorld(credential);
		},
		close: async () => await world.close(),
	};
}

/** Another n8n, or the same one at another address, with the key of the company. */
export async function startN8n(
	factorial: FactorialSimulator,
	about: About = {},
	credential: IDataObject = {},
): Promise<Instance> {
	const fields = { ...factorial.credential, ...credential } as Record<string, string>;
	return await Instance.start(fields, about);
}

/** A subscription that somebody else has made. */
export function subscribeElsewhere({ factorial }: World, type: string, given: object = {}) {
	const subscription = {
		id: factorial.state.ids.take(),
		type,
		target_url: 'https://other.example/hooks/in?token=do-not-show-this',
		company_id: factorial.state.company.id,
		name: 'Other tool',
		challenge: 'a-challenge-of-the-other-tool',
		enabled: true,
		api_version: '2026-04-01',
		...given,
	};
	factorial.state.subscriptions.push(subscription);
	return subscription;
}

/** The subscription of an event as Factorial has it, or a plain failure. */
export function held({ factorial }: World, type: string) {
	const found = factorial.state.subscriptions.find((subscription) => subscription.type === type);
	if (!found) throw new Error(`Nobody is subscribed to ${type}`);
	return found;
}

/** Where each event goes: by type, without the query. */
export function receivers({ factorial }: World): Record<string, string> {
	return Object.fromEntries(
		factorial.state.subscriptions.map(({ type, target_url: url }) => [
			type,
			url.split('?')[0] ?? '',
		]),
	);
}
