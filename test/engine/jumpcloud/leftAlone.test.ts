import type { IDataObject } from 'n8n-workflow';

import { output, run } from '../../support/engine';
import { aPerson, aUser, byEmployee, byId, closeAll, jumpCloud } from '../../support/jumpcloud';

afterEach(closeAll);

const EVENT = 'employees/employee/update';
const factorial = (about: IDataObject = {}) =>
	aPerson({ event: EVENT, full_name: 'Noor Vidal', ...about });
const OTHERS_ID = '64f0c0ffee00000000000001';

interface Step {
	resource?: string;
	operation: string;
	parameters?: IDataObject;
}

const target = byEmployee('={{ $json.id }}');
const skip = { options: { ifNotFound: 'skip' } };

/** What leaves somebody alone first. */
const first: Array<[string, string, Step, object, IDataObject]> = [
	[
		'Create or Update of somebody whose email is another’s',
		'conflict',
		{ operation: 'upsert' },
		{ employeeIdentifier: '9' },
		{},
	],
	['Create of somebody who is there', 'conflict', { operation: 'create' }, {}, {}],
	[
		'Create or Update of somebody without an email',
		'missing_work_email',
		{ operation: 'upsert' },
		{},
		{ work_email: null },
	],
	[
		'Create or Update of somebody who has left',
		'inactive',
		{ operation: 'upsert' },
		{ employeeIdentifier: '9', email: 'bo@corp.example' },
		{ active: false },
	],
	[
		'Activate of somebody who is suspended',
		'suspended',
		{ operation: 'activate', parameters: target },
		{ state: 'SUSPENDED', suspended: true },
		{},
	],
	[
		'Unsuspend that only reports',
		'suspended',
		{ operation: 'unsuspend', parameters: { ...target, options: { reportOnly: true } } },
		{ state: 'SUSPENDED', suspended: true },
		{},
	],
	[
		'Suspend on a day of somebody who is suspended',
		'suspended',
		{ operation: 'suspend', parameters: { ...target, when: 'at', date: '2098-06-30' } },
		{ state: 'SUSPENDED', suspended: true },
		{},
	],
	[
		'Update of somebody who is not there',
		'user_not_found',
		{
			operation: 'update',
			parameters: { ...target, ...skip, updateFields: { department: 'Sales' } },
		},
		{ employeeIdentifier: '9' },
		{},
	],
	[
		'Add User to a group that JumpCloud computes',
		'automated_group',
		{
			...{ resource: 'userGroup', operation: 'addUser' },
			parameters: { ...target, groups: ['Everybody'] },
		},
		{},
		{},
	],
];

/** What an admin puts behind that, with their usual fields. */
const later: Array<[string, Step]> = [
	['Create or Update', { operation: 'upsert' }],
	['Create', { operation: 'create' }],
	[
		'Update',
		{
			operation: 'update',
			parameters: { ...byId('={{ $json.id }}'), updateFields: { department: 'X' } },
		},
	],
	['Activate', { operation: 'activate', parameters: target }],
	['Suspend', { operation: 'suspend', parameters: byId('={{ $json.id }}') }],
	['Unsuspend', { operation: 'unsuspend', parameters: byId('={{ $json.id }}') }],
	[
		'Add User',
		{
			resource: 'userGroup',
			operation: 'addUser',
			parameters: { ...byId('={{ $json.id }}'), groups: ['Sales'] },
		},
	],
	[
		'Remove User',
		{
			resource: 'userGroup',
			operation: 'removeUser',
			parameters: { ...byId('={{ $json.id }}'), groups: ['Sales'] },
		},
	],
];

/** Each world has IDs of its own: they tell the second in which it was made. */
function alike(items: IDataObject[]): IDataObject[] {
	return JSON.parse(JSON.stringify(items).replace(/[0-9a-f]{24}/g, 'ID'));
}

describe.each(first)('after %s', (_first, reason, begin, user, about) => {
	const through = async (steps: Step[]) => {
		const sim = await jumpCloud({
			users: [aUser(user)],
			groups: [{ name: 'Sales' }, { name: 'Everybody', membershipMethod: 'DYNAMIC_AUTOMATED' }],
		});
		const finished = await run({
			items: [factorial(about)],
			credentials: { jumpCloudApi: sim.credential },
			nodes: [begin, ...steps].map(({ resource = 'user', operation, parameters }, index) => ({
				...{ name: `Step ${index}`, type: 'jumpCloud' },
				parameters: { resource, operation, ...parameters },
			})),
		});
		expect(sim.journal.writes()).toEqual([]);
		expect(finished.data.resultData.error).toBeUndefined();
		return alike(output(finished, `Step ${steps.length}`));
	};

	it('somebody who is left alone keeps the reason, the Factorial ID, name and event', async () => {
		expect(await through([])).toMatchObject([
			{
				...{ action: 'skipped', reason, employeeId: '512', event: EVENT },
				...{ full_name: 'Noor Vidal', first_name: 'Noor', last_name: 'Vidal' },
				message: expect.stringMatching(/.{20}/),
			},
		]);
	});

	it.each(later)('they pass through %s untouched', async (_later, step) => {
		expect(await through([step])).toEqual(await through([]));
	});

	it('they pass through all of them', async () => {
		const [leaving = {}] = await through(later.map(([, step]) => step));
		expect(leaving).toMatchObject({ action: 'skipped', reason, employeeId: '512', event: EVENT });
	});

	it('a plan tells the same of them, with who they are', async () => {
		const [before = {}] = await through([]);
		const items = await through([
			{ resource: 'sync', operation: 'plan', parameters: { rehires: 'unsuspend' } },
			{ resource: 'sync', operation: 'apply' },
		]);

		expect(items).toMatchObject([
			{
				...{ action: 'skip', result: 'noop', reason, message: before.message, event: EVENT },
				person: { employeeId: '512', firstName: 'Noor', lastName: 'Vidal' },
			},
		]);
	});
});

it('somebody who is left alone is not missing from the company', async () => {
	const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED', suspended: true })] });
	const steps: Step[] = [
		{ operation: 'suspend', parameters: { ...target, when: 'at', date: '2098-06-30' } },
		{ operation: 'activate', parameters: target },
		{
			...{ resource: 'sync', operation: 'plan' },
			parameters: {
				...{ people: 'everyone', listComplete: 'true', absent: 'suspend' },
				guard: { suspensions: 9 },
			},
		},
		{ resource: 'sync', operation: 'apply' },
	];
	sim.fail({
		kind: 'meanwhile',
		method: 'GET',
		path: /systemusers$/,
		// By now somebody has let them in by hand.
		run: () =>
			Object.assign(sim.state.user('noor.vidal'), { state: 'ACTIVATED', suspended: false }),
	});
	const finished = await run({
		items: [factorial()],
		credentials: { jumpCloudApi: sim.credential },
		nodes: steps.map(({ resource = 'user', operation, parameters }, index) => ({
			...{ name: `Step ${index}`, type: 'jumpCloud' },
			parameters: { resource, operation, ...parameters },
		})),
	});

	expect(output(finished, 'Step 3')).toMatchObject([{ reason: 'suspended' }]);
	expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
});

it('an ID of JumpCloud is never told as the one of Factorial', async () => {
	const sim = await jumpCloud();
	const finished = await run({
		items: [{ id: OTHERS_ID, event: EVENT, first_name: 'Noor' }],
		credentials: { jumpCloudApi: sim.credential },
		nodes: [
			{
				...{ name: 'Users', type: 'jumpCloud' },
				parameters: { resource: 'user', operation: 'get', ...byId('={{ $json.id }}'), ...skip },
			},
		],
	});

	const [leaving = {}] = output(finished, 'Users');
	expect(leaving).toMatchObject({ action: 'skipped', first_name: 'Noor', event: EVENT });
	expect(leaving.employeeId ?? '').not.toBe(OTHERS_ID);
});
