import { readPerson } from '../../../nodes/JumpCloud/sync/person';
import type { PersonInput } from '../../../nodes/JumpCloud/sync/person';
import { asItLooks, emailClause, sameEmail } from '../../../nodes/JumpCloud/sync/users';
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
	it.each<[string, unknown[]]>([
		[
			'unsafe_employee_id',
			[
				...[2 ** 60, 1.5, '1.8E+19', '1E18', '1E5', '1.23E11', '1,23E+11', '1.84467440737096E19'],
				...['12.3E+09', '512.0', '512,00', '1e-7'],
			],
		],
		[
			'invalid_employee_id',
			[
				...[['512'], { id: '512' }, true, 0, -0, -1, '0', '0000', '0.0.0', '-1', '−12', 'nil'],
				...['00000000-0000-0000-0000-000000000000', '{00000000-0000-0000-0000-000000000000}'],
				...['TBD', 'tba', 'NA', 'N.A.', 'n/a', 'Unknown', '(empty)', '<none>', 'NULL', 'None'],
				...['pending', 'Not available', 'unbekannt', 'desconocido', 'keine', 'Infinity', 'False'],
				...['#N/A', '#N/D', '#NV', '#ERROR!', '#¡REF!', '#WERT!', '#SPILL!', '#NOM?', '#ZAHL!'],
				...['########', '#DIV/0!', '#GETTING_DATA', 'Err:502', 'Loading...', '-', '?', '5\ufffd2'],
				...['{{ $json.id }}', '$json.id', '={{ 1 }}', '${id}', '[object Object]', 'undefined-1'],
			],
		],
	])('has the reason %s, and stops everything', (reason, values) => {
		for (const employeeId of values) {
			expect([employeeId, read({ ...noor, employeeId }, LINK).problem]).toMatchObject([
				employeeId,
				{ reason, stops: 'everything', message: expect.stringMatching(/^.+\. .+\.$/) },
			]);
		}
	});

	it.each([
		...['0007', 'A-0', '7', '10', 'E12', '12E', '1E3A', 'E-0', '12e45678', 'NA12', 'TBD-4', '1-0'],
		...['0b7f3c7e-8d0c-4f6f-9f39-0d3a1d1f0001', 'Nullarbor', '#512', '٥١٢', 'x', '512.10'],
	])('%p is one, whatever it looks like', (employeeId) => {
		expect(read({ ...noor, employeeId }, LINK)).toMatchObject({ employeeId, problem: undefined });
	});
});

describe('a name', () => {
	it.each([
		...[
			'Null',
			'Nil',
			'None',
			'Na',
			'Nan',
			'True',
			'Unknown',
			'Null Nil',
			'NULL',
			'NA',
			'Nadal',
			'O',
			'E',
		],
		...["'t Hooft", 'Ng', 'Nguyễn', '王', 'Von der Leyen', 'García', 'Undefinedová', 'X Æ A-12'],
	])('that is somebody’s: %p', (lastName) => {
		expect(read({ ...noor, lastName }, LINK).lastName).toBe(lastName.normalize('NFC'));
	});

	it.each([
		...['#ERROR!', '#N/D', '#NV', '#WERT!', '#¡REF!', '#SPILL!', '#N/A N/A', '########'],
		...['Loading...', '-', '.', '?', '0', '46387', '1.5E+10', 'N/A', 'n.a.', 'none', 'null', 'nil'],
		...['undefined', 'undefined undefined', 'NaN', 'na', 'TBD', 'unknown'],
		...['true', 'FALSE', '{{ $json.last_name }}', '=VLOOKUP(A2;B:B;2;0)', '[object Object]'],
		...['Garc?a', '<b>Vidal</b>', 'Vid\ufffdl'],
	])('that is none: %p', (lastName) => {
		expect(read({ ...noor, lastName }, LINK).lastName).toBe('');
	});
});

it.each(['ana@example.com;bob', 'ana@x.example, bob@x.example', 'Ana <ana@x.example>'])(
	'several addresses, or one with a name (%s), are not an email',
	(email) => {
		expect(read({ ...noor, email }, LINK).problem?.reason).toBe('invalid_email');
	},
);

describe('an email', () => {
	it.each([
		...["'noor.vidal@corp.test", '=noor.vidal@corp.test', '?noor.vidal@corp.test', '+34@corp.test'],
		...['"noor.vidal@corp.test', '#N/A@corp.test', '.@corp.test', '-@-', '- noor@corp.test'],
		...['undefined@corp.test', 'undefined.undefined@corp.test', 'noor.undefined@corp.test'],
		...[
			'null@corp.test',
			'null.null@corp.test',
			'{{ $json.x }}@corp.test',
			'[object Object]@x.test',
		],
		...[
			'noor\u2010vidal@corp.test',
			'“noor.vidal@corp.test”',
			'`noor@corp.test`',
			'o’brien@corp.test',
		],
	])('that is none: %s', (email) => {
		expect(read({ ...noor, email }, LINK).problem?.reason).toBe('invalid_email');
	});

	it.each([
		...[
			"o'brien@corp.test",
			'_ops@corp.test',
			'noor-zoe@corp.test',
			'7@corp.test',
			'nil@corp.test',
		],
		...['null.island@corp.test', 'müller@müller.test', 'noor@xn--mller-kva.test', 'na@corp.test'],
	])('that is somebody’s: %s', (email) => {
		expect(read({ ...noor, email }, LINK)).toMatchObject({ email, problem: undefined });
	});

	it('of full width is the plain one', () => {
		const email = 'ｎｏｏｒ＠ｃｏｒｐ．ｔｅｓｔ';
		expect(read({ ...noor, email }, LINK).email).toBe('noor@corp.test');
	});

	it.each([
		['ana@müller.example', 'ana@xn--mller-kva.example'],
		['ana@mu\u0308ller.example', 'ANA@XN--MLLER-KVA.example'],
		['ana@MÜLLER.example', 'ana@müller.example'],
		['ana@ｃｏｒｐ.example', 'ana@corp.example'],
		['ana@corp.example\u200b', 'ana@corp.example'],
	])('%s is also %s', (one, other) => {
		expect(sameEmail(one, other)).toBe(true);
		const { $regex } = emailClause(one).email;
		expect(new RegExp($regex.slice(4), 'iu').test(asItLooks(other))).toBe(!/[ｃ\u200b]/.test(one));
	});

	it('of another domain is not', () => {
		expect(sameEmail('ana@muller.example', 'ana@müller.example')).toBe(false);
	});
});
