import { POOL_SIZE, inOrder } from '../../shared/pool';
import type { Outcome } from '../../shared/pool';
import { MOST_READINGS, PAGE_SIZE, paths } from './client';
import type { JumpCloud } from './client';
import type { User } from './systemUser';
import { pageOf } from './users';
import type { UserPage } from './users';

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
	const { items, total = 0 } = first;
	const count = items.length;
	if (count > 0 && Math.ceil(total / count) > mostPages) return undefined;
	const known = count > 0 ? Math.max(0, Math.ceil(total / count) - 1) : 0;
	const others = await inOrder(
		known,
		POOL_SIZE,
		async (index) => await readPage(api, fields, (index + 1) * count),
		true,
	);
	const pages = [first, ...others.map(valueOf)];
	const seen = new Set(idsOf(pages));
	// Whoever was added meanwhile, or everybody when the service does not say how many there are: then a
	// page that brings nobody new is the end.
	for (let { next } = pages.at(-1) ?? first; next !== undefined; ) {
		if (pages.length >= mostPages) return undefined;
		const page = await readPage(api, fields, Number(next));
		const before = seen.size;
		for (const id of idsOf([page])) seen.add(id);
		if (seen.size === before && page.items.length >= PAGE_SIZE) throw new Error(CIRCLE);
		({ next } = seen.size === before ? { next: undefined } : page);
		pages.push(page);
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
	const total = pages.find((page) => page.total !== undefined)?.total ?? 0;
	const isSame = pages.every((page) => (page.total ?? total) >= total);
	return new Set(idsOf(pages)).size >= total && isSame;
}

const idsOf = (pages: readonly UserPage[]) =>
	pages.flatMap(({ items }) => items.map(({ id }) => id));

const CIRCLE =
	'JumpCloud sent the same page twice, so its list never ends. Run again later; nothing was planned.';
