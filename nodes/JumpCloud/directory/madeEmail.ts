import { emailsOf, firstFreeEmail, madeEmailPattern, unlinkedNamesake } from '../sync/madeEmail';
import { wantedUsername } from '../sync/username';
import type { EmailRules } from '../sync/username';
import { keyOf } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import type { User } from '../transport/systemUser';
import { findUsers } from '../transport/users';
import type { Clause } from '../transport/users';
import { createUser } from './create';
import type { Creation, NewUser } from './create';
import type { Found } from './find';

/** So many emails are tried that others take at the same moment. */
const MOST_COLLISIONS = 20;

/** So many that are refused although nobody is seen to have them: JumpCloud does not say what it refuses. */
const MOST_UNSEEN = 2;

/** Finds who has such an email, or such a second one. */
export function emailLike(pattern: string): Clause[] {
	return ['email', 'alternateEmail'].map((field) => ({ [field]: { $regex: `(?i)${pattern}` } }));
}

/**
 * Creates a user with an email that is made from the name, because the source has none. When somebody
 * else takes it between the look and the create, or has it in another organization, the next number is
 * tried. Whoever has an unlinked user already, as far as name and email tell, gets no second one.
 *
 * @param wish its `wanted.email` is what a plan has chosen, which is taken as long as it is free; the
 * person's own email is empty, so that nobody is found by what is only made for them
 * @param found what the search for the person brought; without it nothing is looked up before the create
 */
export async function createWithMadeEmail(
	api: JumpCloud,
	wish: NewUser,
	rules: EmailRules,
	found?: Found,
): Promise<Creation> {
	const { person, username } = wish;
	const wanted =
		username.kind === 'given' ? username.username : wantedUsername(person, username.rules);
	const planned = username.kind === 'fromName' ? username.planned : undefined;
	const pattern = madeEmailPattern(person, wanted, rules);
	const clauses = emailLike(pattern);
	const isLike = ({ email: one }: User) => new RegExp(pattern, 'i').test(one);
	const look = async () => await findUsers(api, { filter: { or: clauses } });
	const avoided = new Set<string>();
	let { email } = wish.wanted;
	let users: User[] | undefined = found || email === undefined ? await look() : undefined;
	const isTaken = (one: string) =>
		(users ?? []).some((user) => emailsOf(user).includes(keyOf(one)));
	for (let unseen = 0; ; ) {
		const namesake = unlinkedNamesake(person, users?.filter(isLike) ?? [], wish.rules.link);
		if (namesake) return { kind: 'conflict', ...namesake };
		if (email === undefined || avoided.has(email) || isTaken(email)) {
			const taken = [...(users ?? []).flatMap(emailsOf), ...api.givenEmails, ...avoided];
			const names = { chosen: planned ?? wanted, wanted };
			email = firstFreeEmail(person, names, taken, rules);
			api.givenEmails.add(email);
		}
		const tried = email;
		const isEmailTaken = async () => {
			users = await look();
			return isTaken(tried);
		};
		const own = { ...wish, wanted: { ...wish.wanted, email: tried }, isEmailTaken };
		const creation = await createUser(api, own, found);
		if (creation.kind !== 'conflict' || creation.conflict !== 'value_in_use') return creation;
		avoided.add(tried);
		unseen += isTaken(tried) ? 0 : 1;
		if (unseen >= MOST_UNSEEN || avoided.size > MOST_COLLISIONS || api.isCancelled())
			return creation;
	}
}
