import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import { readCollection, readText } from '../../../shared/parameters';
import { checkPerson } from '../../sync/person';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/users';
import { createPerson } from './createPerson';
import { readLink } from './fields/link';
import { readPerson } from './fields/person';
import { readUsernameChoice } from './fields/username';
import { findPerson } from './findPerson';
import { joinGroups, readGroupChoices } from './joinGroups';
import { conflicting, done, skipped, whoIs, withWarnings } from './result';
import { readWanted } from './wanted';
import type { Wanted } from './wanted';

/** What to do with a person who has a user already. */
export type WhenExists = (user: User, wanted: Wanted, clearEmpty: boolean) => Promise<IDataObject>;

/**
 * Finds the person of an item in JumpCloud, creates the user when there is none, and hands an
 * existing one to `whenExists`. Gives the item that leaves, also for people who are left alone.
 *
 * @throws NodeOperationError for a parameter that JumpCloud would refuse
 */
export async function provision(run: Run<JumpCloud>, whenExists: WhenExists): Promise<IDataObject> {
	const { context, api, item } = run;
	const person = readPerson(context, item);
	const link = readLink(context, item);
	const unfit = checkPerson(person, link);
	if (unfit) return skipped(unfit.reason, unfit.message, whoIs(person));

	const username = readUsernameChoice(context, item);
	const state = readText(context, 'state', item) === 'ACTIVATED' ? 'ACTIVATED' : 'STAGED';
	const { clearEmpty } = readCollection(context, 'options', item);
	const collection = readCollection(context, 'additionalFields', item);
	const wanted = await readWanted(run, person, link, collection);
	const groups = await readGroupChoices(api, collection.groups);

	// Two items about one person wait for each other: the second must see what the first has done.
	const keys = [`email:${person.email.toLowerCase()}`];
	if (person.employeeId !== '') keys.push(`employee:${person.employeeId}`);
	const json = await api.locks.hold(keys, async () => {
		const found = await findPerson(api, person, link, username);
		const { match } = found;
		if (match.kind === 'conflict') return conflicting(person, match);
		if (match.kind === 'matched') return await whenExists(match.user, wanted, clearEmpty === true);
		if (!person.active) return skipped('inactive', INACTIVE, whoIs(person));
		if (username.kind === 'given' && username.username === '') {
			throw new NodeOperationError(context.getNode(), "'Given Username' is empty", {
				itemIndex: item,
				description: "Map a username for every new person, or choose 'From Name'.",
			});
		}
		const creation = await createPerson(
			api,
			{ person, link, username, state, wanted: wanted.user },
			found,
		);
		if (creation.kind === 'created') return done('created', creation.user, { changed: [] });
		if (creation.kind === 'skipped') return creation.item;
		return await whenExists(creation.user, wanted, clearEmpty === true);
	});
	return withWarnings(await joinGroups(api, json, groups, person.active), wanted.warnings);
}

const INACTIVE =
	'The person is not active and has no user. Inactive people are not created; create the user by hand if it is wanted.';
