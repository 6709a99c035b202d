import { inspect } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

import { startFactorial } from '../../playground/factorial/simulator';
import type { FactorialOptions, FactorialSimulator } from '../../playground/factorial/simulator';
import type { CompanySeed } from '../../playground/factorial/state';
import { outputs, run } from './engine';
import type { Given } from './engine';
import { closedLater } from './jumpcloud';

/** A simulator that `closeAll` ends. */
export async function factorial(options: FactorialOptions = {}): Promise<FactorialSimulator> {
	return closedLater(await startFactorial(options));
}

export interface FactorialRun extends Pick<Given, 'n8nUrl' | 'staticData' | 'timezone'> {
	parameters?: IDataObject;
	items?: IDataObject[];
	node?: Partial<INode>;
	credential?: Record<string, string>;
}

/**
 * Runs one operation of the Factorial node against a simulator.
 *
 * @throws Error when the API key is anywhere in what n8n would store of the run
 */
export async function runFactorial(
	sim: { credential: Record<string, string> },
	resource: string,
	operation: string,
	{ parameters = {}, items = [{}], node = {}, credential = {}, ...given }: FactorialRun = {},
) {
	const secrets = { ...sim.credential, ...credential };
	const finished = await run({
		...given,
		items,
		credentials: { factorialApi: secrets },
		nodes: [
			{
				name: 'HR',
				type: 'factorial',
				parameters: { resource, operation, ...parameters },
				...node,
			},
		],
	});
	const { resultData } = finished.data;
	const error = resultData.error ?? resultData.runData.HR?.[0]?.error;
	const kept = JSON.stringify(finished.data) + inspect(error, { depth: 9 });
	if (kept.includes(String(secrets.apiKey))) throw new Error('the API key is in the run');

	const leaving = outputs(finished, 'HR')[0] ?? [];
	const hints = resultData.runData.HR?.[0]?.hints ?? [];
	return { leaving, items: leaving.map(({ json }) => json), error, hints, kept };
}

/** What was asked of Factorial: the last part of each path, with ids as `:id`. */
export function asked(sim: FactorialSimulator): string[] {
	return sim.journal.all().map(({ method, path }) => {
		const [last = '', before = ''] = path.split('/').reverse();
		const what = /^\d+$/.test(last) ? `${before}/:id` : last;
		return method === 'GET' ? what : `${method} ${what}`;
	});
}

/** The query of the nth request. */
export function queryOf(sim: FactorialSimulator, index = 0) {
	return sim.journal.all()[index]?.query ?? {};
}

/** The employee locator. */
export function employee(mode: 'email' | 'id' | 'list', value: unknown): IDataObject {
	return { employee: { __rl: true, mode, value } as IDataObject };
}

/** So many invented people, with ids from 1001 on. */
export function crowd(count: number): NonNullable<CompanySeed['employees']> {
	return Array.from({ length: count }, (_, n) => ({
		id: String(1001 + n),
		first_name: `Person${String(n).padStart(4, '0')}`,
		last_name: 'Vidal',
		email: `person${n}@corp.example`,
		login_email: `person${n}@corp.example`,
		...(n > 0 && { manager_id: String(1001 + (n % 7)) }),
	}));
}

/** A small company in which everything that can be included is there. */
export function aSmallCompany(): CompanySeed {
	return {
		employees: [
			{
				id: '512',
				first_name: 'Noor',
				last_name: 'Vidal',
				email: 'noor.home@mail.example',
				personal_email: 'noor.home@mail.example',
				login_email: 'Noor@corp.example',
				manager_id: '18446744073709777',
				location_id: '9',
				legal_entity_id: '3',
				bank_number: 'ES0000000000000000000001',
				social_security_number: '00-0000000-01',
				updated_at: '2026-11-20T08:00:00.000Z',
			},
			{
				id: '18446744073709777',
				first_name: 'Ivo',
				last_name: 'Kaya',
				email: 'ivo@corp.example',
				login_email: 'ivo@corp.example',
				location_id: '10',
				updated_at: '2026-11-10T08:00:00.000Z',
			},
			{
				id: '600',
				first_name: 'Ada',
				last_name: 'Prats',
				email: 'ada@corp.example',
				terminated_on: '2025-01-31',
				updated_at: '2025-01-15T08:00:00.000Z',
			},
		],
		contracts: [
			{ id: '3001', employee_id: '512', job_title: 'Analyst', salary_amount: 4200000 },
			{
				id: '3002',
				employee_id: '512',
				job_title: 'Senior Analyst',
				effective_on: '2025-06-01',
				salary_amount: 5200000,
			},
			{ id: '3003', employee_id: '512', job_title: 'Head', effective_on: '2099-01-01' },
		],
		teams: [
			{ id: '15', name: 'Finance' },
			{ id: '16', name: 'Audit' },
		],
		memberships: [
			{ id: '61', employee_id: '512', team_id: '15', lead: true },
			{ id: '62', employee_id: '512', team_id: '16' },
		],
		locations: [
			{ id: '9', name: 'Valencia', main: true },
			{ id: '10', name: 'Dublin' },
		],
		legalEntities: [{ id: '3', legal_name: 'Corp Example SL' }],
	};
}
