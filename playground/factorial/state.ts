import {
	aContract,
	aCustomField,
	aCustomOption,
	aCustomValue,
	aLeave,
	aLeaveType,
	aLegalEntity,
	aLocation,
	aMembership,
	anEmployee,
	aTeam,
	COMPANY_ID,
} from './builders';
import { compareIds, IdSequence } from './ids';
import { DEFAULT_SWITCHES } from './switches';
import type { FactorialSwitches } from './switches';
import type {
	ContractVersion,
	Credential,
	CustomField,
	CustomOption,
	CustomValueRecord,
	Employee,
	EmployeeRecord,
	Leave,
	LeaveType,
	LegalEntity,
	Location,
	Membership,
	Subscription,
	Team,
	TeamRecord,
} from './types';

/** The people and records a simulated company starts with; what is left out gets a plain value. */
export interface CompanySeed {
	name?: string;
	employees?: Array<Partial<EmployeeRecord>>;
	contracts?: Array<Parameters<typeof aContract>[0]>;
	teams?: Array<Partial<TeamRecord>>;
	memberships?: Array<Parameters<typeof aMembership>[0]>;
	locations?: Array<Partial<Location>>;
	legalEntities?: Array<Partial<LegalEntity>>;
	customFields?: Array<Partial<CustomField>>;
	customOptions?: Array<Parameters<typeof aCustomOption>[0]>;
	customValues?: Array<Parameters<typeof aCustomValue>[0]>;
	leaves?: Array<Parameters<typeof aLeave>[0]>;
	leaveTypes?: Array<Partial<LeaveType>>;
}

/**
 * Everything the simulated Factorial knows.
 *
 * `employees` and `teams` are computed at each reading, because whether somebody is active follows
 * from the clock and who is in a team follows from the memberships. Changing what they return
 * changes nothing; the arrays beside them are the stored records themselves.
 */
export class FactorialState {
	readonly company: { id: string; name: string };
	readonly people: EmployeeRecord[];
	readonly contracts: ContractVersion[];
	readonly teamRecords: TeamRecord[];
	readonly memberships: Membership[];
	readonly locations: Location[];
	readonly legalEntities: LegalEntity[];
	readonly customFields: CustomField[];
	readonly customOptions: CustomOption[];
	readonly customValues: CustomValueRecord[];
	readonly leaves: Leave[];
	readonly leaveTypes: LeaveType[];
	readonly subscriptions: Subscription[] = [];
	/** Whom the API key stands for. */
	readonly credentials: Credential[];
	/** Gives new records ids that no JavaScript number can hold. */
	readonly ids: IdSequence;
	/** Whose share of the events a subscription gets, where a person has made it. */
	readonly audiences = new Map<string, string>();

	/**
	 * @param seed what is there at the start
	 * @param clock decides who is still employed
	 * @throws when two records of one kind share an id
	 */
	constructor(
		seed: CompanySeed,
		private readonly clock: { now(): Date },
		private readonly switches: FactorialSwitches = DEFAULT_SWITCHES,
	) {
		this.ids = new IdSequence('18446744073709999', () => this.switches.idPrefix);
		this.company = { id: COMPANY_ID, name: seed.name ?? 'Corp Example' };
		this.credentials = [credentialOf(this.company)];
		this.people = sorted((seed.employees ?? []).map(anEmployee));
		this.contracts = sorted((seed.contracts ?? []).map(aContract));
		this.teamRecords = sorted((seed.teams ?? []).map(aTeam));
		this.memberships = sorted((seed.memberships ?? []).map(aMembership));
		this.locations = sorted((seed.locations ?? []).map(aLocation));
		this.legalEntities = sorted((seed.legalEntities ?? []).map(aLegalEntity));
		this.customFields = sorted((seed.customFields ?? []).map(aCustomField));
		this.customOptions = sorted((seed.customOptions ?? []).map(aCustomOption));
		this.customValues = sorted((seed.customValues ?? []).map(aCustomValue));
		this.leaves = sorted((seed.leaves ?? []).map(aLeave));
		this.leaveTypes = sorted((seed.leaveTypes ?? []).map(aLeaveType));
	}

	get employees(): Employee[] {
		return this.people.map((record) => this.describe(record));
	}

	get teams(): Team[] {
		return this.teamRecords.map((team) => {
			const members = this.memberships.filter((membership) => membership.team_id === team.id);
			return {
				...team,
				employee_ids: members.map((member) => member.employee_id),
				lead_ids: members.filter((member) => member.lead).map((member) => member.employee_id),
			};
		});
	}

	/** The employee with this id as the API would answer it now, or undefined. */
	employee(id: string): Employee | undefined {
		const record = this.people.find((candidate) => candidate.id === id);
		return record && this.describe(record);
	}

	/** Adds a record where its id belongs. Throws when the id is taken. */
	insert<T extends { id: string }>(into: T[], record: T): T {
		into.push(record);
		sorted(into);
		return record;
	}

	/** Somebody is employed to the end of the last day, in UTC; no event marks that moment. */
	isActive({ terminated_on: lastDay }: EmployeeRecord): boolean {
		return lastDay === null || lastDay >= this.clock.now().toISOString().slice(0, 10);
	}

	/** An employee as the API would answer it now. */
	describe(record: EmployeeRecord): Employee {
		const active = this.isActive(record);
		return {
			...record,
			full_name: fullName(record),
			active,
			is_terminating: record.terminated_on !== null && (active || !this.switches.isTerminatingEnds),
		};
	}
}

export function fullName({ first_name: first, last_name: last }: EmployeeRecord): string {
	return `${first} ${last}`.trim();
}

/** What is told of the credential of one person: nothing of the company but which one it is. */
export function credentialOfPerson(state: FactorialState): Credential {
	const person = state.people[0];
	return {
		id: person?.access_id ?? 'access-2',
		company_id: state.company.id,
		employee_id: person?.id ?? '2',
		full_name: person ? fullName(person) : 'Noor Vidal',
		first_name: person?.first_name ?? 'Noor',
		last_name: person?.last_name ?? 'Vidal',
		email: person?.email ?? null,
		login_email: person?.login_email ?? null,
		role: 'basic',
	};
}

/** A key stands for the company, so what describes a person stays empty. */
function credentialOf({ id, name }: { id: string; name: string }): Credential {
	const company = { company_id: id, name, legal_name: `${name} SL`, tos: true };
	return { id: 'access-1', employee_id: null, ...company };
}

/** Factorial lists by id, ascending. */
function sorted<T extends { id: string }>(records: T[]): T[] {
	const ordered = records.sort((a, b) => compareIds(a.id, b.id));
	const twice = ordered.find((record, index) => ordered[index - 1]?.id === record.id);
	if (twice) throw new Error(`Two records of the company share the id ${twice.id}`);
	return ordered;
}
