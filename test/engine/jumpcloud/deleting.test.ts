import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudOptions } from '../../../playground/jumpcloud/simulator';
import {
	GOES_ON,
	aUser,
	byEmail,
	byEmployee,
	byId,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

const noor = { ...byEmployee('512'), confirmation: 'noor.vidal' };

/** Noor, who manages Bo and Lea, and Ines. */
async function team(options: JumpCloudOptions = {}) {
	const users = [aUser(), { username: 'ines' }, { username: 'bo' }, { username: 'lea' }];
	const sim = await jumpCloud({ users, ...options });
	const { _id } = sim.state.user('noor.vidal');
	for (const name of ['bo', 'lea']) sim.state.user(name).manager = _id;
	return sim;
}

const names = (sim: Awaited<ReturnType<typeof team>>) =>
	sim.state.users.map(({ username }) => username);

const newManager = (mode: string, value: string): IDataObject => ({
	reports: 'move',
	newManager: { __rl: true, mode, value },
});

describe('Delete', () => {
	it.each([
		['the username', 'noor.vidal'],
		['the email in other letter case', ' Noor.Vidal@CORP.example '],
	])('deletes the user whose confirmation is %s, and nobody else', async (_case, confirmation) => {
		const sim = await jumpCloud({ users: [{ username: 'bo' }, aUser()] });
		const { _id: id } = sim.state.user('noor.vidal');
		const { items } = await runUser(sim, 'delete', { parameters: { ...noor, confirmation } });

		expect(names(sim)).toEqual(['bo']);
		const { username, email } = aUser();
		expect(items).toEqual([{ action: 'deleted', deleted: true, id, username, email }]);
	});

	it.each([
		['the name of somebody else', 'bo'],
		['the first name', 'Noor'],
		['yes', 'yes'],
		['blank', ' '],
		['a value that the item does not have', '={{ $json.username }}'],
	])('deletes nobody when the confirmation is %s', async (_case, confirmation) => {
		const sim = await jumpCloud({ users: [{ username: 'bo' }, aUser()] });
		const { error, items } = await runUser(sim, 'delete', {
			parameters: { ...noor, confirmation },
		});

		expect(words(error)).toMatch(
			/'Username or Email to Confirm'.*"noor.vidal".*Nobody was deleted/,
		);
		expect(items).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('needs the right confirmation for each item', async () => {
		const sim = await jumpCloud({ users: [{ username: 'bo' }, aUser()] });
		const { items } = await runUser(sim, 'delete', {
			items: [{ email: 'bo@corp.example' }, { email: aUser().email }],
			parameters: { ...byEmail('={{ $json.email }}'), confirmation: 'noor.vidal' },
			node: GOES_ON,
		});

		expect(items).toMatchObject([{ error: expect.stringContaining('"bo"') }, { deleted: true }]);
		expect(names(sim)).toEqual(['bo']);
	});

	it('of somebody who is not there fails, or is skipped when wanted', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...byEmployee('404'), confirmation: 'noor.vidal' };
		const { error } = await runUser(sim, 'delete', { parameters });
		const options = { ifNotFound: 'skip' };
		const { items } = await runUser(sim, 'delete', { parameters: { ...parameters, options } });

		expect(error?.message).toContain('404');
		expect(items).toMatchObject([{ action: 'skipped', reason: 'user_not_found' }]);
		expect(names(sim)).toEqual(['noor.vidal']);
	});

	it.each([
		['somebody else was faster', { kind: 'gone' }],
		['the answer was lost', { kind: 'resetAfter' }],
		['the answer was an error', { kind: 'status', status: 503, after: true }],
		['the answer was empty', { kind: 'empty', after: true }],
	] as const)('is done as well when %s', async (_case, fault) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const run = () => sim.state.users.splice(0, 1);
		if (fault.kind === 'gone') sim.fail({ kind: 'meanwhile', run, method: 'DELETE' });
		else sim.fail({ ...fault, method: 'DELETE' });
		const { items } = await runUser(sim, 'delete', { parameters: noor });

		expect(items).toMatchObject([{ deleted: true, username: 'noor.vidal' }]);
		expect(names(sim)).toEqual([]);
	});

	it.each([
		['a role that may only read', { kind: 'status', status: 403 }, 'may not'],
		['a login page', { kind: 'html' }, 'login page'],
	] as const)('is not reported as done after %s', async (_case, fault, told) => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ ...fault, method: 'DELETE' });
		const { error, items } = await runUser(sim, 'delete', { parameters: noor });

		expect(error?.message).toContain(told);
		expect(items).toEqual([]);
	});
});

describe('Delete of a manager', () => {
	it('is refused at first, and says whom they manage', async () => {
		const sim = await team();
		const { error } = await runUser(sim, 'delete', { parameters: noor });

		expect(words(error)).toMatch(/manager of 2.*bo, lea.*'If the User Manages Others'/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('who got a report in the meantime is refused by JumpCloud, with the same advice', async () => {
		const sim = await jumpCloud({ users: [aUser(), { username: 'bo' }] });
		const { _id } = sim.state.user('noor.vidal');
		const run = () => (sim.state.user('bo').manager = _id);
		sim.fail({ kind: 'meanwhile', run, method: 'DELETE' });
		const { error } = await runUser(sim, 'delete', { parameters: noor });

		expect(words(error)).toMatch(
			/does not delete.*"noor.vidal".*'If the User Manages Others'.*manager of other users/,
		);
		expect(names(sim)).toEqual(['noor.vidal', 'bo']);
	});

	it('leaves the reports without a manager when told so', async () => {
		const sim = await team();
		await runUser(sim, 'delete', { parameters: { ...noor, reports: 'clear' } });

		expect(names(sim)).toEqual(['ines', 'bo', 'lea']);
		expect(sim.state.users.map(({ manager }) => manager)).toEqual([undefined, null, null]);
	});

	it.each([
		['id', (id: string) => id],
		['list', (id: string) => id],
		['email', () => 'Ines@CORP.example'],
	])('moves the reports to another manager, chosen by %s', async (mode, valueOf) => {
		const sim = await team();
		const { _id } = sim.state.user('ines');
		const parameters = { ...noor, ...newManager(mode, valueOf(_id)) };
		const { items } = await runUser(sim, 'delete', { parameters });

		expect(items).toMatchObject([{ deleted: true, username: 'noor.vidal' }]);
		expect(sim.state.users.map(({ manager }) => manager)).toEqual([undefined, _id, _id]);
	});

	it.each([
		['is nobody, by ID', newManager('id', '64f0c0ffee00000000000001'), 'fits no'],
		['is nobody, by email', newManager('email', 'no.one@corp.example'), 'fits no'],
		['is empty', newManager('id', '={{ $json.nothing }}'), 'fits no'],
		['is the deleted user', newManager('employeeIdentifier', '512'), 'to be deleted'],
		['is no ID', newManager('id', 'ines'), 'not the ID'],
	])('deletes nobody when the new manager %s', async (_case, parameters, told) => {
		const sim = await team();
		const { error } = await runUser(sim, 'delete', { parameters: { ...noor, ...parameters } });

		expect(error?.message).toContain("'New Manager'");
		expect(error?.message).toContain(told);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('deletes nobody when two users fit the new manager', async () => {
		const sim = await team();
		sim.state.addUser({ username: 'ines2', email: 'ines@corp.example' });
		const { error } = await runUser(sim, 'delete', {
			parameters: { ...noor, ...newManager('email', 'ines@corp.example') },
		});

		expect(error?.message).toContain('2 JumpCloud users');
		expect(sim.journal.writes()).toEqual([]);
	});

	it('takes three calls by ID: read, look for reports, delete', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { _id } = sim.state.user('noor.vidal');
		await runUser(sim, 'delete', { parameters: { ...noor, ...byId(_id) } });

		expect(calls(sim)).toEqual(['read', 'search', 'delete']);
	});
});
