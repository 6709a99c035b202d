import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { planThenApply, results } from './sync/sync.support';

afterEach(closeAll);

/** What may come back for a user who was made or changed, instead of the user. */
const REPLIES: Array<[JumpCloudSwitches['writeReply']]> = [['id'], ['record'], ['text'], ['none']];

const noor = byEmployee('512');
const attribute = { attribute: [{ name: 'costUnit', value: 'F1' }] };

describe.each(REPLIES)('where what is written is answered with %s', (writeReply) => {
	const switches = { writeReply };

	it('an update counts as soon as JumpCloud shows it', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const updateFields = { department: 'Ops', customAttributes: attribute };
		const parameters = { ...noor, updateFields };
		const { items, error } = await runUser(sim, 'update', { parameters });
		const again = await runUser(sim, 'update', { parameters });

		expect(words(error)).toBe('');
		expect(items).toMatchObject([
			{ action: 'updated', username: 'noor.vidal', changed: ['attributes.costUnit', 'department'] },
		]);
		expect(again.items).toMatchObject([{ action: 'unchanged' }]);
		expect(sim.state.users).toMatchObject([{ department: 'Ops' }]);
	});

	it('a user is made once, and is the one that leaves', async () => {
		const sim = await jumpCloud({ switches });
		const { items, error } = await runUser(sim, 'upsert', { items: [aPerson(), aPerson()] });

		expect(words(error)).toBe('');
		expect(items).toMatchObject([
			{ action: 'created', id: sim.state.users[0]?._id, username: 'noor.vidal' },
			{ action: 'unchanged' },
		]);
		expect(calls(sim).filter((call) => call === 'create')).toHaveLength(1);
	});

	it('suspensions and what a plan writes are applied, and nothing is left to plan', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Prats' })], switches });
		const people = [
			aPerson({ active: false, terminated_on: '2026-01-31' }),
			aPerson({ id: '513', first_name: 'Bo', last_name: 'Kaya', work_email: 'bo@corp.example' }),
		];
		const { items } = await planThenApply(sim, people);
		const again = await planThenApply(sim, people);

		expect(results(items).toSorted()).toEqual(
			expect.arrayContaining(['applied create', 'applied suspend']),
		);
		expect(items.filter(({ result }) => result !== 'applied')).toEqual([]);
		expect(again.planned).toEqual([]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(sim.state.users).toHaveLength(2);
	});
});

describe('what is answered as done and is not', () => {
	const switches = { writesKept: false, writeReply: 'record' } as const;

	it('is no update, and the error names what is missing', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const parameters = { ...noor, updateFields: { department: 'Ops' } };
		const { items, error } = await runUser(sim, 'update', { parameters });

		expect(items).toEqual([]);
		expect(words(error)).toContain('as done, and does not show it: department');
	});

	it('is no suspension', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const { items, error } = await runUser(sim, 'suspend', { parameters: noor });

		expect(items).toEqual([]);
		expect(words(error)).toContain('reports the state ACTIVATED instead of SUSPENDED');
	});

	it('is no new user, and is not sent again', async () => {
		const sim = await jumpCloud({ switches });
		const { items, error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toEqual([]);
		expect(words(error)).toContain('it is not certain that there is one');
		expect(calls(sim).filter((call) => call === 'create')).toHaveLength(1);
	});
});

describe('a create that is refused as something that cannot be processed (422)', () => {
	it.each(['exists', 'none'] as const)('takes the next number: %s', async (duplicateWords) => {
		const users = [{ username: 'bo', systemUsername: 'noor.vidal' }];
		const sim = await jumpCloud({
			users,
			switches: { duplicateStatus: 422, duplicateWords, localAccountsInSearch: false },
		});
		const { items, error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(words(error)).toBe('');
		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
	});
});
