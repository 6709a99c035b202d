import type { IDataObject } from 'n8n-workflow';

import type { CompanySeed } from '../../../playground/factorial/state';
import type { Subscription } from '../../../playground/factorial/types';
import { N8N_URL } from '../engine';
import { aSmallCompany, employee, factorial, runFactorial } from '../factorial';
import { itemsOf } from './sample';
import type { Samples } from './sample';

const OWN = `${N8N_URL}/webhook/4f1c1a86/webhook`;
const INCLUDE = [
	...['contract', 'customFields', 'leaves', 'legalEntity', 'location', 'manager', 'teams'],
	'termination',
];

/** What may leave of what is included; which custom fields there are is up to each company. */
const CHOSEN = { include: INCLUDE, customFields: ['cost_center'], leaveKinds: ['801'] };

/** Domains at which nobody has an address. */
const ELSEWHERE = { workEmailDomains: 'elsewhere.example' };

/** The small company, in which whatever can have a value has one with somebody. */
function everythingSet(): CompanySeed {
	const { employees = [], contracts = [], teams = [], ...rest } = aSmallCompany();
	const [noor, ...others] = employees;
	const about = {
		preferred_name: 'Nono',
		company_identifier: 'E-512',
		terminated_on: '2099-12-31',
		termination_reason_type: 'others',
		termination_reason: 'Moves away',
	};
	return {
		...rest,
		employees: [{ ...noor, ...about }, ...others],
		contracts: contracts.map((contract) => ({ ...contract, ends_on: '2099-12-31' })),
		customFields: [{ id: '1', slug: 'cost_center', label_text: 'Cost Center' }],
		customValues: [{ id: '101', field_id: '1', valuable_id: '512', value: 'CC-100' }],
		leaveTypes: [{ id: '801', name: 'Parental leave' }],
		leaves: [
			{
				...{ id: '8101', employee_id: '512', leave_type_id: '801' },
				...{ start_on: '2026-01-01', finish_on: '2099-12-31' },
			},
		],
		teams: teams.map((team) => ({ ...team, description: 'Money', avatar: 'https://a.example/15' })),
	};
}

async function company() {
	const sim = await factorial({ company: everythingSet() });
	const subscriptions: Array<Pick<Subscription, 'type' | 'target_url' | 'name'>> = [
		{ type: 'employees/employee/update', target_url: OWN, name: 'n8n People (wf1)' },
		{
			type: 'employees/employee/create_with_contract',
			target_url: 'https://other.example/in',
			name: 'n8n test, belongs to https://third.example/in',
		},
	];
	for (const [index, subscription] of subscriptions.entries()) {
		const challenge = index === 0 ? 'a-challenge-that-nobody-sees' : null;
		sim.state.subscriptions.push({
			...subscription,
			...{ id: String(90210 + index), challenge, enabled: false },
			...{ api_version: '2026-07-01', company_id: sim.state.company.id },
		});
	}
	return sim;
}

const read =
	(resource: string, operation: string, parameters: IDataObject = {}) =>
	async () =>
		await itemsOf(runFactorial(await company(), resource, operation, { parameters }));

/** After an event, as in the templates. */
async function one(id: string, more: IDataObject = {}) {
	const options = { ifNotFound: 'skip' };
	const parameters = { ...employee('id', id), ...CHOSEN, options, ...more };
	const items = [{ event: 'employees/employee/update', id }];
	return await runFactorial(await company(), 'employee', 'get', { items, parameters });
}

export const factorialSamples: Samples = {
	'contractVersion.getAll': read('contractVersion', 'getAll'),
	'employee.get': async () =>
		await itemsOf(one('512'), one('600'), one('777'), one('512', ELSEWHERE)),
	'employee.getAll': async () => [
		...(await read('employee', 'getAll', CHOSEN)()),
		...(await read('employee', 'getAll', { ...CHOSEN, ...ELSEWHERE })()),
	],
	'location.getAll': read('location', 'getAll'),
	'team.getAll': read('team', 'getAll'),
	'webhookSubscription.getAll': read('webhookSubscription', 'getAll'),
	'webhookSubscription.repair': read('webhookSubscription', 'repair'),
};
