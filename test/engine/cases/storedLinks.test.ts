import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { patternOf } from '../../../playground/jumpcloud/search/regex';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import type { SystemUser } from '../../../playground/jumpcloud/types';
import { linkOf, patternOfLooks } from '../../../nodes/JumpCloud/sync/users';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';
import { EVERYONE, planAndApply, planChanges, planThenApply } from '../jumpcloud/sync/sync.support';

/*
 * A link that somebody has entered by hand, or that came along with an import: it looks like the ID, and
 * is not the same text. It is read as the ID of a person is, wherever it is read and however it is found.
 */

afterEach(closeAll);

const ZWSP = '\u200b';
const NBSP = '\u00a0';
const COMPOSED = 'PEÑA-é1'.normalize('NFC');

/** The ID, and what stands with the user. */
const LOOKS: Array<[string, string, string]> = [
	['a blank behind it', '512', '512 '],
	['a blank before it', '512', ' 512'],
	['a tab and a line break', '512', '\t512\r\n'],
	['a space that does not break', '512', `512${NBSP}`],
	['a zero-width space before it', '512', `${ZWSP}512`],
	['a zero-width space in it', '512', `5${ZWSP}12`],
	['a byte order mark', '512', '\ufeff512'],
	['a mark of direction', '512', '\u200e512\u200f'],
	['letters that were taken apart', COMPOSED, COMPOSED.normalize('NFD')],
	['another kind of blank in it', 'A 12', `A${NBSP}12`],
	['signs that patterns know', 'a.b+(1)', `a.b+(1)${ZWSP}`],
];

type Linked = Partial<SystemUser>;

/** Where the link is kept, with what tells the steps so. */
const PLACES: Array<
	[string, (stored: string) => Linked, IDataObject, IDataObject, (user: Linked) => unknown]
> = [
	[
		'the employee identifier',
		(employeeIdentifier) => ({ employeeIdentifier }),
		{},
		{},
		({ employeeIdentifier }) => employeeIdentifier,
	],
	[
		'a custom attribute',
		(value) => ({ employeeIdentifier: '', attributes: [{ name: 'factorialId', value }] }),
		{ link: 'customAttribute', linkAttribute: 'factorialId' },
		{ options: { linkAttribute: 'factorialId' } },
		({ attributes }) => attributes?.find(({ name }) => name === 'factorialId')?.value,
	],
];

const WAYS: Array<[string, IDataObject]> = [
	['Everyone', EVERYONE],
	['Some People', { people: 'some' }],
];

const LEFT = { terminated_on: '2025-12-31', work_email: null };
const MOVED = { work_email: 'noor.prats@corp.example', last_name: 'Prats' };

describe.each(PLACES)('a link in %s', (_place, linked, rules, target, linkIn) => {
	describe.each(LOOKS)('with %s', (_look, id, stored) => {
		const world = async (about: Linked = {}, switches: Partial<JumpCloudSwitches> = {}) =>
			await jumpCloud({ users: [aUser({ ...linked(stored), ...about })], switches });
		const isRight = (sim: JumpCloudSimulator) => {
			expect(sim.state.users).toHaveLength(1);
			expect(linkIn(sim.state.user('noor.vidal'))).toBe(id);
		};

		it.each(WAYS)('is a leaver’s: %s', async (_way, people) => {
			const sim = await world();
			await planAndApply(sim, [aPerson({ id, ...LEFT })], { ...rules, ...people });

			expect(sim.state.users).toMatchObject([{ username: 'noor.vidal', state: 'SUSPENDED' }]);
		});

		it.each(WAYS)('is a mover’s, and is put right: %s', async (_way, people) => {
			const sim = await world();
			const given = { ...rules, ...people };
			await planAndApply(sim, [aPerson({ id, ...MOVED })], given);

			isRight(sim);
			expect(sim.state.users).toMatchObject([{ email: MOVED.work_email, lastname: 'Prats' }]);
			expect((await planChanges(sim, [aPerson({ id, ...MOVED })], given)).items).toEqual([]);
		});

		it.each(WAYS)('is put right where nothing else differs: %s', async (_way, people) => {
			const sim = await world();
			const given = { ...rules, ...people };
			const { planned, items } = await planAndApply(sim, [aPerson({ id })], given);

			expect(planned).toMatchObject([{ action: 'update', changes: [{ from: stored, to: id }] }]);
			expect(items).toMatchObject([{ result: 'applied' }]);
			isRight(sim);
			expect((await planChanges(sim, [aPerson({ id })], given)).items).toEqual([]);
		});

		it.each<[string, IDataObject, Linked]>([
			['suspend', {}, { state: 'SUSPENDED' }],
			['update', { updateFields: { department: 'Sales' } }, { department: 'Sales' }],
		])('is found By Employee Identifier: %s', async (operation, more, expected) => {
			const sim = await world();
			const parameters = { ...target, ...byEmployee(id), ...more };
			const { error } = await runUser(sim, operation, { parameters });

			expect(error).toBeUndefined();
			expect(sim.state.users).toMatchObject([expected]);
		});

		it('makes no second user in Create or Update, and is put right', async () => {
			const sim = await world();
			const run = { items: [aPerson({ id, ...MOVED })], parameters: rules };
			const { items } = await runUser(sim, 'upsert', run);

			expect(items).toMatchObject([{ action: 'updated', lastname: 'Prats' }]);
			isRight(sim);
			expect((await runUser(sim, 'upsert', run)).items).toMatchObject([{ action: 'unchanged' }]);
		});

		it('makes no second user in Create', async () => {
			const sim = await world();
			const run = { items: [aPerson({ id, ...MOVED })], parameters: rules };
			const { items } = await runUser(sim, 'create', run);

			expect(items).toMatchObject([{ action: 'skipped', conflict: 'user_exists' }]);
			expect(sim.journal.writes()).toEqual([]);
		});
	});

	it('costs nobody a call who has a plain one', async () => {
		const users = [aUser(linked('512'))];
		const sim = await jumpCloud({ users });
		await planThenApply(sim, [aPerson()], { ...rules, people: 'some' });

		expect(calls(sim)).toEqual(['search', 'read schedule']);
	});

	it.each<[string, Partial<JumpCloudSwitches>]>([
		['refuses a pattern there', { linkPatterns: 'refused' }],
		['refuses it, and whatever is mixed', { linkPatterns: 'refused', mixedSearch: false }],
		['refuses whatever is mixed', { mixedSearch: false }],
		['finds nobody by a pattern', { linkPatterns: 'findNobody' }],
	])('that is plain is found where the search %s', async (_case, switches) => {
		const leaver = aPerson({ id: '512', ...LEFT });
		const mover = aPerson({ id: '512', ...MOVED });
		const worlds = {
			plan: async (sim: JumpCloudSimulator) =>
				await planAndApply(sim, [leaver], { ...rules, people: 'some' }),
			suspend: async (sim: JumpCloudSimulator) =>
				await runUser(sim, 'suspend', { parameters: { ...target, ...byEmployee('512') } }),
		};
		for (const work of Object.values(worlds)) {
			const sim = await jumpCloud({ users: [aUser(linked('512'))], switches });
			await work(sim);
			expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
		}
		const sim = await jumpCloud({ users: [aUser(linked('512'))], switches });
		await runUser(sim, 'upsert', { items: [mover], parameters: rules });
		expect(sim.state.users).toMatchObject([{ lastname: 'Prats' }]);
	});
});

it('where the search refuses a pattern for links, that is found out once, and costs nothing later', async () => {
	const sim = await jumpCloud({ users: [aUser()], switches: { linkPatterns: 'refused' } });
	const { items } = await runUser(sim, 'upsert', { items: [aPerson(), aPerson(), aPerson()] });

	expect(items.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'unchanged']);
	const statuses = sim.journal.all().map(({ status }) => status);
	// All at once, then a kind at a time; from then on all but that kind at once.
	expect(statuses).toEqual([400, 200, 400, 200, 200, 200, 200, 200]);
});

describe('a manager whose link only looks like the ID', () => {
	const boss = {
		username: 'ines.soler',
		email: 'ines@corp.example',
		employeeIdentifier: `7${ZWSP}7 `,
	};
	const person = aPerson({ manager_id: '77' });

	it('is found by an operation', async () => {
		const sim = await jumpCloud({ users: [boss, aUser()] });
		const manager = { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.manager_id }}' };
		await runUser(sim, 'update', {
			items: [person],
			parameters: { ...byEmployee('512'), updateFields: { manager } },
		});

		expect(sim.state.user('noor.vidal').manager).toBe(sim.state.user('ines.soler')._id);
	});

	it.each(WAYS)('is found by a plan: %s', async (_way, people) => {
		const sim = await jumpCloud({ users: [boss, aUser()] });
		await planAndApply(sim, [person], { ...people, managers: 'keep' });

		expect(sim.state.user('noor.vidal').manager).toBe(sim.state.user('ines.soler')._id);
	});
});

it('many links that only look right are found with as few searches as plain ones', async () => {
	const people = Array.from({ length: 20 }, (_, n) =>
		aPerson({ id: `${n + 100}`, work_email: null, terminated_on: '2025-12-31' }),
	);
	const users = people.map(({ id }, n) => ({
		...{ username: `user.${n}`, email: `user.${n}@corp.example` },
		employeeIdentifier: `${String(id)}${ZWSP}`,
	}));
	const sim = await jumpCloud({ users });
	const { items } = await planChanges(sim, people, { people: 'some' });

	expect(items.map(({ action }) => action)).toEqual(people.map(() => 'suspend'));
	expect(calls(sim).filter((call) => call === 'search')).toHaveLength(1);
});

it('whatever is read as an ID is found by the pattern for it', () => {
	const link = { kind: 'employeeIdentifier' } as const;
	const unseen = fc.constantFrom(' ', NBSP, ZWSP, '\ufeff', '\u00ad', '\u2060', '\t', '\u3000', '');
	const signs = fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 3 }), unseen));
	const stored = fc
		.tuple(unseen, signs, fc.constantFrom('NFC', 'NFD'))
		.map(([before, parts, form]) => (before + parts.flat().join('')).normalize(form));

	fc.assert(
		fc.property(stored, (employeeIdentifier) => {
			const user = { id: '1', username: 'noor', email: 'noor@corp.example', employeeIdentifier };
			const id = linkOf(user, link);
			if (id === undefined) return;
			expect(patternOf(patternOfLooks(['other', id])).test(employeeIdentifier)).toBe(true);
		}),
	);
});

it('a pattern for an ID fits nobody who has another one', () => {
	const pattern = patternOf(patternOfLooks(['512', COMPOSED]));
	for (const other of ['', ' ', '51', '5122', '1512', '5.12', '512a', 'PENA-e1', 'PEÑA-è1']) {
		expect([other, pattern.test(other)]).toEqual([other, false]);
	}
});
