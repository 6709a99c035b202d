import fc from 'fast-check';
import type { DirectoryUser, Link } from '../../../nodes/JumpCloud/sync/match';
import { conflictText, linkOf, match } from '../../../nodes/JumpCloud/sync/match';
import { forAll } from './properties';

const BY_IDENTIFIER: Link = { kind: 'employeeIdentifier' };
const BY_ATTRIBUTE: Link = { kind: 'customAttribute', name: 'factorialId' };
const NO_LINK: Link = { kind: 'none' };

const aUser = (id: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
	id,
	username: `user.${id}`,
	email: `${id}@corp.test`,
	...more,
});

const noor = { employeeId: '512', email: 'noor.vidal@corp.test' };

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

describe('a person is matched', () => {
	it('by the link, even when the email has changed', () => {
		const linked = aUser('a', { employeeIdentifier: '512', email: 'old@corp.test' });
		expect(match(noor, [aUser('b'), linked], BY_IDENTIFIER)).toEqual({
			kind: 'matched',
			by: 'link',
			user: linked,
		});
	});

	it('by the email when no link is set yet, whatever its letter case and blanks', () => {
		const user = aUser('a', { email: 'Noor.Vidal@Corp.test ' });
		expect(match(noor, [user], BY_IDENTIFIER)).toEqual({ kind: 'matched', by: 'email', user });
	});

	it('by the email alone when no link is kept, whatever the identifier says', () => {
		const user = aUser('a', { email: noor.email, employeeIdentifier: '9' });
		expect(match(noor, [user], NO_LINK)).toEqual({ kind: 'matched', by: 'email', user });
	});

	it('once when two pages of a search brought the same user', () => {
		const user = aUser('a', { employeeIdentifier: '512' });
		expect(match(noor, [user, { ...user }], BY_IDENTIFIER)).toMatchObject({ kind: 'matched' });
	});

	it('to nobody when only the username is alike, or the id only begins alike', () => {
		const others = [
			aUser('a', { username: 'noor.vidal' }),
			aUser('b', { employeeIdentifier: '5120' }),
			aUser('c', { email: `x${noor.email}` }),
		];
		expect(match(noor, others, BY_IDENTIFIER)).toEqual({ kind: 'none' });
	});

	it('to nobody when neither side has an id or an email', () => {
		const blank = aUser('a', { email: '', employeeIdentifier: '' });
		expect(match({ employeeId: ' ', email: '' }, [blank], BY_IDENTIFIER)).toEqual({ kind: 'none' });
	});
});

describe('a conflict', () => {
	const linked = aUser('a', { employeeIdentifier: '512', email: 'old@corp.test' });
	const stranger = aUser('b', { email: noor.email });
	const taken = aUser('c', { email: noor.email, employeeIdentifier: '77' });
	const cases: Array<[string, DirectoryUser[], DirectoryUser[]]> = [
		['several_linked', [linked, aUser('d', { employeeIdentifier: '512' }), stranger], []],
		['several_emails', [stranger, aUser('d', { email: noor.email.toUpperCase() })], []],
		['email_in_use', [aUser('x'), stranger, linked], [linked, stranger]],
		['linked_to_other_employee', [aUser('x'), taken], [taken]],
	];

	it.each(cases)('is %s', (conflict, candidates, users) => {
		const result = match(noor, candidates, BY_IDENTIFIER);
		expect(result).toMatchObject({ kind: 'conflict', conflict });
		if (users.length > 0) expect(result).toMatchObject({ users });
	});

	it.each(cases)('%s names both identities and says what to do', (_, candidates) => {
		const result = match(noor, candidates, BY_IDENTIFIER);
		const text = result.kind === 'conflict' ? conflictText(noor, result) : '';
		const users = result.kind === 'conflict' ? result.users : [];
		expect(text).toContain('512');
		expect(text).toContain(noor.email);
		for (const { id, username, email } of users) {
			expect(text).toContain(`"${username}" (${id}, ${email})`);
		}
		expect(text.match(/\.(?= |$)/g)).toHaveLength(2);
	});

	it('is what somebody without an employee id meets at a linked user', () => {
		expect(match({ ...noor, employeeId: '' }, [taken], BY_IDENTIFIER)).toMatchObject({
			conflict: 'linked_to_other_employee',
		});
	});
});

describe('for every crowd of candidates', () => {
	const anyId = fc.constantFrom('1', '2', '3', ' 2 ', '');
	const anyEmail = fc.constantFrom('a@corp.test', 'A@corp.test', 'b@corp.test', '');
	const anyUser = fc.record({
		id: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
		username: fc.constantFrom('ana', 'bo'),
		email: anyEmail,
		employeeIdentifier: fc.option(anyId, { nil: undefined }),
		attributes: fc.array(
			fc.record({ name: fc.constantFrom('factorialId', 'other'), value: anyId }),
			{
				maxLength: 2,
			},
		),
	});
	const anySituation = fc.record({
		person: fc.record({ employeeId: anyId, email: anyEmail }),
		users: fc.uniqueArray(anyUser, { selector: (user) => user.id }),
		link: fc.constantFrom(BY_IDENTIFIER, BY_ATTRIBUTE, NO_LINK),
	});

	it('nobody is given a user who is linked to another employee', () => {
		forAll(anySituation, ({ person, users, link }) => {
			const result = match(person, users, link);
			const owner = result.kind === 'matched' ? linkOf(result.user, link) : undefined;
			expect([undefined, person.employeeId.trim()]).toContain(owner);
		});
	});

	it('the order of the candidates does not decide who is matched', () => {
		forAll(anySituation, ({ person, users, link }) => {
			const forward = match(person, users, link);
			const backward = match(person, [...users].reverse(), link);
			expect(backward.kind).toBe(forward.kind);
			if (forward.kind === 'matched') expect(backward).toEqual(forward);
		});
	});

	it('a match has the id or the email of the person, and nobody else in sight has either', () => {
		forAll(anySituation, ({ person, users, link }) => {
			const id = person.employeeId.trim();
			const email = person.email.toLowerCase();
			const related = users.filter(
				(user) =>
					(id !== '' && linkOf(user, link) === id) ||
					(email !== '' && user.email.toLowerCase() === email),
			);
			const result = match(person, users, link);
			if (result.kind === 'matched') expect(related).toEqual([result.user]);
			if (result.kind === 'none') expect(related).toEqual([]);
		});
	});
});
