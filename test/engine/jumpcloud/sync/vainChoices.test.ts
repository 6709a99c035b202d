import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { EVERYONE, planAndApply, planChanges, scheduleByHand } from './sync.support';

afterEach(closeAll);

const MEMORY = { options: { rememberLastDay: 'hrLastDay' } };
const NO_LINK = { link: 'none' };
const sales = { condition: [{ by: 'team', operator: 'is', values: ['Sales'] }] };

describe('a choice that another one rules out stops the plan before anything is asked', () => {
	it.each<[string, IDataObject, RegExp]>([
		['a pattern where groups stay', { leaving: { groupPattern: 'app-*' } }, /'Group Pattern'/],
		[
			'a pattern where all groups go',
			{ leaving: { groups: 'all', groupPattern: 'app-*' } },
			/'Group Pattern'.*'Groups' does not say/,
		],
		[
			'why somebody was let go, and no reasons',
			{ leaving: { reason: 'x' } },
			/'At Once for These Reasons' names no reason/,
		],
		[
			'reasons that are empty',
			{ leaving: { atOnceReasons: [''] } },
			/'At Once for These Reasons' names no reason/,
		],
		[
			'groups that go, where nobody is suspended',
			{ leaving: { groups: 'all' }, leavers: 'never' },
			/'When Somebody Has Left'.*'Leavers' says Never Suspend/,
		],
		[
			'reasons, where nobody is suspended',
			{ leaving: { atOnceReasons: ['Theft'] }, leavers: 'never' },
			/'When Somebody Has Left'.*'Leavers' says Never Suspend/,
		],
		[
			'groups that go, without links',
			{ leaving: { groups: 'all' }, ...NO_LINK },
			/'Groups' and 'Manager'.*'Link to Employee' says None/,
		],
		[
			'a manager who goes, without links',
			{ leaving: { manager: 'clear' }, ...NO_LINK },
			/'Groups' and 'Manager'.*'Link to Employee' says None/,
		],
		[
			'orphans who are suspended, without links',
			{ ...EVERYONE, absent: 'suspend', ...NO_LINK },
			/'Linked Users Without a Person'.*'Link to Employee' says None/,
		],
		['Relink without links', { newRecord: 'relink', ...NO_LINK }, /'Rehired Under a New ID'/],
		['Report without links', { unlinkedUser: 'report', ...NO_LINK }, /'Unlinked User With/],
		[
			'a scope that suspends, by a group alone',
			{ scope: { notInGroups: ['Sales'], whenLeaving: 'suspend' } },
			/'When Somebody Leaves the Scope'.*nobody leaves it by a field/,
		],
		[
			'a scope that suspends, without links',
			{ scope: { onlyWho: sales, whenLeaving: 'suspend' }, ...NO_LINK },
			/'When Somebody Leaves the Scope'.*'Link to Employee' says None/,
		],
		[
			'a second factor, where nobody is activated',
			{ options: { mfaDays: 7 } },
			/'Require MFA After \(Days\)'.*'Activation' says None/,
		],
		[
			'days before a first day that nothing tells',
			{ createDaysBefore: 7, firstDay: '' },
			/'Create Days Before the First Day'.*'First Day' is empty/,
		],
		[
			'activations that move with a first day that nothing tells',
			{ activation: 'keepPlanned', firstDay: '' },
			/'Only Move What Is Planned'.*'First Day' is empty/,
		],
		[
			'who gets the reports of whom nobody deletes',
			{ ...EVERYONE, ...MEMORY, deleteAfter: { reportsTo: 'nobody' } },
			/'Delete After' has no 'Days After the Last Day'/,
		],
	])('%s', async (_case, rules, told) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await planChanges(sim, [aPerson({ termination_reason: 'Theft' })], rules);
		expect(words(error)).toMatch(told);
		expect(words(error)).toMatch(/Nothing was planned/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('groups that are made, of a list of those that are there', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.state.addGroup({ name: 'Sales' });
		const pattern = [{ by: 'team', allowed: ['Sales'], createMissing: true }];
		const people = [aPerson({ team_names: ['Sales'] })];
		const { error } = await planChanges(sim, people, { groupPatterns: { pattern } });
		expect(words(error)).toMatch(/makes no groups.*'Only These Groups'/);
	});
});

/** What the summary says of a plan besides numbers. */
async function told(rules: IDataObject, ...people: IDataObject[]) {
	const sim = await jumpCloud({ users: [aUser()] });
	const summed = { ...rules, options: { ...(rules.options as IDataObject), summaryItem: true } };
	const { items, error } = await planChanges(sim, people, summed);
	expect(error).toBeUndefined();
	return String(items.find(({ action }) => action === 'summary')?.message ?? '');
}

describe('how usernames look that are given keeps nobody from losing access, so it is only told', () => {
	const given = { usernameRule: 'given', username: 'noor' };
	it.each<[string, IDataObject]>([
		['Username Letter Case', { usernameCase: 'asTyped' }],
		['Username Length', { usernameLength: '20' }],
		['Username Letter Spelling', { letterSpelling: 'expanded' }],
	])('%s', async (name, options) => {
		expect(await told({ ...given, options }, aPerson())).toBe(
			`'${name}' does nothing, because 'Username' says Given.`,
		);
	});

	it.each<[string, IDataObject]>([
		['a number that is the usual length', { options: { usernameLength: '={{ 30 }}' } }],
		[
			'a spelling, where emails are made for some',
			{
				options: { letterSpelling: 'expanded' },
				...{
					noWorkEmail: '={{ $json.ext ? "makeFromName" : "skip" }}',
					emailDomain: 'corp.example',
				},
			},
		],
		[
			'a spelling, where emails are made at domains of their own',
			{
				options: { letterSpelling: 'expanded' },
				...{ noWorkEmail: 'makeFromName', emailDomain: '={{ $json.at }}' },
			},
		],
	])('not %s', async (_case, rules) => {
		const people = [
			aPerson({ ext: true, at: 'a.example' }),
			aPerson({ id: '9', work_email: 'bo@corp.example', at: 'b.example' }),
		];
		expect(await told({ ...given, ...rules }, ...people)).toBe('');
	});
});

it('Delete After without days, and who gets the reports as it is by itself, deletes nobody', async () => {
	expect(await told({ ...EVERYONE, deleteAfter: { reportsTo: 'manager' } }, aPerson())).not.toMatch(
		/Delete/,
	);
});

it.each(['firstDay', 'keepPlanned'])(
	'an emptied First Day says nothing about anybody: with %s no activation is taken back',
	async (activation) => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2098-03-01T07:00:00Z');
		const rules = { activation, firstDay: '', options: { mfaDays: 7 } };
		await planAndApply(sim, [aPerson()], rules);
		expect(sim.state.schedules.map(({ state }) => state)).toEqual(['ACTIVATED']);
	},
);

it('what counts only for some people is decided for each of them', async () => {
	const sim = await jumpCloud();
	const rules = {
		...{ activation: '={{ $json.begins }}', options: { mfaDays: 7 } },
		firstDay: '={{ $json.start_date }}',
	};
	const bo = { id: '9', first_name: 'Bo', work_email: 'bo@corp.example' };
	const people = [aPerson({ begins: 'now' }), aPerson({ ...bo, begins: 'none' })];
	await planAndApply(sim, people, rules);
	expect(sim.state.users.map(({ state }) => state)).toEqual(['ACTIVATED', 'STAGED']);
});

describe.each<[string, IDataObject, RegExp]>([
	['Fixed Terms', { contractEnd: 'lastDay' }, /'Fixed Terms' does nothing.*'Current Contract'/],
	['Leaves', { leaves: 'suspend' }, /'Leaves' does nothing.*'Leaves' under 'Include'/],
])('%s, of which no item says anything,', (_name, choice, said) => {
	const summary = async (about: IDataObject) => await told(choice, aPerson(about));

	it('is told of in the summary, and everything else is planned', async () => {
		expect(await summary({})).toMatch(said);
	});

	it('is not where somebody has the field, also an empty one', async () => {
		expect(await summary({ contract_last_day: null, on_leave: false })).toBe('');
	});
});
