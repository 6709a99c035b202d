import fc from 'fast-check';
import { identify } from '../../../nodes/JumpCloud/sync/identity';
import type { IdentityRules, Someone } from '../../../nodes/JumpCloud/sync/identity';
import { indexUsers, linkOf, sameEmail } from '../../../nodes/JumpCloud/sync/users';
import type { DirectoryUser, Link } from '../../../nodes/JumpCloud/sync/users';
import { forAll } from './properties';

const BY_IDENTIFIER: Link = { kind: 'employeeIdentifier' };
const BY_ATTRIBUTE: Link = { kind: 'customAttribute', name: 'factorialId' };
const NO_LINK: Link = { kind: 'none' };

const aUser = (id: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
	...{ id, username: `user.${id}`, email: `${id}@corp.test`, firstname: 'Noor', lastname: 'Vidal' },
	...more,
});

const noor: Someone = {
	...{ employeeId: '512', email: 'noor.vidal@corp.test', firstName: 'Noor', lastName: 'Vidal' },
	stays: true,
};
const left = { ...noor, stays: false };

const rule = (about: Partial<IdentityRules> = {}): IdentityRules => ({
	...{ link: BY_IDENTIFIER, unlinkedUser: 'ifNameAgrees', newRecord: 'report', ...about },
});

const identifyAll = (
	people: Someone[],
	users: DirectoryUser[],
	about: Partial<IdentityRules> = {},
) => identify(people, indexUsers(users, about.link ?? BY_IDENTIFIER), rule(about));

/** What comes of one person in short: the users, how, and the conflict. */
const inShort = (people: Someone[], users: DirectoryUser[], about: Partial<IdentityRules> = {}) =>
	identifyAll(people, users, about).map(({ users: theirs, by, conflict }) =>
		[theirs.map(({ id }) => id).join('+') || 'nobody', theirs.length > 0 && by, conflict?.conflict]
			.filter(Boolean)
			.join(' '),
	);

describe('the link of a user', () => {
	it('is the employee identifier, without the blanks around it', () => {
		expect(linkOf(aUser('a', { employeeIdentifier: ' 512 ' }), BY_IDENTIFIER)).toBe('512');
	});

	it.each([undefined, null, '', '  '])('is missing when the identifier is %p', (value) => {
		expect(linkOf(aUser('a', { employeeIdentifier: value }), BY_IDENTIFIER)).toBeUndefined();
	});

	it('is the value of the named custom attribute and of no other', () => {
		const attributes = [
			{ name: 'costUnit', value: '7' },
			{ name: 'factorialId', value: '512' },
		];
		expect(linkOf(aUser('a', { attributes }), BY_ATTRIBUTE)).toBe('512');
		expect(linkOf(aUser('a', { attributes: null, employeeIdentifier: '9' }), BY_ATTRIBUTE)).toBe(
			undefined,
		);
	});

	it('is never there when no link is kept', () => {
		expect(linkOf(aUser('a', { employeeIdentifier: '512' }), NO_LINK)).toBeUndefined();
	});
});

const OTHER_NAME = { firstname: 'Break', lastname: 'Glass' };
const linked = aUser('a', { employeeIdentifier: '512', email: 'old@corp.test' });
const stranger = aUser('b', { email: noor.email });
const taken = aUser('c', { email: noor.email, employeeIdentifier: '77' });

describe('one person', () => {
	it.each<[string, Someone, DirectoryUser[], Partial<IdentityRules>, string]>([
		['by the link, also when the email has changed', noor, [aUser('b'), linked], {}, 'a link'],
		[
			'by the email when no link is set yet, whatever its letter case and blanks',
			noor,
			[aUser('a', { email: 'Noor.Vidal@Corp.test ' })],
			{},
			'a email',
		],
		[
			'by the email alone when no link is kept, whatever the identifier says',
			noor,
			[aUser('a', { email: noor.email, employeeIdentifier: '9' })],
			{ link: NO_LINK },
			'a email',
		],
		[
			'once when two pages of a search brought the same user',
			noor,
			[linked, { ...linked }],
			{},
			'a link',
		],
		[
			'nobody, when only the username is alike, or the id only begins alike',
			noor,
			[
				aUser('a', { username: 'noor.vidal' }),
				aUser('b', { employeeIdentifier: '5120' }),
				aUser('c', { email: `x${noor.email}` }),
			],
			{},
			'nobody',
		],
		[
			'nobody, when neither side has an id or an email',
			{ ...noor, employeeId: '', email: '' },
			[aUser('a', { email: '', employeeIdentifier: '' })],
			{},
			'nobody',
		],
		[
			'several linked',
			noor,
			[linked, aUser('d', { employeeIdentifier: '512' })],
			{},
			'nobody several_linked',
		],
		[
			'several linked of somebody who has left: all of them',
			left,
			[linked, aUser('d', { employeeIdentifier: '512' })],
			{},
			'a+d link',
		],
		[
			'several with the email',
			noor,
			[stranger, aUser('d', { email: noor.email.toUpperCase() })],
			{},
			'nobody several_emails',
		],
		[
			'linked, and the email is another user’s: certain, and a conflict',
			noor,
			[linked, stranger],
			{},
			'a link email_in_use',
		],
		[
			'the same of somebody who has left: the email is nobody’s business',
			left,
			[linked, stranger],
			{},
			'a link',
		],
		['the email of a linked user', noor, [taken], {}, 'nobody linked_to_other_employee'],
		[
			'the same without an employee ID',
			{ ...noor, employeeId: '' },
			[taken],
			{},
			'nobody linked_to_other_employee',
		],
	])('%s', (_case, person, users, about, expected) => {
		expect(inShort([person], users, about)).toEqual([expected]);
	});
});

describe('a link is doubtful', () => {
	it.each<[string, Partial<DirectoryUser>, string]>([
		['when first name, last name and email differ', OTHER_NAME, 'nobody link_doubtful'],
		['and not when one name agrees', { firstname: 'Noor', lastname: 'Glass' }, 'a link'],
		['nor when the email agrees', { ...OTHER_NAME, email: noor.email }, 'a link'],
	])('%s', (_case, about, expected) => {
		expect(inShort([noor], [{ ...linked, ...about }])).toEqual([expected]);
	});

	it('and whoever has left keeps that user, and loses the others', () => {
		const users = [
			{ ...linked, ...OTHER_NAME },
			aUser('d', { employeeIdentifier: '512', email: noor.email }),
		];
		expect(inShort([left], users)).toEqual(['d link link_doubtful']);
		// Which of several somebody goes on with is for a person to say, doubtful ones beside them or not.
		const twice = [...users, { ...linked, id: 'e' }];
		expect(inShort([noor], twice)).toEqual(['nobody link_doubtful']);
	});

	it('also when HR has emptied the email of a leaver: it agrees with nothing', () => {
		const gone = { ...left, email: '' };
		expect(inShort([gone], [{ ...linked, ...OTHER_NAME }])).toEqual(['nobody link_doubtful']);
		expect(inShort([gone], [linked])).toEqual(['a link']);
		const short = { ...gone, firstName: 'Tony', lastName: 'Le' };
		const theirs = { ...linked, firstname: 'Minh', lastname: 'Le' };
		expect(inShort([short], [theirs])).toEqual(['a link']);
	});

	it('not where names are written in two scripts: they can be the same', () => {
		const wei = { ...left, firstName: '伟', lastName: '王', email: '' };
		const other = { ...linked, firstname: 'Wei', lastname: 'Wang' };
		expect(inShort([wei], [other])).toEqual(['a link']);
		expect(inShort([{ ...wei, firstName: '娜' }], [{ ...other, firstname: '伟' }])).toEqual([
			'a link',
		]);
		const li = { ...other, firstname: '娜', lastname: '李' };
		expect(inShort([wei], [li])).toEqual(['nobody link_doubtful']);
	});

	it('not where the source says too little to tell', () => {
		const unnamed = { ...noor, firstName: '', lastName: '' };
		expect(inShort([unnamed], [{ ...linked, ...OTHER_NAME }])).toEqual(['a link']);
	});
});

describe('a user without a link who has the email', () => {
	it.each<[string, string, string, Partial<DirectoryUser>, boolean]>([
		['the same name', 'Noor', 'Vidal', {}, true],
		['another letter case', 'NOOR', 'vidal', {}, true],
		['accents', 'Zoë', 'Muñoz', { firstname: 'Zoe', lastname: 'Munoz' }, true],
		[
			'letters that are spelled out',
			'Søren',
			'Weiß',
			{ firstname: 'Soren', lastname: 'Weiss' },
			true,
		],
		['two surnames in HR', 'Noor', 'Vidal Prats', {}, true],
		['a middle name in IT', 'Noor', 'Vidal', { firstname: 'Noor Maria' }, true],
		['the names the other way round', 'Vidal', 'Noor', {}, true],
		['no name at all', 'Noor', 'Vidal', { firstname: '', lastname: null }, true],
		['half a name that agrees', 'Noor', 'Vidal', { firstname: '', lastname: 'Vidal' }, true],
		['half a name that differs', 'Noor', 'Vidal', { firstname: '', lastname: 'Glass' }, false],
		['another last name', 'Noor', 'Vidal', { lastname: 'Prats' }, false],
		['another first name', 'Noor', 'Vidal', { firstname: 'Ben' }, false],
		[
			'a particle in common only',
			'Ana',
			'de la Cruz',
			{ firstname: 'Ana', lastname: 'de la Fuente' },
			false,
		],
		[
			'an initial in common only',
			'Sean',
			'O’Hara',
			{ firstname: 'Sean', lastname: "O'Neil" },
			false,
		],
		[
			'an apostrophe of another kind',
			'Sean',
			'O’Hara',
			{ firstname: 'Sean', lastname: "O'Hara" },
			true,
		],
		['a short last name', 'Minh', 'Le', { firstname: 'Minh', lastname: 'Le' }, true],
		['a short last name of others', 'Tony', 'Le', { firstname: 'Minh', lastname: 'Le' }, false],
		['a last name of one letter', 'Noor', 'S', { firstname: 'Noor', lastname: 's' }, true],
		['a last name that is a particle', 'Ana', 'Das', { firstname: 'Ana', lastname: 'Das' }, true],
		[
			'a particle that is the whole last name of one',
			'Ana',
			'Das',
			{ firstname: 'Ana', lastname: 'das Neves' },
			false,
		],
		['two letters and one', '小明', '王', { firstname: '小明', lastname: '王' }, true],
		[
			'another first name of two letters',
			'大明',
			'王',
			{ firstname: '小明', lastname: '王' },
			false,
		],
		['another script, the same', '伟', '李', { firstname: '伟', lastname: '李' }, true],
		['another script, another name', '伟', '李', { firstname: '芳', lastname: '王' }, false],
	])('agrees or not: %s', (_case, firstName, lastName, about, isTheirs) => {
		const person = { ...noor, firstName, lastName };
		const expected = isTheirs ? 'b email' : 'nobody name_differs';
		expect(inShort([person], [{ ...stranger, ...about }])).toEqual([expected]);
	});

	it.each<[IdentityRules['unlinkedUser'], Partial<DirectoryUser>, string]>([
		['always', OTHER_NAME, 'b email'],
		['report', {}, 'nobody unlinked_user'],
	])('is taken as the admin says: %s', (unlinkedUser, about, expected) => {
		expect(inShort([noor], [{ ...stranger, ...about }], { unlinkedUser })).toEqual([expected]);
	});

	it('is never adopted by somebody who has left', () => {
		expect(inShort([left], [stranger])).toEqual(['nobody possibly_somebody_else']);
		expect(inShort([left], [stranger], { unlinkedUser: 'always' })).toEqual([
			'nobody possibly_somebody_else',
		]);
	});

	it('nor by somebody who does not work here at the moment', () => {
		const away = { ...noor, isInactive: true };
		expect(inShort([away], [stranger])).toEqual(['nobody possibly_somebody_else']);
	});

	it('is nothing to report where somebody who stays has the address', () => {
		const next = { ...noor, employeeId: '900' };
		expect(inShort([left, next], [stranger])).toEqual(['nobody', 'b email']);
	});

	describe('where no links are kept', () => {
		const about = { link: NO_LINK };

		it.each<[string, Someone, Partial<DirectoryUser>, string]>([
			['keeps the user through a new last name', noor, { lastname: 'Prats' }, 'b email'],
			['is not taken from somebody else', noor, OTHER_NAME, 'nobody name_differs'],
			['loses it when they leave', left, {}, 'b email'],
			['not when the address is somebody else’s', left, OTHER_NAME, 'nobody name_differs'],
		])('%s', (_case, person, user, expected) => {
			expect(inShort([person], [{ ...stranger, ...user }], about)).toEqual([expected]);
		});

		it('loses it by the record that ended last, where there are several', () => {
			const records = [
				{ ...left, employeeId: '300', lastDay: '2020-01-31' },
				{ ...left, lastDay: '2025-01-31' },
				{ ...left, employeeId: '900', lastDay: '2021-01-31' },
			];
			expect(inShort(records, [stranger], about)).toEqual(['nobody', 'b email', 'nobody']);
			expect(inShort(records.toReversed(), [stranger], about)).toEqual([
				...['nobody', 'b email', 'nobody'],
			]);
			const other = { ...left, employeeId: '8', firstName: 'Ana' };
			expect(inShort([left, other], [stranger], about)).toEqual([
				...['nobody several_people', 'nobody several_people'],
			]);
			expect(inShort([...records, { ...noor, employeeId: '7' }], [stranger], about)[1]).toBe(
				'nobody',
			);
		});
	});
});

describe('a user whose email is that of another person', () => {
	const next = { ...noor, employeeId: '900' };
	const user = aUser('a', { employeeIdentifier: '512', email: noor.email });

	it.each<[string, Someone, string[]]>([
		[
			'who came back under a new ID: reported for both',
			left,
			['nobody possibly_somebody_else', 'nobody possibly_somebody_else'],
		],
		[
			'also when HR has blanked the email of the old record',
			{ ...left, email: '' },
			['nobody possibly_somebody_else', 'nobody possibly_somebody_else'],
		],
		[
			'also when HR has changed it, of a record that goes on',
			{ ...noor, email: 'new@corp.test' },
			['nobody possibly_somebody_else', 'nobody linked_to_other_employee'],
		],
	])('%s', (_case, former, expected) => {
		expect(inShort([former, next], [user])).toEqual(expected);
	});

	it('moves to the new record, where the admin says so, the name agrees, and the old one has ended', () => {
		const about = { newRecord: 'relink' as const };
		expect(inShort([left, next], [user], about)).toEqual(['nobody', 'a newRecord']);
		expect(inShort([{ ...left, email: '' }, next], [user], about)).toEqual([
			'nobody',
			'a newRecord',
		]);
		const other = { ...next, firstName: 'Ben', lastName: 'Prats' };
		expect(inShort([left, other], [user], about)).toEqual([
			'nobody possibly_somebody_else',
			'nobody linked_to_other_employee',
		]);
		expect(inShort([{ ...noor, email: 'new@corp.test' }, next], [user], about)).toEqual([
			'nobody possibly_somebody_else',
			'nobody linked_to_other_employee',
		]);
	});

	describe('keeps the access while the old record has a last day to come', () => {
		const ending = { ...noor, lastDay: '2099-12-31' };
		const about = { newRecord: 'relink' as const };
		const goesOn = (former: Someone, latter: Someone, rules: Partial<IdentityRules> = about) =>
			identifyAll([former, latter], [user], rules).map((one) => [
				one.users.length,
				one.disputed?.length ?? 0,
				one.goesOn === true,
			]);
		const TOLD = [0, 0, true];
		const KEPT = [0, 1, true];

		it.each<[string, Partial<Someone>]>([
			['with the same email', {}],
			['whose email HR has blanked', { email: '' }],
		])('%s', (_case, former) => {
			expect(goesOn({ ...ending, ...former }, next)).toEqual([KEPT, TOLD]);
			// Nothing is done about a witness, so the new record sees to it.
			expect(goesOn({ ...ending, ...former, isWitness: true }, next)).toEqual([KEPT, KEPT]);
			// Whoever moves the link: nobody is locked out of what they go on to use.
			expect(goesOn({ ...ending, ...former }, next, {})).toEqual([KEPT, TOLD]);
		});

		it.each<[string, Someone, Someone, Partial<IdentityRules>]>([
			['the old record has no end', noor, next, about],
			['the new record is of another name', ending, { ...next, firstName: 'Ines' }, about],
			['the new record does not work', ending, { ...next, isInactive: true }, about],
			['it is not certain who the new one is', ending, { ...next, isUnclear: true }, about],
		])('not where %s', (_case, former, latter, rules) => {
			const told = goesOn(former, latter, rules).map(([, , isKept]) => isKept);
			expect(told).toEqual([false, false]);
		});

		it('not where there are two new records', () => {
			const people = [ending, next, { ...next, employeeId: '901' }];
			expect(identifyAll(people, [user], about).some((one) => one.goesOn)).toBe(false);
		});
	});

	it.each<[string, Partial<Someone>, string[]]>([
		[
			'has another name than the old record, and the user has none',
			{ firstName: 'Bo', lastName: 'Prats' },
			['nobody possibly_somebody_else', 'nobody linked_to_other_employee'],
		],
		['is not certain', { isUnclear: true }, ['nobody possibly_somebody_else', 'nobody']],
	])('does not move to a new record that %s, and is reported', (_case, about, expected) => {
		const nameless = { ...user, firstname: '', lastname: '' };
		const people = [left, { ...next, ...about }];
		expect(inShort(people, [nameless], { newRecord: 'relink' })).toEqual(expected);
	});

	it('is theirs all the same when the other one has a user', () => {
		const own = aUser('b', { employeeIdentifier: '900', email: 'own@corp.test' });
		expect(inShort([{ ...left, email: '' }, next], [user, own])[0]).toBe('a link');
	});

	it('is theirs alone when that one is a number of another numbering', () => {
		const glass = aUser('b', { ...OTHER_NAME, employeeIdentifier: '900' });
		for (const former of [left, { ...left, email: '' }]) {
			expect(inShort([former, next], [user, glass])).toEqual([
				...['nobody possibly_somebody_else', 'nobody link_doubtful'],
			]);
		}
	});

	it('does not move from a link that is doubtful itself', () => {
		const other = { ...left, firstName: 'Ana', lastName: 'Zed', email: '' };
		const nameless = { ...next, firstName: '', lastName: '' };
		const [, found] = inShort([other, nameless], [user], { newRecord: 'relink' });
		expect(found).toBe('nobody linked_to_other_employee');
	});

	it('may at least keep the access', () => {
		const [former] = identifyAll([{ ...noor, email: 'new@corp.test' }, next], [user]);
		expect(former?.disputed?.map(({ id }) => id)).toEqual(['a']);
	});
});

describe('several people', () => {
	it('of one ID are nobody', () => {
		expect(inShort([noor, { ...noor, email: 'x@corp.test' }], [linked])).toEqual([
			'nobody employee_twice',
			'nobody employee_twice',
		]);
	});

	it('of one email get nothing by it', () => {
		expect(inShort([noor, { ...noor, employeeId: '513' }], [stranger])).toEqual([
			'nobody email_of_several_people',
			'nobody email_of_several_people',
		]);
	});
});

describe('every conflict', () => {
	const cases: Array<[string, Someone[], DirectoryUser[]]> = [
		['several_linked', [noor], [linked, aUser('d', { employeeIdentifier: '512' })]],
		['several_emails', [noor], [stranger, aUser('d', { email: noor.email })]],
		['email_in_use', [noor], [linked, stranger]],
		['linked_to_other_employee', [noor], [taken]],
		['link_doubtful', [noor], [{ ...linked, ...OTHER_NAME }]],
		['name_differs', [noor], [{ ...stranger, ...OTHER_NAME }]],
		['possibly_somebody_else', [left], [stranger]],
	];

	it.each(cases)('%s names both sides and says what to do', (kind, people, users) => {
		const [found] = identifyAll(people, users);
		expect(found?.conflict?.conflict).toBe(kind);
		const text = found?.conflict?.message ?? '';
		expect(text).toContain('512');
		for (const { id, username, email } of found?.conflict?.users ?? []) {
			expect(text).toContain(`"${username}" (${id}, ${email})`);
		}
		expect(text.match(/\.(?= |$)/g)).toHaveLength(2);
	});
});

describe('for every crowd of people and users', () => {
	const anyId = fc.constantFrom('1', '2', '3', '');
	const anyEmail = fc.constantFrom('a@corp.test', 'A@corp.test', 'b@corp.test', '');
	const anyName = fc.constantFrom('Ana', 'Bo', '');
	const anyUser = fc.record({
		...{ id: fc.constantFrom('u1', 'u2', 'u3', 'u4'), username: fc.constantFrom('ana', 'bo') },
		...{ email: anyEmail, firstname: anyName, lastname: anyName },
		employeeIdentifier: fc.option(anyId, { nil: undefined }),
		attributes: fc.array(
			fc.record({ name: fc.constantFrom('factorialId', 'other'), value: anyId }),
			{ maxLength: 2 },
		),
	});
	const anySomeone = fc.record({
		...{ employeeId: anyId, email: anyEmail, firstName: anyName, lastName: anyName },
		stays: fc.boolean(),
	});
	const anySituation = fc.record({
		people: fc.array(anySomeone, { maxLength: 4 }),
		users: fc.uniqueArray(anyUser, { selector: (user) => user.id }),
		rules: fc.record({
			link: fc.constantFrom(BY_IDENTIFIER, BY_ATTRIBUTE, NO_LINK),
			unlinkedUser: fc.constantFrom<IdentityRules['unlinkedUser'][]>(
				...(['ifNameAgrees', 'always', 'report'] as const),
			),
			newRecord: fc.constantFrom<IdentityRules['newRecord'][]>('report', 'relink'),
		}),
	});
	const everywhere = (
		holds: (
			people: Someone[],
			found: ReturnType<typeof identifyAll>,
			given: { users: DirectoryUser[]; rules: IdentityRules },
		) => void,
	) =>
		forAll(anySituation, ({ people, users, rules }) =>
			holds(people, identify(people, indexUsers(users, rules.link), rules), { users, rules }),
		);

	it('no user is two people’s', () => {
		everywhere((_people, found) => {
			const ids = found
				.flatMap(({ users, disputed = [] }) => [...users, ...disputed])
				.map(({ id }) => id);
			expect(new Set(ids).size).toBe(ids.length);
		});
	});

	it('nobody gets a user who is linked to another employee, unless that record has ended', () => {
		everywhere((people, found, { rules }) => {
			found.forEach(({ users, by }, index) => {
				const owners = users.map((user) => linkOf(user, rules.link));
				if (by === 'newRecord') {
					const former = people.find(({ employeeId }) => employeeId === owners[0]);
					expect(former?.stays).toBe(false);
					return;
				}
				for (const owner of owners) {
					expect([undefined, people[index]?.employeeId]).toContain(owner);
				}
			});
		});
	});

	it('nobody gets a user whose email is that of somebody else who stays and has no user', () => {
		everywhere((people, found, { users, rules }) => {
			// A user whose link is of another numbering is none of theirs.
			const hasUser = (one: Someone) =>
				users.some(
					(user) =>
						linkOf(user, rules.link) === one.employeeId &&
						!inShort([one], [user], { link: rules.link }).includes('nobody link_doubtful'),
				);
			found.forEach(({ users: theirs }, index) => {
				for (const user of theirs) {
					const rivals = people.filter(
						(other, at) =>
							at !== index && other.stays && !hasUser(other) && sameEmail(other.email, user.email),
					);
					expect(rivals).toEqual([]);
				}
			});
		});
	});

	it('whoever has left adopts nobody by an email', () => {
		everywhere((people, found, { rules }) => {
			if (rules.link.kind === 'none') return;
			found.forEach(({ by, users }, index) => {
				if (users.length > 0 && by !== 'link') expect(people[index]?.stays).toBe(true);
			});
		});
	});

	it('the order makes no difference', () => {
		everywhere((people, found, { users, rules }) => {
			const backwards = identify(
				people.toReversed(),
				indexUsers(users.toReversed(), rules.link),
				rules,
			).toReversed();
			expect(backwards.map(({ users: theirs, by }) => [theirs, by])).toEqual(
				found.map(({ users: theirs, by }) => [theirs, by]),
			);
		});
	});
});
