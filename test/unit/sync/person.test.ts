import type { Link } from '../../../nodes/JumpCloud/sync/match';
import { checkPerson } from '../../../nodes/JumpCloud/sync/person';

const LINK: Link = { kind: 'employeeIdentifier' };
const ATTRIBUTE: Link = { kind: 'customAttribute', name: 'factorialId' };
const NO_LINK: Link = { kind: 'none' };
const noor = { employeeId: '512', email: 'noor.vidal@corp.test' };

const emailOf = (length: number) => `${'a'.repeat(length - '@corp.test'.length)}@corp.test`;

describe('a person is skipped', () => {
	it.each([
		['missing_work_email', { email: '' }],
		['missing_work_email', { email: ' \t' }],
		['missing_work_email', { email: undefined }],
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
