import type { IDataObject } from 'n8n-workflow';

import {
	aPerson,
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

const NOBODY = '64f0c0ffee00000000000001';

describe('the user to work on is found', () => {
	const suspended = async (parametersOf: (id: string) => IDataObject, about = {}) => {
		const sim = await jumpCloud({ users: [{ username: 'bo' }, aUser(about)] });
		const { _id } = sim.state.user('noor.vidal');
		const { items } = await runUser(sim, 'suspend', { parameters: parametersOf(_id) });
		expect(sim.state.user('bo').state).toBe('ACTIVATED');
		return { state: sim.state.user('noor.vidal').state, item: items[0] };
	};

	it.each([
		['by ID', (id: string) => byId(id)],
		['by ID in capitals', (id: string) => byId(id.toUpperCase())],
		[
			'by the address in the portal',
			(id: string) => byId(`https://console.example/#/users/${id}/details`),
		],
		['from the list', (id: string) => ({ user: { __rl: true, mode: 'list', value: id } })],
		['by email in any letter case', () => byEmail('Noor.Vidal@CORP.example')],
		['by employee identifier', () => byEmployee('512')],
	])('%s', async (_case, parametersOf) => {
		expect((await suspended(parametersOf)).state).toBe('SUSPENDED');
	});

	it('by employee identifier in a custom attribute', async () => {
		const attributes = [{ name: 'hrId', value: '77' }];
		const parameters = { ...byEmployee('77'), options: { linkAttribute: 'hrId' } };
		expect((await suspended(() => parameters, { attributes })).state).toBe('SUSPENDED');
	});

	it('by work email when nobody is linked to the employee', async () => {
		const options = { fallbackEmail: 'noor.vidal@corp.example' };
		const parameters = { ...byEmployee('600'), options };
		const unlinked = { employeeIdentifier: undefined };
		expect((await suspended(() => parameters, unlinked)).state).toBe('SUSPENDED');
	});

	it.each([
		['without a link', { employeeIdentifier: undefined }, 'employeeIdentifier'],
		[
			'whose other attribute holds the ID',
			{ employeeIdentifier: undefined, attributes: [{ name: 'badge', value: '512' }] },
			'customAttribute',
		],
	])(
		'not by the work email of the item, unless that is wished: a user %s',
		async (_c, about, link) => {
			const options = {
				ifNotFound: 'skip',
				...(link === 'customAttribute' && { linkAttribute: 'hrId' }),
			};
			const sim = await jumpCloud({ users: [aUser(about)] });
			const parameters = { ...byEmployee('512'), options };
			const { items } = await runUser(sim, 'suspend', { items: [aPerson()], parameters });

			expect(items).toMatchObject([{ action: 'skipped', reason: 'user_not_found' }]);
			expect(sim.journal.writes()).toEqual([]);
		},
	);

	it('nor by an employee identifier that is somebody else’s by name and email', async () => {
		const stranger = { username: 'ines', email: 'ines@corp.example', employeeIdentifier: '512' };
		const sim = await jumpCloud({ users: [{ ...stranger, firstname: 'Ines', lastname: 'Soler' }] });
		const parameters = byEmployee('512');
		const { items } = await runUser(sim, 'suspend', { items: [aPerson()], parameters });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'link_doubtful' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('by employee identifier although somebody else has the work email', async () => {
		const options = { fallbackEmail: 'bo@corp.example' };
		const parameters = { ...byEmployee('512'), options };
		const sim = await jumpCloud({ users: [{ username: 'bo', email: 'bo@corp.example' }, aUser()] });
		const { items } = await runUser(sim, 'suspend', { parameters });

		expect(items).toMatchObject([{ action: 'suspended', username: 'noor.vidal' }]);
		expect(sim.state.user('bo').state).toBe('ACTIVATED');
	});

	it('but not by work email when another employee is linked', async () => {
		const options = { fallbackEmail: 'noor.vidal@corp.example' };
		const { state, item } = await suspended(() => ({ ...byEmployee('600'), options }));

		expect(state).toBe('ACTIVATED');
		expect(item).toMatchObject({ reason: 'conflict', conflict: 'linked_to_other_employee' });
	});

	it('and two with the same email are a conflict', async () => {
		const email = 'noor.vidal@corp.example';
		const sim = await jumpCloud({ users: [aUser(), { username: 'bo', email }] });
		const { items } = await runUser(sim, 'suspend', { parameters: byEmail(email) });

		expect(items).toMatchObject([{ reason: 'conflict', conflict: 'several_emails' }]);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('a user who is not there', () => {
	const nobody = [
		['by ID', byId(NOBODY), NOBODY],
		['by email', byEmail('no.one@corp.example'), 'no.one@corp.example'],
		['by employee identifier', byEmployee('404'), '404'],
		['with an empty value', byEmployee('={{ $json.id_that_nobody_has }}'), 'empty'],
	] as const;

	it.each(nobody)('%s stops with an error that says whom', async (_case, parameters, whom) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error, items } = await runUser(sim, 'suspend', { parameters });

		expect(words(error)).toContain("'User'");
		expect(words(error)).toContain(whom);
		expect(items).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each(nobody)('%s is skipped when wanted', async (_case, parameters) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const options = { ifNotFound: 'skip' };
		const { error, items } = await runUser(sim, 'suspend', {
			parameters: { ...parameters, options },
		});

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'skipped', reason: 'user_not_found' }]);
	});

	it('is missing as well when JumpCloud answers with nothing instead of 404', async () => {
		const sim = await jumpCloud({ switches: { missingUser: 'empty' } });
		const { error } = await runUser(sim, 'get', { parameters: byId(NOBODY) });

		expect(error?.message).toContain(NOBODY);
	});

	it('is not what an answer that cannot be read means', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'html' });
		const parameters = {
			...byId(sim.state.user('noor.vidal')._id),
			options: { ifNotFound: 'skip' },
		};
		const { error, items } = await runUser(sim, 'suspend', { parameters });

		expect(error?.message).toContain('login page');
		expect(items).toEqual([]);
	});
});

it('something that cannot be an ID is refused before anybody is asked', async () => {
	const sim = await jumpCloud();
	const { error } = await runUser(sim, 'get', { parameters: byId('noor.vidal') });

	expect(words(error)).toContain("'User'");
	expect(calls(sim)).toEqual([]);
});
