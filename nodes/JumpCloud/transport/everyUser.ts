import { POOL_SIZE, inOrder } from '../../shared/pool';
import type { Outcome } from '../../shared/pool';
import { MOST_READINGS, PAGE_SIZE, paths } from './client';
import type { JumpCloud } from './client';
import { pageOf } from './users';
import type { User, UserPage } from './users';

/**
 * Every user of the organization, each once. The first page tells how many there are, and the others
 * are read side by side. Users that are deleted meanwhile move the rest to other pages, so that
 * somebody could be missed: then it is read again.
 *
 * @param fields of the users, as JumpCloud calls them; names and IDs always come
 * @param mostPages nothing but the first page is read when there are more pages than that
 * @returns nothing when there are more pages
 * @throws Error when the list does not stand still
 */
export async function everyUser(
	api: JumpCloud,
	fields: readonly string[],
	mostPages: number,
): Promise<User[] | undefined> {
	const wanted = [...new Set(['_id', 'username', 'systemUsername', 'email', ...fields])].join(' ');
	for (let reading = 1; reading <= MOST_READINGS; reading++) {
		const pages = await readPages(api, wanted, mostPages);
		if (!pages) return undefined;
		if (isWhole(pages)) {
			return [
				...new Map(pages.flatMap(({ items }) => items).map((user) => [user.id, user])).values(),
			];
		}
	}
	throw new Error(
		`The users of JumpCloud changed while they were read, ${MOST_READINGS} times in a row. Run again later; nothing was planned.`,
	);
}

async function readPages(
	api: JumpCloud,
	fields: string,
	mostPages: number,
): Promise<UserPage[] | undefined> {
	const first = await readPage(api, fields, 0);
	const { count, total = 0 } = first;
	if (count > 0 && Math.ceil(total / count) > mostPages) return undefined;
	const known = count > 0 ? Math.max(0, Math.ceil(total / count) - 1) : 0;
	const others = await inOrder(
		known,
		POOL_SIZE,
		async (index) => await readPage(api, fields, (index + 1) * count),
		true,
	);
	const pages = [first, ...others.map(valueOf)];
	// Whoever was added meanwhile, or everybody when the service does not say how many there are.
	for (let last = pages.at(-1); last?.next !== undefined && last.count > 0; last = pages.at(-1)) {
		pages.push(await readPage(api, fields, Number(last.next)));
	}
	return pages;
}

/** What came of something, or why nothing did, thrown. */
function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.cause;
}

async function readPage(api: JumpCloud, fields: string, skip: number): Promise<UserPage> {
	const { body } = await api.http.send({
		method: 'GET',
		path: paths.users,
		query: { limit: PAGE_SIZE, skip, sort: '_id', fields },
	});
	return pageOf(body, skip);
}

/** Whether as many came as there were at first, and none went while they did. */
function isWhole(pages: UserPage[]): boolean {
	const [first] = pages;
	const total = first?.total ?? 0;
	const distinct = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size;
	const unread = pages.reduce((sum, { items, count }) => sum + count - items.length, 0);
	return distinct + unread >= total && pages.every((page) => (page.total ?? total) >= total);
}
