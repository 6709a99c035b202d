import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../../playground/core/faults';
import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { waysOf } from '../../../../playground/worlds';
import { aPerson, aUser, closeAll, jumpCloud } from '../../../support/jumpcloud';
import { shortenWaits } from '../../errors/spoiling.support';
import { EVERYONE, applyChanges, planAndApply, planChanges } from './sync.support';

/*
 * A whole plan is applied in a JumpCloud that behaves in one of its plausible ways, while requests are
 * spoilt at random. Whatever comes of it: nobody loses access wrongly, nobody is doubled, nothing is said to
 * be done that is not, and the next plan and its application, in calm, leave everybody right.
 */

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

const named = (id: string, first: string, last: string, about: IDataObject = {}) => {
	const work_email = `${first.toLowerCase()}@corp.example`;
	return aPerson({ id, first_name: first, last_name: last, work_email, ...about });
};
const user = (id: string, first: string, last: string, about: object = {}) => ({
	...{ username: `${first}.${last}`.toLowerCase(), email: `${first.toLowerCase()}@corp.example` },
	...{ firstname: first, lastname: last, employeeIdentifier: id, ...about },
});

const inSales = { team_names: ['Sales'] };
const PEOPLE = [
	aPerson({ last_name: 'Prats', costUnit: '7', ...inSales }),
	named('1', 'Ana', 'Zed', { costUnit: '8', team_names: [] }),
	named('2', 'Bo', 'Lee', { costUnit: '9', terminated_on: '2098-06-30', ...inSales }),
	named('3', 'Cy', 'Mo', { terminated_on: '2020-06-30', ...inSales }),
	named('4', 'Dee', 'Doe', { costUnit: 'z', ...inSales }),
	named('5', 'Ed', 'Eel', { start_date: '2098-01-01', ...inSales }),
	named('6', 'Flo', 'Fox', { terminated_on: null, ...inSales }),
];
/** Who may be suspended at some time: the one who has left, and the one who comes back. */
const MAY_BE_OUT = ['3', '4'];

async function directory(seed: number) {
	const left = [{ name: 'hrLastDay', value: '2020-01-31' }];
	const sim = await jumpCloud({
		users: [
			aUser({ attributes: [{ name: 'own', value: 'x' }], phoneNumbers: [] }),
			user('', 'Ana', 'Zed', { systemUsername: 'bo.lee' }),
			user('3', 'Cy', 'Mo'),
			user('4', 'Dee', 'Doe', { state: 'SUSPENDED', suspended: true, attributes: left }),
			user('5', 'Ed', 'Eel', { state: 'STAGED' }),
			user('6', 'Flo', 'Fox'),
		],
		groups: [{ name: 'Sales' }],
		switches: waysOf(seed).jumpCloud,
	});
	const flo = sim.state.user('flo.fox')._id;
	sim.state.schedules.push({
		...{ scheduledJobId: sim.state.nextId(), systemUserId: flo, state: 'SUSPENDED' as const },
		...{ scheduledDate: new Date('2098-12-31T22:59:00Z'), sendMail: false },
	});
	return sim;
}

const RULES: IDataObject = {
	...{ activation: 'firstDay', sendEmailTo: 'none', options: { rememberLastDay: 'hrLastDay' } },
	groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
	attributes: {
		attribute: [{ attribute: 'attributes', name: 'costUnit', value: '={{ $json.costUnit }}' }],
	},
};

/** Everything that the plan is about, in words. */
const seen = ({ state: { users, groups, schedules } }: JumpCloudSimulator) =>
	users.map((one) => ({
		...{ username: one.username, email: one.email, last: one.lastname, state: one.state },
		...{ employee: one.employeeIdentifier, attributes: one.attributes.map(({ name }) => name) },
		groups: groups.filter(({ members }) => members.includes(one._id)).map(({ name }) => name),
		planned: schedules
			.filter(({ systemUserId }) => systemUserId === one._id)
			.map(({ state, scheduledDate }) => `${state} ${scheduledDate.toISOString()}`),
	}));

const place = fc.constantFrom<Pick<Fault, 'method' | 'path'>>(
	...[{ method: 'PUT' }, { method: 'DELETE' }, { path: /search/ }, { path: /memberof/ }, {}],
	...[/systemusers$/, /members$/, /userstates$/].map((path) => ({ method: 'POST', path })),
	...[/userstates$/, /systemusers\/[0-9a-f]+$/, /usergroups/].map((path) => ({
		...{ method: 'GET', path },
	})),
);
const trouble: fc.Arbitrary<Fault> = fc.oneof(
	...[400, 401, 403, 404, 409, 429, 500, 502].map((status) =>
		fc.constant<Fault>({ kind: 'status', status }),
	),
	fc.constantFrom<Fault>({ kind: 'reset' }, { kind: 'resetAfter' }, { kind: 'html' }),
	fc.constantFrom<Fault>(...[{ kind: 'empty' } as const, { kind: 'empty', after: true } as const], {
		kind: 'status',
		status: 500,
		after: true,
	}),
	fc
		.constantFrom({}, { message: 'ok' }, { results: [], totalCount: 0 })
		.map((body): Fault => ({ kind: 'answer', status: 200, body })),
	fc
		.constantFrom('User already exists', 'organization', 'manager')
		.map((message): Fault => ({ kind: 'answer', status: 400, body: { message } })),
);
const faults = fc.array(
	fc
		.tuple(place, trouble, fc.constantFrom(1, 1, 2, 5, 9))
		.map(([where, what, times]): Fault => ({ ...what, ...where, times })),
	{ minLength: 1, maxLength: 4 },
);

it('whatever breaks while a plan is applied, nobody is wronged, and the next one heals it', async () => {
	shortenWaits();
	const calm = await directory(0);
	Object.assign(calm.switches, { localAccountsTakeUsernames: true });
	await planAndApply(calm, PEOPLE, { ...RULES, ...EVERYONE });
	const right = seen(calm);
	expect(right.find(({ employee }) => employee === '3')?.state).toBe('SUSPENDED');

	await fc.assert(
		fc.asyncProperty(fc.nat(), fc.boolean(), faults, async (seed, isEveryone, spoilt) => {
			const sim = await directory(seed);
			const rules = { ...RULES, ...(isEveryone && EVERYONE) };
			const { items: planned } = await planChanges(sim, PEOPLE, rules);
			for (const fault of spoilt) sim.fail(fault);
			const { items: told } = await applyChanges(sim, planned);
			sim.faults.clear();

			const { users } = sim.state;
			const isOut = ({ state }: { state: string }) => state === 'SUSPENDED';
			const out = users.filter(isOut).map(({ employeeIdentifier: id }) => id);
			expect(MAY_BE_OUT).toEqual(expect.arrayContaining(out));
			const links = users.map(({ employeeIdentifier: id }) => id).filter(Boolean);
			expect(new Set(links).size).toBe(links.length);

			const keyOf = ({ action, person }: IDataObject) => JSON.stringify([action, person]);
			const done = new Set(told.filter(({ result }) => result === 'applied').map(keyOf));
			const again = await planAndApply(sim, PEOPLE, rules);
			const unsaid = again.planned.filter((item) => done.has(keyOf(item)));
			expect(unsaid).toEqual([]);
			expect(seen(sim)).toEqual(right);
			await sim.close();
		}),
		{ numRuns: Number(process.env.FC_RUNS ?? 240) / 40, seed: 20261130, endOnFailure: true },
	);
}, 300_000);
