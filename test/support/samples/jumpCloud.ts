import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../playground/jumpcloud/types';
import { aPerson, aUser, byEmail, byEmployee, jumpCloud, runUser } from '../jumpcloud';
import { itemsOf } from './sample';
import type { Samples } from './sample';

const FAR = '2099-12-31';
const skipMissing = { options: { ifNotFound: 'skip' } };
const nobody: IDataObject = { ...byEmployee('404'), ...skipMissing };
const noor: IDataObject = byEmployee('512');
const withoutEmail = aPerson({ id: '9', work_email: null });
const inGroups: IDataObject = { additionalFields: { groups: ['Sales', 'Nowhere'] } };

/** An organization with people, groups, and changes that are still to come. */
async function organization(about: Partial<SystemUser> = {}) {
	const sim = await jumpCloud({
		users: [aUser(about), { username: 'bo', employeeIdentifier: '600' }, { username: 'svc' }],
		groups: [
			{ name: 'Sales', description: 'Everybody who sells' },
			{ name: 'Everybody', membershipMethod: 'DYNAMIC_AUTOMATED' },
		],
	});
	const { _id: systemUserId } = sim.state.user('noor.vidal');
	for (const state of ['ACTIVATED', 'SUSPENDED'] as const) {
		const scheduledJobId = sim.state.nextId();
		const scheduledDate = new Date('2099-06-30T21:59:00Z');
		sim.state.schedules.push({
			...{ scheduledJobId, systemUserId, state, scheduledDate },
			sendMail: false,
		});
	}
	return sim;
}

type Organization = Awaited<ReturnType<typeof organization>>;

/** Runs an operation on each of several sets of parameters, in a fresh organization. */
async function users(
	operation: string,
	about: Partial<SystemUser>,
	...sets: IDataObject[]
): Promise<IDataObject[]> {
	const runs = sets.map(async (parameters) => {
		const sim = await organization(about);
		return await runUser(sim, operation, { parameters });
	});
	return await itemsOf(...runs);
}

async function groups(operation: string, before: (sim: Organization) => void, name: string) {
	const sim = await organization();
	before(sim);
	const items = ['noor.vidal', 'svc'].map((username) => ({ email: `${username}@corp.example` }));
	const parameters = { ...byEmail('={{ $json.email }}'), groups: [name] };
	return await runUser(sim, operation, { resource: 'userGroup', parameters, items });
}

async function listed(resource: string, parameters: IDataObject = {}) {
	const sim = await organization();
	for (const group of sim.state.groups) group.members.push(sim.state.user('noor.vidal')._id);
	return await itemsOf(runUser(sim, 'getAll', { resource, parameters: { ...parameters } }));
}

/** People who are new, who are there, who cannot be told apart, and who have no email. */
async function provisioned(operation: string) {
	const sim = await organization({ employeeIdentifier: '511' });
	const ines = { id: '7', first_name: 'Ines', work_email: 'ines@corp.example' };
	const bo = { id: '600', first_name: 'Bo', work_email: 'bo.new@corp.example' };
	const people = [aPerson(ines), aPerson(bo), aPerson(), withoutEmail];
	const items = people.map((person) => ({ ...person }));
	return await itemsOf(runUser(sim, operation, { items, parameters: inGroups }));
}

const nothing = () => {};
const member = ({ state }: Organization) => {
	for (const group of state.groups) group.members.push(state.user('noor.vidal')._id);
};

/** A company in which everything is there that a plan can say. */
async function plannedCompany() {
	const sim = await organization({ lastname: 'Old', employeeIdentifier: '512' });
	const parameters = {
		...{ people: 'everyone', activation: 'firstDay', managers: 'keep', whenGuarded: 'mark' },
		groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
		guard: { suspensions: 100, suspensionsPercent: 100 },
		options: { includeUnchanged: true, summaryItem: true },
	};
	const start = { start_date: '2098-01-01', manager_id: '512', team_names: ['Sales'] };
	const people = [
		aPerson({ ...start, manager_id: null }),
		aPerson({ ...start, id: '600', work_email: 'bo@corp.example', terminated_on: FAR }),
		aPerson({ ...start, id: '7', work_email: 'ines@corp.example', first_name: 'Ines' }),
		aPerson({ ...start, id: '8', work_email: 'svc@corp.example' }),
		aPerson({ ...start, id: '9', work_email: 'two@corp.example' }),
		aPerson({ ...start, id: '9', work_email: 'two@corp.example' }),
		aPerson({ ...start, id: '10', work_email: 'ten@corp.example', terminated_on: 'soon' }),
		aPerson({ ...start, id: '11', work_email: 'gone@corp.example', active: false }),
	];
	const made = await runUser(sim, 'plan', { resource: 'sync', items: people, parameters });
	return { sim, items: await itemsOf(Promise.resolve(made)) };
}

export const jumpCloudSamples: Samples = {
	'scheduledChange.cancel': async () => {
		const sim = await organization();
		const [change] = sim.state.schedules;
		const parameters = { changeId: change?.scheduledJobId };
		return await itemsOf(runUser(sim, 'cancel', { resource: 'scheduledChange', parameters }));
	},
	'scheduledChange.getAll': async () => [
		...(await listed('scheduledChange')),
		...(await listed('scheduledChange', { of: 'user', ...noor })),
	],
	'sync.apply': async () => {
		const { sim, items } = await plannedCompany();
		sim.state.user('bo').lastname = 'Elsewhere';
		const stranger = { action: 'update', reason: 'mover' };
		return await itemsOf(runUser(sim, 'apply', { resource: 'sync', items: [...items, stranger] }));
	},
	'sync.plan': async () => (await plannedCompany()).items,
	'user.activate': async () =>
		await users(
			...(['activate', { state: 'STAGED' }, noor] as const),
			{ ...noor, when: 'at', date: FAR },
			nobody,
		),
	'user.create': async () => await provisioned('create'),
	'user.delete': async () =>
		await users('delete', {}, { ...noor, ...confirmed }, { ...nobody, ...confirmed }),
	'user.get': async () => await users('get', {}, noor, byEmail('svc@corp.example')),
	'user.getAll': async () => await users('getAll', {}, {}),
	'user.resendActivation': async () => [
		...(await users('resendActivation', { activated: false }, noor, nobody)),
		...(await users('resendActivation', { state: 'STAGED' }, noor)),
	],
	'user.suspend': async () =>
		await users(
			...(['suspend', {}, { ...noor, when: 'at', date: FAR }] as const),
			{ ...noor, options: { cancelScheduled: true } },
			nobody,
		),
	'user.unsuspend': async () =>
		await users(
			...(['unsuspend', { state: 'SUSPENDED' }] as const),
			{ ...noor, options: { cancelScheduled: true } },
			nobody,
		),
	'user.update': async () =>
		await users(
			...(['update', {}] as const),
			{
				...byEmail('noor.vidal@corp.example'),
				updateFields: { jobTitle: 'Head', manager: missingManager },
			},
			{ ...noor, updateFields: { employeeIdentifier: '600' } },
			{ ...byEmail('svc@corp.example'), updateFields: { jobTitle: 'Robot' } },
			{ ...nobody, updateFields: { jobTitle: 'Head' } },
		),
	'user.upsert': async () => await provisioned('upsert'),
	'userGroup.addUser': async () =>
		await itemsOf(groups('addUser', nothing, 'Sales'), groups('addUser', nothing, 'Everybody')),
	'userGroup.getAll': async () => await listed('userGroup'),
	'userGroup.removeUser': async () =>
		await itemsOf(groups('removeUser', member, 'Sales'), groups('removeUser', member, 'Everybody')),
};

const confirmed = { confirmation: 'noor.vidal' };
const missingManager: IDataObject = { __rl: true, mode: 'employeeIdentifier', value: '404' };
