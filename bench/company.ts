import type { CompanySeed } from '../playground/factorial/state';
import type { SystemUser } from '../playground/jumpcloud/types';

/** What is wrong with somebody's user before a run. */
type Drift = 'none' | 'moved' | 'missing' | 'stillActive';

interface BenchPerson {
	id: string;
	firstName: string;
	lastName: string;
	email: string;
	drift: Drift;
}

const LONG_AGO = '2025-06-30';

/** Of a hundred people one has drifted: of ten of those four have moved, three are new, three have left. */
const KINDS: readonly Drift[] = [
	...(['moved', 'missing', 'stillActive', 'moved', 'missing'] as const),
	...(['moved', 'stillActive', 'missing', 'moved', 'stillActive'] as const),
];

/** Invented people, the same ones every time. */
export function benchPeople(count: number): BenchPerson[] {
	return Array.from({ length: count }, (_, n) => ({
		id: String(n + 1),
		firstName: `Ana${n + 1}`,
		lastName: 'Vidal',
		email: `ana${n + 1}@corp.example`,
		drift: n % 100 === 7 ? (KINDS[Math.floor(n / 100) % KINDS.length] ?? 'none') : 'none',
	}));
}

/** They in Factorial: everybody has one contract, one team, a location, a legal entity, a manager. */
export function companyOf(people: BenchPerson[]): CompanySeed {
	const among = (n: number, many: number) => String((n % many) + 1);
	return {
		employees: people.map(({ id, firstName, lastName, email, drift }, n) => ({
			id,
			first_name: firstName,
			last_name: lastName,
			email,
			login_email: email,
			personal_email: `ana${id}@mail.example`,
			manager_id: n === 0 ? null : String(Math.ceil(n / 8)),
			location_id: among(n, 12),
			legal_entity_id: among(n, 3),
			address_line_1: `${id} Invented Street`,
			social_security_number: `00-${id}`,
			...(drift === 'stillActive' && { terminated_on: LONG_AGO }),
		})),
		contracts: people.map(({ id }, n) => ({
			employee_id: id,
			id: String(n + 1),
			job_title: `Job ${among(n, 40)}`,
		})),
		teams: Array.from({ length: 60 }, (_, n) => ({ id: String(n + 1), name: `Team ${n + 1}` })),
		memberships: people.map(({ id }, n) => ({
			employee_id: id,
			id: String(n + 1),
			team_id: among(n, 60),
			lead: n < 60,
		})),
		locations: Array.from({ length: 12 }, (_, n) => ({ id: String(n + 1), name: `Town ${n + 1}` })),
		legalEntities: ['1', '2', '3'].map((id) => ({ id, legal_name: `Corp Example ${id} SL` })),
	};
}

/** They in JumpCloud, as far as they are there. */
export function usersOf(people: BenchPerson[]): Array<Partial<SystemUser>> {
	return people
		.filter(({ drift }) => drift !== 'missing')
		.map(({ id, firstName, lastName, email, drift }) => ({
			username: `ana${id}.vidal`,
			email,
			firstname: firstName,
			lastname: drift === 'moved' ? 'Elsewhere' : lastName,
			employeeIdentifier: id,
			state: 'ACTIVATED',
		}));
}

/** How many of them have the user that they should have, and only that one. */
export function countRight(people: BenchPerson[], users: readonly SystemUser[]): number {
	const byLink = new Map<string, SystemUser[]>();
	for (const user of users) {
		const link = user.employeeIdentifier ?? '';
		byLink.set(link, [...(byLink.get(link) ?? []), user]);
	}
	return people.filter((person) => {
		const [user, ...others] = byLink.get(person.id) ?? [];
		if (!user || others.length > 0) return false;
		const isOut = user.state === 'SUSPENDED';
		const isNamed = user.email === person.email && user.lastname === person.lastName;
		return isNamed && isOut === (person.drift === 'stillActive');
	}).length;
}
