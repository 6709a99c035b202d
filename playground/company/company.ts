import {
	aContract,
	aLegalEntity,
	aLocation,
	aMembership,
	anEmployee,
	aTeam,
} from '../factorial/builders';
import type { CompanySeed } from '../factorial/state';
import type { ContractVersion, EmployeeRecord } from '../factorial/types';
import { day, firstDayOfMonth, lastDayOfMonth } from './days';
import { extrasOf } from './extras';
import { FIXED_TERM_ID, GONE_ID, LEAVER_ID, PEOPLE, PRIVATE_EMAIL_ID } from './people';
import type { Person } from './people';

export const DOMAIN = 'corp.example';

const TEAM_NAMES = [...new Set(PEOPLE.map((person) => person.team))];
const teams = TEAM_NAMES.map((name, index) => aTeam({ id: String(151 + index), name }));

const spain = aLegalEntity({ id: '31', legal_name: 'Corp Example SL' });
const ireland = aLegalEntity({ id: '32', legal_name: 'Corp Example Ltd', country: 'ie' });

const locations = [
	aLocation({ id: '91', name: 'Valencia', main: true }),
	aLocation({ id: '92', name: 'Dublin', timezone: 'Europe/Dublin', country: 'ie', city: 'Dublin' }),
	aLocation({ id: '93', name: 'Remote', timezone: null, country: null, city: null }),
];

/**
 * An invented company of 25 people with what real ones have: names in several scripts, two people of
 * one name, somebody without a work email, somebody who is gone, somebody who is about to go, somebody
 * who has not started, ids beyond 2^53.
 *
 * @param now all dates are relative to it; the same moment gives the same company
 */
export function aCompany(now: Date): CompanySeed {
	return {
		name: 'Corp Example',
		employees: PEOPLE.map((person, index) => employeeOf(person, index, now)),
		contracts: PEOPLE.map((person, index) => contractOf(person, index, now)),
		teams: structuredClone(teams),
		memberships: PEOPLE.map(membershipOf),
		locations: structuredClone(locations),
		legalEntities: structuredClone([spain, ireland]),
		...extrasOf(now),
	};
}

function employeeOf(person: Person, index: number, now: Date): EmployeeRecord {
	const { id, firstName, lastName, mailbox, managerId } = person;
	const workEmail = mailbox === null ? null : `${mailbox}@${DOMAIN}`;
	const privateEmail = `person${index + 1}@mail.example`;
	const isPrivate = workEmail === null || id === PRIVATE_EMAIL_ID;
	const known = firstDayOfMonth(now, Math.max(person.startedMonthsAgo, 1)).toISOString();
	return anEmployee({
		id,
		first_name: firstName,
		last_name: lastName,
		email: isPrivate ? privateEmail : workEmail,
		login_email: workEmail,
		personal_email: privateEmail,
		company_identifier: `E-${String(index + 1).padStart(4, '0')}`,
		manager_id: managerId,
		location_id: locations.find(({ name }) => name === person.location)?.id ?? null,
		legal_entity_id: person.location === 'Dublin' ? ireland.id : spain.id,
		// Invented, and here so that it would be noticed wherever it does not belong.
		social_security_number: `SSN-${id}`,
		bank_number: `BANK-${id}`,
		birthday_on: `19${70 + index}-05-17`,
		terminated_on: lastDayOf(person.id, now),
		termination_reason_type: lastDayOf(person.id, now) === null ? null : 'others',
		created_at: known,
		updated_at: known,
	});
}

/** The last day of somebody of the invented company; null for whoever stays. */
export function lastDayOf(id: string, now: Date): string | null {
	if (id === GONE_ID) return day(lastDayOfMonth(now, 3));
	if (id === LEAVER_ID) return day(lastDayOfMonth(now, -1));
	return null;
}

function contractOf(person: Person, index: number, now: Date): ContractVersion {
	const start = day(firstDayOfMonth(now, person.startedMonthsAgo));
	return aContract({
		id: String(3001 + index),
		employee_id: person.id,
		effective_on: start,
		starts_on: start,
		ends_on: person.id === FIXED_TERM_ID ? day(lastDayOfMonth(now, -2)) : null,
		country: person.location === 'Dublin' ? 'ie' : 'es',
		job_title: person.title,
	});
}

function membershipOf({ id, team, lead }: Person, index: number) {
	const team_id = teams.find(({ name }) => name === team)?.id ?? '';
	return aMembership({ id: String(601 + index), employee_id: id, team_id, lead });
}
