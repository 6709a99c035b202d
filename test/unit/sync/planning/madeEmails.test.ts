import { aPerson, aUser, inShort, planned } from './building';

const madeEmails = { pattern: '{first}.{last}', domain: 'corp.example' };
const made = { madeEmails };
const noor = (about: Parameters<typeof aPerson>[0] = {}) => aPerson({ email: null, ...about });

/** The emails of those who are to get a user, as the plan has them. */
const emailsIn = (entries: ReturnType<typeof planned>) =>
	entries.map(({ changes }) => changes.find(({ field }) => field === 'email')?.to);

describe('somebody who has no work email', () => {
	it('gets no user as long as nobody has chosen it', () => {
		expect(inShort(planned([noor()], []))).toEqual(['skip (missing_work_email)']);
	});

	it.each([
		['said to be empty', { email: null }, 'create (joiner)'],
		['an empty text', { email: ' ' }, 'create (joiner)'],
		['private ones only', { email: null, noEmail: 'not_a_work_email' }, 'create (joiner)'],
		['a field that is not there', { email: undefined }, 'skip (missing_work_email)'],
		['a list', { email: ['a@corp.example'] }, 'skip (missing_work_email)'],
		['a text that is none', { email: 'none' }, 'skip (invalid_email)'],
	])('gets a made one where it is %s: %j', (_, about, expected) => {
		expect(inShort(planned([aPerson(about)], [], made))).toEqual([expected]);
	});

	it('gets it in the item, with a word to whoever keeps the source, and the person has none', () => {
		const [entry] = planned([noor()], [], made);
		expect(entry).toMatchObject({
			...{ madeEmail: 'noor.vidal@corp.example', person: { email: '' } },
			message: expect.stringContaining('noor.vidal@corp.example'),
		});
		expect(emailsIn([entry!])).toEqual(['noor.vidal@corp.example']);
	});

	it.each([
		['{f}{last}', 'Jörg', 'Müller-Lüdenscheidt', 'jmuller-ludenscheidt'],
		['{first}', 'Jörg', 'Müller', 'jorg'],
		['{last}.{f}', 'Jörg', 'Müller', 'muller.j'],
		['{username}', 'Jörg', 'Müller', 'jorg.muller'],
		['x_{first}.{l}', 'Ana', 'Vidal', 'x_ana.v'],
		['{first}.{last}', 'Madonna', '', 'madonna'],
		['{first}.{last}', '', 'Madonna', 'madonna'],
		['{first}.{last}', '愛子', '田中', 'user512'],
		['{first}.{last}', 'Root', '', 'root1'],
		['{first}.{last}', 'Postmaster', '', 'postmaster1'],
		['{first}.{last}', 'A'.repeat(200), 'B', 'a'.repeat(60)],
	])('by the pattern %s, %s %s is %s', (pattern, firstName, lastName, local) => {
		const rules = { madeEmails: { pattern, domain: 'corp.example' } };
		expect(emailsIn(planned([noor({ firstName, lastName })], [], rules))).toEqual([
			`${local}@corp.example`,
		]);
	});

	it('is spelled as usernames are', () => {
		const spelled = { madeEmails: { ...madeEmails, letterSpelling: 'expanded' as const } };
		const jorg = noor({ firstName: 'Jörg', lastName: 'Ågård' });
		expect(emailsIn(planned([jorg], [], spelled))).toEqual(['joerg.aagaard@corp.example']);
	});

	const taken = 'noor.vidal@corp.example';
	it.each([
		['a user has', [], [{ email: taken.toUpperCase() }]],
		['is the second one of a user', [], [{ email: 'x@corp.example', alternateEmail: taken }]],
		['somebody of the input has', [{ email: taken }], []],
		['a leaver of the input has', [{ email: taken, lastDay: '2020-01-31' }], []],
		['a witness has', [{ email: taken, witness: true }], []],
		['an unreadable person has', [{ email: taken, active: 'maybe' }], []],
	])('gets none that %s', (_, people, users) => {
		const others = people.map((about) =>
			aPerson({ employeeId: '9', firstName: 'Bo', lastName: 'Prats', ...about }),
		);
		const directory = users.map((about) =>
			aUser({ username: 'bo', firstname: 'Bo', lastname: 'P', employeeIdentifier: '8', ...about }),
		);
		const [first] = planned([noor(), ...others], directory, made);
		expect(first?.madeEmail).toBe('noor.vidal1@corp.example');
	});

	it('gets none of a protected user', () => {
		const protectedUsers = {
			emails: new Set([taken]),
			usernames: new Set<string>(),
			ids: new Set<string>(),
		};
		const [entry] = planned([noor()], [], { ...made, protectedUsers });
		expect(entry?.madeEmail).toBe('noor.vidal1@corp.example');
	});

	it('is not given that of a namesake: they are numbered by their ids, whatever their order', () => {
		const people = [noor({ employeeId: '900' }), noor({ employeeId: '7' }), noor()];
		const expected = ['noor.vidal2', 'noor.vidal', 'noor.vidal1'].map(
			(one) => `${one}@corp.example`,
		);
		expect(emailsIn(planned(people, [], made))).toEqual(expected);
		expect(emailsIn(planned(people.toReversed(), [], made))).toEqual(expected.toReversed());
	});

	it.each(['noor.vidal@corp.example', 'noor.vidal4@corp.example'])(
		'is reported where an unlinked user of that name has %s: most likely it is theirs',
		(email) => {
			const [entry] = planned([noor()], [aUser({ employeeIdentifier: '', email })], made);
			expect(entry).toMatchObject({ action: 'conflict', conflict: 'unlinked_user', changes: [] });
		},
	);

	it('is somebody else where the unlinked user has another name', () => {
		const other = aUser({
			employeeIdentifier: '',
			email: taken,
			firstname: 'Bo',
			lastname: 'Prats',
		});
		expect(emailsIn(planned([noor()], [other], made))).toEqual(['noor.vidal1@corp.example']);
	});
});

describe('a user whose email was made', () => {
	const user = aUser({ email: 'noor.vidal3@corp.example' });

	it('is found by the link, keeps it, and is in step', () => {
		expect(inShort(planned([noor()], [user], made))).toEqual(['noop (in_step)']);
		expect(inShort(planned([noor()], [user], { ...made, clearEmpty: true }))).toEqual([
			'noop (in_step)',
		]);
	});

	it('follows everything else that changes', () => {
		const [entry] = planned([noor({ lastName: 'Prats' })], [user], made);
		expect(entry?.changes).toEqual([{ field: 'lastname', from: 'Vidal', to: 'Prats' }]);
	});

	it('gets the email that HR enters later, and is in step where that is the made one', () => {
		const [entry] = planned([noor({ email: 'nv@corp.example' })], [user], made);
		expect(entry?.changes).toEqual([{ field: 'email', from: user.email, to: 'nv@corp.example' }]);
		expect(inShort(planned([noor({ email: user.email })], [user], made))).toEqual([
			'noop (in_step)',
		]);
	});

	it('loses the access as any other', () => {
		expect(inShort(planned([noor({ lastDay: '2020-01-31' })], [user], made))).toEqual([
			'suspend (terminated)',
		]);
	});
});

it('whoever has left, and has no email, gets no user', () => {
	expect(inShort(planned([noor({ active: false })], [], made))).toEqual(['noop (inactive)']);
});
