import {
	IDENTITY_FIELDS,
	WORK_EMAIL_SOURCES,
	employeeFieldOptions,
	workEmail,
} from '../../../nodes/Factorial/employee/fields';
import { employeeIdOf, itemOf } from '../../../nodes/Factorial/trigger/delivery';
import type { ItemChoices } from '../../../nodes/Factorial/trigger/delivery';
import { OPTIONAL_EMPLOYEE_TEXTS } from '../../../playground/factorial/types';

const UPDATED = 'employees/employee/update';
const CONTRACT = 'contracts/contract_version/create';
const MEMBER = 'teams/membership/delete';

const choices: ItemChoices = {
	output: 'identity',
	fields: [],
	reread: true,
	workEmailSource: 'login_email,email',
};
const employee = { id: '512', first_name: 'Noor', email: 'noor@corp.example', bank_number: 'ES00' };
const contract = { id: '3001', employee_id: '512', job_title: 'Analyst', salary_amount: 4200000 };

describe('the item for a delivery', () => {
	it('knows whom a record is about', () => {
		expect(employeeIdOf(UPDATED, { id: '512', employee_id: '1' })).toBe('512');
		expect(employeeIdOf(CONTRACT, contract)).toBe('512');
		expect(employeeIdOf(MEMBER, { id: '61' })).toBe('');
	});

	it('leaves out fields that are not there instead of emptying them', () => {
		const item = itemOf({ event: UPDATED, payload: {}, employeeId: '512', employee }, choices);
		expect(item).toEqual({
			event: UPDATED,
			id: '512',
			first_name: 'Noor',
			email: 'noor@corp.example',
			work_email: 'noor@corp.example',
		});
	});

	it('does not claim to know the work email of somebody it could not read', () => {
		const item = itemOf({ event: CONTRACT, payload: contract, employeeId: '512' }, choices);
		expect(item).toEqual({
			event: CONTRACT,
			id: '512',
			contract_version: { id: '3001', employee_id: '512', job_title: 'Analyst' },
			reread: 'not_found',
		});
	});

	it('shows no salary for a selection of employee fields either', () => {
		const selected: ItemChoices = { ...choices, output: 'selected', fields: ['salary_amount'] };
		const item = itemOf(
			{ event: CONTRACT, payload: contract, employeeId: '512', employee },
			selected,
		);
		expect(JSON.stringify(item)).not.toContain('4200000');
	});
});

describe('the work email', () => {
	const noor = { login_email: 'noor@corp.example', email: 'n.vidal@corp.example' };

	it.each([
		['login_email,email', 'noor@corp.example'],
		['email,login_email', 'n.vidal@corp.example'],
		['login_email', 'noor@corp.example'],
		['email', 'n.vidal@corp.example'],
	] as const)('is taken from %s', (source, expected) => {
		expect(workEmail(noor, source)).toBe(expected);
	});

	it.each(WORK_EMAIL_SOURCES)('is never the personal one with %s, in any letter case', (source) => {
		const personal_email = ' Noor@Mail.example ';
		const person = { personal_email, login_email: 'noor@mail.EXAMPLE', email: 'noor@mail.example' };
		expect(workEmail(person, source)).toBeNull();
	});

	it.each([{}, { login_email: null }, { login_email: '  ', email: '' }, { email: { x: 1 } }])(
		'is null for %p',
		(person) => {
			expect(workEmail(person, 'login_email,email')).toBeNull();
		},
	);
});

describe('the fields to choose from', () => {
	it('are all that an employee has, each once and in order', () => {
		const values = employeeFieldOptions.map(({ value }) => String(value));
		expect(values).toEqual([...new Set(values)].sort());
		expect(values).toEqual(
			expect.arrayContaining([...OPTIONAL_EMPLOYEE_TEXTS, ...IDENTITY_FIELDS]),
		);
	});
});
