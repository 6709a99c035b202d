import { readPerson } from '../../../nodes/JumpCloud/sync/person';
import type { PersonInput } from '../../../nodes/JumpCloud/sync/person';
import type { Link } from '../../../nodes/JumpCloud/sync/users';

const LINK: Link = { kind: 'employeeIdentifier' };
const ATTRIBUTE: Link = { kind: 'customAttribute', name: 'factorialId' };
const NO_LINK: Link = { kind: 'none' };
const noor = { employeeId: '512', email: 'noor.vidal@corp.test' };

const read = (about: Partial<PersonInput>, link: Link) =>
	readPerson(
		{
			...{ firstName: '', lastName: '', active: '', lastDay: null, firstDay: null, manager: '' },
			...{ username: '', attributes: [], groups: { in: [], out: [] } },
			...{ employeeId: undefined, email: undefined },
			...about,
		},
		{
			...{ link, suspensionTime: '23:59', activationTime: '08:00', timeZone: 'UTC' },
			needsFirstDay: false,
		},
	);

const checkPerson = (about: Partial<PersonInput>, link: Link) => read(about, link).problem;

const emailOf = (length: number) => `${'a'.repeat(length - '@corp.test'.length)}@corp.test`;

describe('a person is skipped', () => {
	it.each([
		['missing_work_email', { email: '' }],
		['missing_work_email', { email: ' \t' }],
		['missing_work_email', { email: undefined }],
		['missing_work_email', { email: '', noEmail: 'anything else' }],
		['not_a_work_email', { email: null, noEmail: 'not_a_work_email' }],
		['invalid_email', { email: 'noor', noEmail: 'not_a_work_email' }],
		['email_too_long', { email: emailOf(1025) }],
		['invalid_email', { email: 'noor.vidal' }],
		['invalid_email', { email: 'noor@vidal@corp.test' }],
		['invalid_email', { email: 'noor vidal@corp.test' }],
		['invalid_email', { email: 'noor@corp.test\nbo@corp.test' }],
		['invalid_email', { email: '@corp.test' }],
		['invalid_email', { email: 'noor@' }],
		['missing_employee_id', { employeeId: '' }],
		['missing_employee_id', { employeeId: undefined }],
		['employee_id_too_long', { employeeId: '5'.repeat(257) }],
	])('with the reason %s when they have %p', (reason, flaw) => {
		const skip = checkPerson({ ...noor, ...flaw }, LINK);
		expect(skip?.reason).toBe(reason);
		expect(skip?.message).toMatch(/^.+\. .+\.$/);
	});

	it('with the length of the email in the message, not with the email', () => {
		const message = checkPerson({ ...noor, email: emailOf(1025) }, LINK)?.message;
		expect(message).toContain('1025');
		expect(message?.length).toBeLessThan(200);
	});

	it('for an employee id that is too long for a custom attribute only beyond 1024', () => {
		expect(checkPerson({ ...noor, employeeId: '5'.repeat(1024) }, ATTRIBUTE)).toBeUndefined();
		expect(checkPerson({ ...noor, employeeId: '5'.repeat(1025) }, ATTRIBUTE)?.reason).toBe(
			'employee_id_too_long',
		);
	});
});

describe('a person is synced', () => {
	it.each([
		['email with blanks around it', { email: ' noor@corp.test ' }],
		['email of 1024 characters', { email: emailOf(1024) }],
		['employee id of 256 characters', { employeeId: '5'.repeat(256) }],
		['plus sign and apostrophe in the email', { email: "o'brien+hr@corp.test" }],
	])('with an %s', (_, detail) => {
		expect(checkPerson({ ...noor, ...detail }, LINK)).toBeUndefined();
	});

	it('without an employee id when no link is kept', () => {
		expect(checkPerson({ email: noor.email }, NO_LINK)).toBeUndefined();
	});
});

describe('what nobody can see makes no difference', () => {
	const ZWSP = '\u200b';

	it('in an email, an ID or a name', () => {
		const person = read(
			{
				email: `\ufeffnoor${ZWSP}.vidal@corp.test `,
				employeeId: `5${ZWSP}12\u2060`,
				firstName: 'Noor\u00ad',
				lastName: '\u00a0Zoe\u0308',
			},
			LINK,
		);
		expect(person).toMatchObject({
			...{ email: 'noor.vidal@corp.test', employeeId: '512', firstName: 'Noor', lastName: 'Zoë' },
		});
	});
});

describe('whether somebody works here', () => {
	it.each<[unknown, boolean | undefined]>([
		...[true, 'true', 'Yes', 'ACTIVE', '1', 1, ' on '].map((value): [unknown, boolean] => [
			value,
			true,
		]),
		...[false, 'False', 'no', 'N', '0', 0, 'off', 'Inactive', 'Terminated', 'Left', 'inactivo'].map(
			(value): [unknown, boolean] => [value, false],
		),
		...[undefined, null, '', ' '].map((value): [unknown, undefined] => [value, undefined]),
	])('%p is read as %p', (active, expected) => {
		const person = read({ ...noor, active }, LINK);
		expect(person.active).toBe(expected);
		expect(person.problem).toBeUndefined();
	});

	it.each(['maybe', 'on leave', 2, {}, []])('%p is neither, and nothing is done', (active) => {
		expect(read({ ...noor, active }, LINK).problem).toMatchObject({
			...{ reason: 'unknown_active', stops: 'everything' },
		});
	});
});

describe('an ID that is none', () => {
	it.each<[unknown, string]>([
		[2 ** 60, 'unsafe_employee_id'],
		[1.5, 'unsafe_employee_id'],
		[['512'], 'invalid_employee_id'],
		[{ id: '512' }, 'invalid_employee_id'],
		[true, 'invalid_employee_id'],
	])('%p stops everything', (employeeId, reason) => {
		expect(read({ ...noor, employeeId }, LINK).problem).toMatchObject({
			...{ reason, stops: 'everything' },
		});
	});
});

it.each(['ana@example.com;bob', 'ana@x.example, bob@x.example', 'Ana <ana@x.example>'])(
	'several addresses, or one with a name (%s), are not an email',
	(email) => {
		expect(read({ ...noor, email }, LINK).problem?.reason).toBe('invalid_email');
	},
);
