import { aCompany, DOMAIN } from '../../../playground/company/company';
import { aDirectory } from '../../../playground/company/directory';
import { FactorialState } from '../../../playground/factorial/state';
import type { Employee } from '../../../playground/factorial/types';

const now = new Date('2026-11-23T10:00:00Z');
const companyAt = (moment: Date) => new FactorialState(aCompany(moment), { now: () => moment });

describe('the invented company', () => {
	const state = companyAt(now);
	const people = state.employees;
	const only = (fits: (person: Employee) => boolean) => people.filter(fits);

	it('has 25 people, each with a contract, a team, a place and an employer', () => {
		expect(people).toHaveLength(25);
		for (const { id, location_id, legal_entity_id } of people) {
			expect(state.contracts.filter((contract) => contract.employee_id === id)).toHaveLength(1);
			expect(state.teams.filter((team) => team.employee_ids.includes(id))).toHaveLength(1);
			expect(state.locations.map((location) => location.id)).toContain(location_id);
			expect(state.legalEntities.map((entity) => entity.id)).toContain(legal_entity_id);
		}
	});

	it('is led by one person, and everybody else by somebody who works there', () => {
		const managers = only((person) => person.manager_id === null);
		const active = new Set(only((person) => person.active).map((person) => person.id));

		expect(managers).toHaveLength(1);
		expect(only(({ manager_id }) => manager_id !== null && !active.has(manager_id))).toEqual([]);
	});

	it('has the cases that go wrong first', () => {
		const names = people.map((person) => person.full_name);
		const huge = only(({ id }) => !Number.isSafeInteger(Number(id)));

		expect(new Set(names).size).toBe(24);
		expect(only((person) => person.login_email === null)).toHaveLength(1);
		expect(only((person) => !person.active)).toHaveLength(1);
		expect(only((person) => person.active && person.is_terminating)).toMatchObject([
			{ terminated_on: '2026-12-31', active: true },
		]);
		expect(
			state.contracts.filter((contract) => (contract.starts_on ?? '') > '2026-11-23'),
		).toHaveLength(1);
		expect(huge.length).toBeGreaterThan(0);
		for (const script of [/\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /'/]) {
			expect(names).toContainEqual(expect.stringMatching(script));
		}
	});

	it('uses each work address once, all in the invented domain', () => {
		const addresses = people.flatMap((person) => person.login_email ?? []);

		expect(new Set(addresses).size).toBe(24);
		expect(addresses.filter((address) => !address.endsWith(`@${DOMAIN}`))).toEqual([]);
	});

	it('is the same at the same moment, and moves with the calendar', () => {
		const lateJanuary = companyAt(new Date('2027-01-31T23:00:00Z'));

		expect(aCompany(now)).toEqual(aCompany(now));
		expect(
			lateJanuary.employees.filter((person) => person.active && person.is_terminating),
		).toMatchObject([{ terminated_on: '2027-02-28' }]);
	});

	it('has most of its people in the directory already, each linked or known by their address', () => {
		const directory = aDirectory();
		const linked = directory.filter((user) => user.employeeIdentifier !== undefined);
		const byId = new Map(people.map((person) => [person.id, person]));
		const strangers = linked.filter(
			(user) => byId.get(user.employeeIdentifier ?? '')?.login_email !== user.email,
		);

		expect(strangers).toEqual([]);
		expect(linked).toHaveLength(16);
		expect(directory).toHaveLength(20);
		expect(new Set(directory.map((user) => user.username)).size).toBe(20);
		expect(directory.filter((user) => user.state === 'SUSPENDED')).toHaveLength(1);
	});
});
