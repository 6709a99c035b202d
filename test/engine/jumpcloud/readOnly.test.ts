import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { runUsers, serviceAccount } from '../oauth/oauth.support';
import { EVERYONE, company, directoryOf, planAndApply, planChanges } from './sync/sync.support';
import { CHANGE_ID, WRITING, operationsOf, scheduleSuspension } from './writing.support';

afterEach(closeAll);

const READ_ONLY = { access: 'readOnly' };

const noor = byEmployee('512');

/** Every operation that writes, on somebody to whom it would do something. */
const WRITES: Array<[string, string, IDataObject]> = [
	['user', 'create', { state: 'STAGED' }],
	['user', 'upsert', {}],
	['user', 'update', { ...noor, updateFields: { company: 'Elsewhere' } }],
	['user', 'activate', byEmployee('513')],
	['user', 'resendActivation', byEmployee('515')],
	['user', 'suspend', noor],
	['user', 'suspend', { ...noor, when: 'at', date: '2099-06-30' }],
	['user', 'unsuspend', byEmployee('514')],
	['user', 'delete', { ...noor, confirmation: 'noor.vidal' }],
	['userGroup', 'addUser', { ...noor, groups: ['Finance'] }],
	['userGroup', 'removeUser', { ...noor, groups: ['Sales'] }],
	['scheduledChange', 'cancel', { changeId: CHANGE_ID }],
];

async function directory() {
	const sim = await jumpCloud({
		users: [
			aUser(),
			{ username: 'bo', employeeIdentifier: '513', state: 'STAGED' },
			{ username: 'alma', employeeIdentifier: '514', state: 'SUSPENDED', suspended: true },
			{ username: 'cleo', employeeIdentifier: '515', activated: false },
		],
		groups: [{ name: 'Sales' }, { name: 'Finance' }],
	});
	sim.state.groups[0]?.members.push(sim.state.user('noor.vidal')._id);
	scheduleSuspension(sim);
	return sim;
}

/** Of `create` somebody who has no user, of the others somebody whose user differs. */
const person = (operation: string) =>
	operation === 'create'
		? aPerson({ id: '600', work_email: 'ida@corp.example', first_name: 'Ida' })
		: aPerson({ last_name: 'Prats' });

describe('a credential that may only read', () => {
	it('is tried with all that writes', () => expect(operationsOf(WRITES)).toEqual(WRITING));

	it.each(WRITES)('refuses %s: %s, before anything is sent', async (resource, operation, given) => {
		const sim = await directory();
		const before = JSON.stringify([sim.state.users, sim.state.groups, sim.state.schedules]);
		const { error, items } = await runUser(sim, operation, {
			resource,
			parameters: given,
			items: [person(operation)],
			credential: READ_ONLY,
		});

		expect(words(error)).toMatch(/JumpCloud credential is set to Read Only.*'Access'/);
		expect(items).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
		expect(JSON.stringify([sim.state.users, sim.state.groups, sim.state.schedules])).toBe(before);
	});

	it('lets the others go on where an item may fail', async () => {
		const sim = await directory();
		const { items, error } = await runUser(sim, 'suspend', {
			parameters: { user: { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.who }}' } },
			items: [{ who: '512' }, { who: '514' }],
			node: GOES_ON,
			credential: READ_ONLY,
		});

		expect(error).toBeUndefined();
		// Nothing is to be written for somebody who is suspended already.
		expect(items).toMatchObject([
			{ error: expect.stringContaining('Read Only') as string },
			{ action: 'unchanged', username: 'alma' },
		]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('says so also where a warning would be enough otherwise', async () => {
		const sim = await directory();
		const { error } = await runUser(sim, 'upsert', {
			parameters: { additionalFields: { groups: ['Finance'] } },
			items: [aPerson()],
			credential: READ_ONLY,
		});

		expect(words(error)).toContain('Read Only');
		expect(sim.journal.writes()).toEqual([]);
	});

	it('reads, also where JumpCloud wants a POST for it', async () => {
		const sim = await directory();
		const got = await runUser(sim, 'get', { parameters: noor, credential: READ_ONLY });
		const many = await runUser(sim, 'getAll', {
			parameters: { returnAll: true },
			credential: READ_ONLY,
		});

		expect(got.items).toMatchObject([{ username: 'noor.vidal' }]);
		expect(many.items).toHaveLength(4);
		expect(calls(sim)).toContain('search');
	});

	it('plans, and refuses to apply, for one reason and without asking anybody', async () => {
		const { people, users } = company(3);
		const sim = await jumpCloud({ users });
		Object.assign(sim.credential, READ_ONLY);
		const moved = people.map((one) => ({ ...one, last_name: 'Prats' }));
		const before = directoryOf(sim);
		const { planned, items, error } = await planAndApply(sim, moved, EVERYONE);

		expect(planned).toMatchObject(people.map(() => ({ action: 'update' })));
		expect(error).toBeUndefined();
		expect(items).toMatchObject(
			people.map(() => ({ result: 'refused', reason: 'read_only', changes: [] })),
		);
		expect(String(items[0]?.message)).toContain("'Access'");
		expect(calls(sim)).toEqual([]);
		expect(directoryOf(sim)).toEqual(before);
	});

	it('is as safe with a token', async () => {
		const sim = await directory();
		const { error } = await runUsers(
			{ ...serviceAccount(sim), ...READ_ONLY },
			{ operation: 'suspend', ...noor },
		);

		expect(words(error)).toContain('JumpCloud OAuth2 credential is set to Read Only');
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});
});

describe('what a credential says about access', () => {
	it.each([
		['nothing, as before there was a choice', undefined, 'suspended'],
		['Read and Write', 'readWrite', 'suspended'],
		['a word that nobody knows', 'readwrite', undefined],
		['an empty value', '', undefined],
		['null', null, undefined],
	])('%s', async (_case, access, action) => {
		const sim = await directory();
		const credential = { access } as ICredentialDataDecryptedObject as Record<string, string>;
		const { items, error } = await runUser(sim, 'suspend', { parameters: noor, credential });

		expect(items[0]?.action).toBe(action);
		expect(error === undefined).toBe(action !== undefined);
	});

	it('is looked at only by what writes', async () => {
		const { people, users } = company(2);
		const sim = await jumpCloud({ users });
		Object.assign(sim.credential, READ_ONLY);
		const { items, error } = await planChanges(sim, people, EVERYONE);

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});
});
