import type { IDataObject } from 'n8n-workflow';

import type { CompanySeed } from '../../../playground/factorial/state';
import { factorial, runFactorial } from '../../support/factorial';
import { closeAll, jumpCloud } from '../../support/jumpcloud';
import { applyChanges, planChanges } from '../jumpcloud/sync/sync.support';

/*
 * What somebody's contracts and last day come to, from Factorial's records to JumpCloud's user: whole lives
 * that a single "start date" and a single "end date" cannot tell. A row is a life; it is tried for somebody
 * who has no user yet, whichever order Factorial lists the contracts in.
 */

afterEach(closeAll);

const ID = '512';
const TODAY = new Date().toISOString().slice(0, 10);
const IN_A_WEEK = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const SOON = '2098-02-01';
const LATER = '2098-06-30';

interface Life {
	employee?: IDataObject;
	contracts?: IDataObject[];
	/** state of the user and what is scheduled; nothing where there is to be none */
	access: string[];
	includes?: string[];
}

const LIVES: Record<string, Life> = {
	// Nobody knows the day on which the access would be right.
	'no contract is known': { access: ['STAGED'] },
	'a contract without an end': {
		contracts: [{ effective_on: '2022-01-10', starts_on: '2022-01-10' }],
		access: ['ACTIVATED'],
	},
	'a contract of a week that begins today': {
		contracts: [{ effective_on: TODAY, starts_on: TODAY, ends_on: IN_A_WEEK }],
		access: ['ACTIVATED'],
	},
	'a contract to come': {
		contracts: [{ effective_on: SOON, starts_on: SOON }],
		access: ['STAGED', `ACTIVATED at ${SOON}`],
	},
	'a contract to come, whose first version holds from a later day on': {
		contracts: [{ effective_on: LATER, starts_on: SOON }],
		access: ['STAGED', `ACTIVATED at ${SOON}`],
	},
	'an ended contract, and another one to come': {
		contracts: [
			{ effective_on: '2022-01-10', starts_on: '2022-01-10', ends_on: '2024-06-30' },
			{ effective_on: SOON, starts_on: SOON },
		],
		access: ['STAGED', `ACTIVATED at ${SOON}`],
	},
	'an ended contract, and another one to come that keeps the first day of the first': {
		contracts: [
			{ effective_on: '2022-01-10', starts_on: '2022-01-10', ends_on: '2024-06-30' },
			{ effective_on: SOON, starts_on: '2022-01-10' },
		],
		access: ['STAGED', `ACTIVATED at ${SOON}`],
	},
	'two ended contracts, and one that holds': {
		contracts: [
			{ effective_on: '2019-01-01', starts_on: '2019-01-01', ends_on: '2019-12-31' },
			{ effective_on: '2020-06-01', starts_on: '2020-06-01', ends_on: '2021-06-30' },
			{ effective_on: '2023-01-01', starts_on: '2023-01-01' },
		],
		access: ['ACTIVATED'],
	},
	'a change of the salary of a contract that holds': {
		contracts: [
			{ effective_on: '2022-01-10', starts_on: '2022-01-10' },
			{ effective_on: '2024-01-01', starts_on: '2022-01-10' },
			{ effective_on: SOON, starts_on: '2022-01-10' },
		],
		access: ['ACTIVATED'],
	},
	'a last day to come': {
		employee: { terminated_on: LATER },
		contracts: [{ effective_on: '2022-01-10', starts_on: '2022-01-10' }],
		access: ['ACTIVATED', `SUSPENDED at ${LATER}`],
	},
	'a first and a last day to come': {
		employee: { terminated_on: LATER },
		contracts: [{ effective_on: SOON, starts_on: SOON }],
		access: ['STAGED', `ACTIVATED at ${SOON}`, `SUSPENDED at ${LATER}`],
	},
	'a last day before the first one': {
		employee: { terminated_on: SOON },
		contracts: [{ effective_on: LATER, starts_on: LATER }],
		access: ['STAGED', `SUSPENDED at ${SOON}`],
	},
	'a last day that is over': { employee: { terminated_on: '2025-12-31' }, access: [] },
	'a last day that is over, and a contract that goes on': {
		employee: { terminated_on: '2025-12-31' },
		contracts: [{ effective_on: '2022-01-10', starts_on: '2022-01-10' }],
		access: [],
	},
	'no account at the domains of the company': {
		employee: { login_email: 'noor@gmail.example', email: 'noor@gmail.example' },
		access: [],
	},
};

async function lived({ employee = {}, contracts = [] }: Life, isReversed: boolean) {
	const own = contracts.map((about) => ({ employee_id: ID, ...about }));
	const email = 'noor.vidal@corp.example';
	const company = {
		employees: [
			{
				...{ id: ID, first_name: 'Noor', last_name: 'Vidal', email, login_email: email },
				...employee,
			},
		],
		contracts: isReversed ? own.toReversed() : own,
	} as CompanySeed;
	const hr = await factorial({ company });
	const directory = await jumpCloud({});
	const { items: people } = await runFactorial(hr, 'employee', 'getAll', {
		parameters: { returnAll: true, include: ['contract'], workEmailDomains: 'corp.example' },
	});
	const rules = {
		state: 'STAGED',
		activation: 'firstDay',
		activationTime: '00:00',
		timeZone: 'UTC',
	};
	const { items: planned } = await planChanges(directory, people, rules);
	await applyChanges(directory, planned);
	// What waits for the user to be there is done by the next comparison.
	const again = await planChanges(directory, people, rules);
	await applyChanges(directory, again.items);
	const { items: third } = await planChanges(directory, people, rules);
	const { state } = directory;
	return {
		access: [
			...state.users.map((user) => user.state),
			...state.schedules
				.map((one) => `${one.state} at ${one.scheduledDate.toISOString().slice(0, 10)}`)
				.toSorted(),
		],
		writes: third.filter(({ action }) => !['skip', 'conflict', 'noop'].includes(String(action))),
	};
}

describe.each(Object.entries(LIVES))('%s', (_name, life) => {
	it.each([false, true])('(reversed: %s)', async (isReversed) => {
		const { access, writes } = await lived(life, isReversed);
		expect(access).toEqual(life.access);
		expect(writes).toEqual([]);
	});
});
