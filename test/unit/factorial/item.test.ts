import {
	IDENTITY_FIELDS,
	WORK_EMAIL_SOURCES,
	domainsIn,
	employeeFieldOptions,
	workEmailOf,
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
		expect(workEmailOf(noor, { workEmailSource: source })).toEqual({ work_email: expected });
	});

	it.each(WORK_EMAIL_SOURCES)('is never the personal one with %s, in any letter case', (source) => {
		const personal_email = ' Noor@Mail.example ';
		const person = { personal_email, login_email: 'noor@mail.EXAMPLE', email: 'noor@mail.example' };
		expect(workEmailOf(person, { workEmailSource: source })).toEqual({ work_email: null });
	});

	it.each([{}, { login_email: null }, { login_email: '  ', email: '' }, { email: { x: 1 } }])(
		'is null for %p',
		(person) => {
			const workEmailSource = 'login_email,email';
			expect(workEmailOf(person, { workEmailSource })).toEqual({ work_email: null });
		},
	);
});

describe('work email domains', () => {
	const given = (text: unknown, employee: object) =>
		workEmailOf(
			{ ...employee },
			{ workEmailSource: 'login_email,email', workEmailDomains: domainsIn(text).domains },
		);
	const PRIVATE = { work_email: null, work_email_reason: 'not_a_work_email' };

	it.each([
		['corp.example', 'noor@corp.example'],
		['@corp.example', 'noor@corp.example'],
		['CORP.example.', 'noor@corp.EXAMPLE'],
		['other.example, corp.example', 'noor@corp.example'],
		['other.example;corp.example other.org', 'noor@corp.example'],
		['*.corp.example', 'noor@eu.corp.example'],
		['*.corp.example', 'noor@a.b.corp.example'],
		['corp.exa\u200bmple', 'noor@corp.example'],
		['bücher.example', 'noor@xn--bcher-kva.example'],
		['xn--bcher-kva.example', 'noor@BÜCHER.example'],
		[['other.example', 'corp.example'], 'noor@corp.example'],
		['', 'gus.t@gmail.example'],
		[undefined, 'gus.t@gmail.example'],
		[' , ', 'gus.t@gmail.example'],
	])('%j count %s as one', (domains, email) => {
		expect(given(domains, { login_email: email })).toEqual({ work_email: email });
	});

	it.each([
		['corp.example', 'gus.t@gmail.example'],
		['corp.example', 'noor@eu.corp.example'],
		['*.corp.example', 'noor@corp.example'],
		['*.corp.example', 'noor@evilcorp.example'],
		['corp.example', 'noor@corp.example.evil.example'],
		['corp.example', 'noor@evil-corp.example'],
		['corp.example', 'noor@corp.example@evil.example'],
		['corp.example', 'noor@evil.example/corp.example'],
		['corp.example', 'noor@corp.example/x'],
		['corp.example', 'corp.example'],
		['nonsense', 'noor@corp.example'],
		['*', 'noor@corp.example'],
		['*.example', 'noor@corp.example'],
	])('%j do not count %s', (domains, email) => {
		expect(given(domains, { login_email: email })).toEqual(PRIVATE);
	});

	it('lead from a private login email to the work email beside it, and from nothing to nothing', () => {
		const both = { login_email: 'gus.t@gmail.example', email: 'gus@corp.example' };
		expect(given('corp.example', both)).toEqual({ work_email: 'gus@corp.example' });
		expect(given('corp.example', { login_email: ' ' })).toEqual({ work_email: null });
		const known = { login_email: 'g@mail.example', personal_email: 'G@mail.example' };
		expect(given('corp.example', known)).toEqual({ work_email: null });
	});

	it.each([
		['corp.example, nonsense', ['corp.example'], ['nonsense']],
		[
			'*, https://corp.example, noor@corp.example',
			[],
			['*', 'https://corp.example', 'noor@corp.example'],
		],
		[7, [], ['7']],
	])('that cannot be read (%j) are named', (text, domains, unreadable) => {
		expect(domainsIn(text)).toEqual({ domains, unreadable });
	});
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
