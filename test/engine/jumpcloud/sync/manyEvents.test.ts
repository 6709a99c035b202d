import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { applyChanges, company, planChanges, reasons } from './sync.support';

afterEach(closeAll);

const HOUR_MS = 3_600_000;
const PEOPLE = 30;
const ALLOWED = 20;

const agoMs = (ms: number) => new Date(Date.now() - ms);
const daysAgo = (days: number) =>
	agoMs(days * 24 * HOUR_MS)
		.toISOString()
		.slice(0, 10);
/** one after another, the first one so long ago */
const changed = (n: number, ms = HOUR_MS / 2) => agoMs(ms - n * 1000).toISOString();

/** An event about one of some people, while it is known who else was changed. */
async function event(sim: JumpCloudSimulator, people: IDataObject[], k: number, rules = {}) {
	const others = people.filter((_, n) => n !== k).map((one) => ({ ...one, witness: true }));
	const given = { people: 'some', whenGuarded: 'once', guard: { suspensions: ALLOWED }, ...rules };
	const { items, error } = await planChanges(sim, [people[k] ?? {}, ...others], given);
	if (!error) await applyChanges(sim, items);
	return { items, said: words(error) };
}

const suspended = ({ state }: JumpCloudSimulator) =>
	state.users.filter((user) => user.state === 'SUSPENDED').length;

const gone = (lastDay: string, ms?: number) =>
	company(PEOPLE).people.map((one, n) => ({
		...{ ...one, active: false, terminated_on: lastDay, updated_at: changed(n, ms) },
	}));

describe('many who are let go by single events', () => {
	it.each([
		['yesterday', gone(daysAgo(1))],
		['on a day that a bad import has written, long ago', gone('2020-01-01')],
		['and worked on more than a day later', gone(daysAgo(2), 25 * HOUR_MS)],
	])('%s: all of them are held, and one run tells', async (_case, people) => {
		const sim = await jumpCloud({ users: company(PEOPLE).users });
		const said: string[] = [];
		for (const k of people.keys()) said.push((await event(sim, people, k)).said);

		expect(suspended(sim)).toBe(0);
		expect(said.filter(Boolean)).toEqual([expect.stringMatching(/30 suspensions planned/)]);
	});

	it('one by one, each worked on before the next: no more than the limit, and one tells', async () => {
		const { people, users } = company(PEOPLE);
		const sim = await jumpCloud({ users });
		const leavers = gone('2020-01-01');
		const said: string[] = [];
		for (const k of leavers.keys()) {
			const now = people.map((one, n) => (n <= k ? (leavers[n] ?? one) : one));
			said.push((await event(sim, now, k)).said);
		}

		expect(suspended(sim)).toBe(ALLOWED);
		expect(said.filter(Boolean)).toHaveLength(1);
	});

	it('the one beyond the limit has no user: somebody else tells', async () => {
		const { users } = company(PEOPLE);
		const sim = await jumpCloud({ users: users.filter((_, n) => n !== ALLOWED) });
		const people = gone(daysAgo(1));
		const said: string[] = [];
		for (const k of people.keys()) said.push((await event(sim, people, k)).said);

		expect([suspended(sim), said.filter(Boolean).length]).toEqual([0, 1]);
	});
});

describe('a real leaver is let go', () => {
	it.each<[string, (users: ReturnType<typeof company>['users']) => IDataObject[], number]>([
		['others who left never had a user', (users) => users.slice(-1), HOUR_MS],
		[
			'others who left are suspended, and HR has edited them hours ago',
			(users) => users.map((one, n) => ({ ...one, ...(n < PEOPLE - 1 && OUT) })),
			5 * HOUR_MS,
		],
	])('while %s', async (_case, usersOf, ms) => {
		const sim = await jumpCloud({ users: usersOf(company(PEOPLE).users) });
		const before = gone(daysAgo(1), ms);
		const people = before.map((one, n) =>
			n === PEOPLE - 1 ? { ...one, updated_at: agoMs(0).toISOString() } : one,
		);
		const { items } = await event(sim, people, PEOPLE - 1);

		expect(reasons(items)).toEqual(['suspend terminated']);
		expect(sim.state.user(`person${PEOPLE}.vidal`).state).toBe('SUSPENDED');
	});

	const OUT = { state: 'SUSPENDED', suspended: true };
});
