import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import {
	aPerson,
	aUser,
	byEmail,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import { EVERYONE, directoryOf, planAndApply, planChanges, reasons } from './sync.support';

afterEach(closeAll);

const PAST = '2025-12-31';

/** Nothing was written, and everything is as it was. */
function expectUntouched(sim: JumpCloudSimulator, before: string[]): void {
	expect(directoryOf(sim)).toEqual(before);
	expect(sim.journal.writes()).toEqual([]);
}

describe('somebody who left and is back under a new ID keeps the user', () => {
	const back = aPerson({ id: '900', start_date: new Date().toISOString().slice(0, 10) });
	const gone = { terminated_on: PAST };
	const endings = [
		['HR keeps the email', { ...gone }],
		['HR blanks it', { ...gone, work_email: null }],
		['HR leaves nothing but blanks of it', { ...gone, work_email: '  ' }],
		['HR changes it', { ...gone, work_email: 'old.noor.vidal@corp.example' }],
		['HR spoils it', { ...gone, work_email: 'left' }],
		['HR has only switched the old record off', { active: false, work_email: null }],
	] as const;
	const witness = (person: IDataObject) => ({ ...person, witness: true });
	const ways: Array<[string, (former: IDataObject) => IDataObject[], IDataObject, number]> = [
		['Everyone', (former) => [former, back], EVERYONE, 2],
		['Everyone, the new record first', (former) => [back, former], EVERYONE, 2],
		['Some People, both', (former) => [former, back], {}, 2],
		['an event of the old record, with a witness', (former) => [former, witness(back)], {}, 1],
		['an event of the new record, with a witness', (former) => [witness(former), back], {}, 1],
	];
	const cases = endings.flatMap(([ending, about]) =>
		ways.map(
			([way, input, rules, told]) =>
				[`${ending}; ${way}`, input(aPerson(about)), rules, told] as const,
		),
	);

	it.each(cases)('and is reported: %s', async (_case, people, rules, told) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const before = directoryOf(sim);
		const { planned } = await planAndApply(sim, people, rules);

		expect(reasons(planned)).toEqual(
			Array.from({ length: told }, () => 'conflict possibly_somebody_else'),
		);
		expectUntouched(sim, before);
	});

	it.each(cases)('and is linked anew, where that is wished: %s', async (_case, people, rules) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const wish = { ...rules, newRecord: 'relink' };
		await planAndApply(sim, people, wish);

		// Of the new record as a witness nothing is planned: its own event moves the link.
		const isMoved = people.some(({ id, witness: isWitness }) => id === '900' && !isWitness);
		expect(sim.state.users).toMatchObject([
			aUser({ state: 'ACTIVATED', employeeIdentifier: isMoved ? '900' : '512' }),
		]);
		expect(sim.state.schedules).toEqual([]);
		expect((await planChanges(sim, people, wish)).items).toEqual([]);
	});

	it('whose user is suspended does not come in by the new link', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED', suspended: true })] });
		const rules = { ...EVERYONE, newRecord: 'relink', rehires: 'unsuspend' };
		await planAndApply(sim, [aPerson(gone), back], rules);

		expect(sim.state.users).toMatchObject([{ employeeIdentifier: '900', state: 'SUSPENDED' }]);
	});

	it('also when HR has deleted the old record, and missing people are to be suspended', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const before = directoryOf(sim);
		const { planned } = await planAndApply(sim, [back], { ...EVERYONE, absent: 'suspend' });

		expect(reasons(planned)).toEqual(['conflict conflict', 'skip orphan']);
		expectUntouched(sim, before);
	});

	it('not when somebody of another name has the address now: both are reported', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const before = directoryOf(sim);
		const other = { ...back, first_name: 'Ines', last_name: 'Soler' };
		const rules = { ...EVERYONE, newRecord: 'relink' };
		const { planned } = await planAndApply(
			sim,
			[aPerson({ ...gone, work_email: '' }), other],
			rules,
		);

		expect(planned.map(({ action }) => action)).toEqual(['conflict', 'conflict']);
		expectUntouched(sim, before);
	});

	it.each(endings)(
		'%s: Create or Update of either record leaves it alone',
		async (_case, about) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const before = directoryOf(sim);
			for (const record of [aPerson({ ...about, active: false }), back]) {
				const { items } = await runUser(sim, 'upsert', { items: [record] });
				expect(items).toHaveLength(1);
			}

			expectUntouched(sim, before);
		},
	);
});

describe('an account without a link that happens to have the address', () => {
	const glass = { username: 'break.glass', email: 'break.glass@corp.example' };
	const accounts = [
		['an emergency account', { firstname: 'Break', lastname: 'Glass' }],
		['the same, suspended', { firstname: 'Break', lastname: 'Glass', state: 'SUSPENDED' as const }],
		['the same, yet to begin', { firstname: 'Break', lastname: 'Glass', state: 'STAGED' as const }],
		['an account with half a name', { firstname: '', lastname: 'Reception' }],
		['a colleague of the same first name', { firstname: 'Noor', lastname: 'Soler' }],
		['a colleague of the same last name', { firstname: 'Ines', lastname: 'Vidal' }],
	] as const;
	const person = aPerson({ work_email: 'Break.Glass@corp.example' });

	describe.each(accounts)('%s', (_account, about) => {
		it.each([
			['ifNameAgrees', 'name_differs', 'name_differs'],
			['report', 'conflict', 'unlinked_user'],
		])('is not taken, with %s', async (unlinkedUser, reason, conflict) => {
			const rules = { unlinkedUser, rehires: 'unsuspend', activation: 'now', sendEmailTo: 'none' };
			for (const everyone of [{}, EVERYONE]) {
				const sim = await jumpCloud({ users: [{ ...glass, ...about }] });
				const before = directoryOf(sim);
				const { planned } = await planAndApply(sim, [person], { ...rules, ...everyone });

				expect(planned).toMatchObject([{ action: 'conflict', reason, conflict }]);
				expectUntouched(sim, before);
			}
			for (const operation of ['upsert', 'create']) {
				const sim = await jumpCloud({ users: [{ ...glass, ...about }] });
				const before = directoryOf(sim);
				const parameters = { unlinkedUser };
				const { items } = await runUser(sim, operation, { items: [person], parameters });

				expect(items).toMatchObject([{ action: 'skipped', reason, conflict, employeeId: '512' }]);
				expectUntouched(sim, before);
			}
		});

		it('is taken where an admin wants that always, and its access stays as it is', async () => {
			const run = {
				plan: async (sim: JumpCloudSimulator) =>
					await planAndApply(sim, [person], { unlinkedUser: 'always' }),
				upsert: async (sim: JumpCloudSimulator) =>
					await runUser(sim, 'upsert', {
						items: [person],
						parameters: { unlinkedUser: 'always' },
					}),
			};
			for (const taking of Object.values(run)) {
				const sim = await jumpCloud({ users: [{ ...glass, ...about }] });
				const { state } = sim.state.user('break.glass');
				await taking(sim);

				expect(sim.state.users).toMatchObject([
					{ username: 'break.glass', employeeIdentifier: '512', firstname: 'Noor', state },
				]);
			}
		});
	});
});

describe('an old address that is somebody else’s today', () => {
	const former = aPerson({
		...{ id: '20', first_name: 'Ana', last_name: 'Zed', active: false },
		terminated_on: '2020-01-31',
	});
	const owners = [
		['somebody without a link', { employeeIdentifier: '' }, 'possibly_somebody_else'],
		['somebody else’s, linked', { employeeIdentifier: '512' }, undefined],
		[
			'a namesake without a link',
			{ ...namesake(), employeeIdentifier: '' },
			'possibly_somebody_else',
		],
	] as const;

	describe.each(owners)('now of %s', (_owner, about, reason) => {
		const world = async () => {
			const sim = await jumpCloud({ users: [aUser(about)] });
			return { sim, before: directoryOf(sim) };
		};

		it.each([
			['by name', {}],
			['always', { unlinkedUser: 'always' }],
			['of everyone', EVERYONE],
			['with the last day remembered', { options: { rememberLastDay: 'hrLastDay' } }],
		])('stays theirs in a plan, links %s', async (_case, rules) => {
			const { sim, before } = await world();
			const { planned } = await planAndApply(sim, [former], rules);

			const told = planned.filter(
				({ person }) => (person as IDataObject | null)?.employeeId === '20',
			);
			expect(told.map((one) => one.reason)).toEqual(reason ? [reason] : []);
			expectUntouched(sim, before);
		});

		it.each(['ifNameAgrees', 'always', 'report'])(
			'stays theirs in Create or Update, links %s',
			async (unlinkedUser) => {
				const { sim, before } = await world();
				const { items } = await runUser(sim, 'upsert', {
					items: [former],
					parameters: { unlinkedUser },
				});

				expect(items).toMatchObject([
					{ action: 'skipped', reason: reason ?? 'inactive', employeeId: '20', first_name: 'Ana' },
				]);
				expectUntouched(sim, before);
			},
		);
	});

	it.each([
		['without a link', { employeeIdentifier: '' }, 'possibly_somebody_else'],
		['linked to another employee', {}, 'conflict'],
	])('whose user is %s is not suspended by it', async (_case, about, reason) => {
		const email = '={{ $json.work_email }}';
		const day = { when: 'at', date: '2098-12-31' };
		const options = { fallbackEmail: email };
		for (const target of [{ ...byEmployee('={{ $json.id }}'), options }, byEmail(email)]) {
			for (const when of [{}, day]) {
				const sim = await jumpCloud({ users: [aUser(about)] });
				const before = directoryOf(sim);
				const parameters = { ...target, ...when };
				const { items } = await runUser(sim, 'suspend', { items: [former], parameters });

				expect(items).toMatchObject([{ action: 'skipped', reason, employeeId: '20' }]);
				expectUntouched(sim, before);
			}
		}
	});
});

/** The name of the one who left. */
function namesake() {
	return { firstname: 'Ana', lastname: 'Zed' };
}
