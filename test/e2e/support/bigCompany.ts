import { benchPeople, companyOf, usersOf } from '../../../bench/company';
import type { StageOptions } from '../../../playground/n8n/stage';

/** So many people, everybody of whom has the user that they should have. */
export function inStep(count: number): Pick<StageOptions, 'company' | 'users'> {
	const people = benchPeople(count).map((person) => ({ ...person, drift: 'none' as const }));
	return { company: companyOf(people), users: usersOf(people) };
}
