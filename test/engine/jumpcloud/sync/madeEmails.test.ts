import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, runUser, words } from '../../../support/jumpcloud';
import { EVERYONE, planAndApply, planChanges, reasons, results } from './sync.support';

afterEach(closeAll);

const MADE: IDataObject = { noWorkEmail: 'makeFromName', emailDomain: 'corp.example' };

const noor = (id: string, about: IDataObject = {}) => aPerson({ id, work_email: null, ...about });

type Sim = Awaited<ReturnType<typeof jumpCloud>>;
const emails = ({ state }: Sim) => state.users.map(({ email }) => email).toSorted();

describe.each([
	['Everyone', EVERYONE],
	['Some People', { people: 'some' }],
])('with %s, people without a work email', (_, rules) => {
	const parameters = { ...rules, ...MADE };

	it('get one that nobody has, and the second run is quiet', async () => {
		const other = { username: 'it', email: 'it@corp.example' };
		const sim = await jumpCloud({
			users: [{ ...other, alternateEmail: 'Noor.Vidal@corp.example' }],
		});
		const people = [noor('1'), noor('2'), aPerson({ id: '3', first_name: 'Bo' })];
		const { planned, items } = await planAndApply(sim, people, parameters);
		expect(planned.map((item) => item.made_email)).toEqual([
			...['noor.vidal1@corp.example', 'noor.vidal2@corp.example', undefined],
		]);
		expect(results(items)).toEqual(['applied create', 'applied create', 'applied create']);
		expect(items[0]?.warnings).toEqual(['made_email: noor.vidal1@corp.example']);
		const first = sim.state.user('noor.vidal1@corp.example');
		expect(first).toMatchObject({ employeeIdentifier: '1', firstname: 'Noor' });

		const again = await planAndApply(sim, people, { ...parameters, options: { clearEmpty: true } });
		expect(again.planned).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('get the email that the source has later', async () => {
		const sim = await jumpCloud();
		await planAndApply(sim, [noor('1')], parameters);
		await planAndApply(sim, [noor('1', { work_email: 'n@corp.example' })], parameters);
		expect(emails(sim)).toEqual(['n@corp.example']);
	});

	it('are left alone where an unlinked user of that name has it', async () => {
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '' })] });
		const { planned } = await planAndApply(sim, [noor('1')], parameters);
		expect(reasons(planned)).toEqual(['conflict conflict']);
		expect(planned).toMatchObject([{ conflict: 'unlinked_user' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('get the next one where somebody is faster, and the result says which', async () => {
		const sim = await jumpCloud();
		const people = [noor('1'), noor('2'), noor('3')];
		const { items } = await planAndApply(sim, people, parameters, (planned) => {
			const email = 'noor.vidal1@corp.example';
			sim.state.addUser({ username: 'x', email, employeeIdentifier: '99', firstname: 'Bo' });
			return planned;
		});
		expect(results(items)).toEqual(['applied create', 'applied create', 'applied create']);
		expect(items.map(({ warnings }) => warnings)).toEqual([
			['made_email: noor.vidal@corp.example'],
			['made_email: noor.vidal3@corp.example'],
			['made_email: noor.vidal2@corp.example'],
		]);
		expect(emails(sim)).toEqual(
			['1', '2', '3', ''].map((number) => `noor.vidal${number}@corp.example`),
		);
	});
});

it('a create that is refused stops nobody else', async () => {
	const sim = await jumpCloud({ foreignEmails: ['noor.vidal@corp.example'] });
	const people = [noor('1'), noor('2', { first_name: 'Bo' })];
	const { items } = await planAndApply(sim, people, MADE);
	expect(results(items)).toEqual(['applied create', 'applied create']);
	expect(emails(sim)).toEqual(['bo.vidal@corp.example', 'noor.vidal1@corp.example']);
});

it('the same plan, applied twice, makes one user', async () => {
	const sim = await jumpCloud();
	await planAndApply(sim, [noor('1')], MADE, (planned) => [...planned, ...planned]);
	expect(emails(sim)).toEqual(['noor.vidal@corp.example']);
});

describe.each(['create', 'upsert'])('%s of people without a work email', (operation) => {
	it('makes one for each, also side by side', async () => {
		const sim = await jumpCloud();
		const items = [noor('1'), noor('2'), noor('3')];
		const run = await runUser(sim, operation, { parameters: MADE, items });
		expect(run.items.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
		const made = run.items.map((item) => String(item.made_email)).toSorted();
		expect(made).toEqual(emails(sim));
		expect(made).toEqual(['1', '2', ''].map((number) => `noor.vidal${number}@corp.example`));
	});

	it('skips them as before where nothing was chosen', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, operation, { items: [noor('1')] });
		expect(items).toMatchObject([{ action: 'skipped', reason: 'missing_work_email' }]);
	});
});

it('Create or Update keeps a made email as long as the source has none', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const parameters = { ...MADE, options: { clearEmpty: true } };
	const { items } = await runUser(sim, 'upsert', { parameters, items: [noor('512')] });
	expect(items).toMatchObject([{ action: 'unchanged', email: 'noor.vidal@corp.example' }]);
});

it.each([
	['no link', { link: 'none' }, /needs a link/],
	['no domain', { emailDomain: ' ' }, /'Email Domain' cannot be/],
	['a domain that is none', { emailDomain: 'corp' }, /'Email Domain' cannot be 'corp'/],
	['a pattern without a name', { emailPattern: 'staff' }, /'Email Pattern' cannot be 'staff'/],
	['a pattern with other words', { emailPattern: '{nick}' }, /'Email Pattern'/],
])('is refused with %s', async (_, about, expected) => {
	const sim = await jumpCloud();
	const planned = await planChanges(sim, [noor('1')], { ...MADE, ...about });
	const created = await runUser(sim, 'create', {
		parameters: { ...MADE, ...about },
		items: [noor('1')],
	});
	expect(words(planned.error)).toMatch(expected);
	expect(words(created.error)).toMatch(expected);
	expect(sim.journal.all()).toEqual([]);
});
