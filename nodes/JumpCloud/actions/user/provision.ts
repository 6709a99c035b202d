import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { agentError, allowsAgents } from '../../../shared/agents';
import type { Run } from '../../../shared/operation';
import { asText, readCollection } from '../../../shared/parameters';
import { createUser } from '../../directory/create';
import type { NewUser } from '../../directory/create';
import { findPerson } from '../../directory/find';
import { createWithMadeEmail } from '../../directory/madeEmail';
import { groupWarnings, joinGroups, keptOut } from '../../directory/memberships';
import type { GroupResult } from '../../directory/memberships';
import { takenBySomebody, updateUser, withUser } from '../../directory/update';
import { changedFields } from '../../sync/attributes';
import type { WantedUser } from '../../sync/attributes';
import type { GroupChoice } from '../../sync/groups';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/systemUser';
import { groupsToJoin, readGroupNames } from '../userGroup/membership';
import { readClearEmpty, readWanted } from './attributes';
import {
	readEmailRules,
	readIdentityRules,
	readLink,
	readPerson,
	readState,
	readUsernameChoice,
} from './person';
import type { ReadPerson } from './person';
import {
	conflicting,
	done,
	named,
	skipped,
	skippedBefore,
	unlessProtected,
	whoIs,
	withPerson,
	withWarnings,
} from './result';

/** What to do with a person who has a user already. */
type WhenExists = (user: User, wanted: WantedUser, clearEmpty: boolean) => Promise<IDataObject>;

/**
 * Finds the person of an item in JumpCloud, creates the user when there is none, and hands an
 * existing one to `whenExists`. Gives the item that leaves, also for people who are left alone.
 *
 * @throws NodeOperationError for a parameter that JumpCloud would refuse
 */
export async function provision(run: Run<JumpCloud>, whenExists: WhenExists): Promise<IDataObject> {
	const { context, item } = run;
	const before = skippedBefore(context, item);
	return before ?? withPerson(context, item, await provisioned(run, whenExists));
}

async function provisioned(run: Run<JumpCloud>, whenExists: WhenExists): Promise<IDataObject> {
	const { context, api, item } = run;
	const link = readLink(context, item);
	const rules = { link, ...readIdentityRules(context, item) };
	const emails = readEmailRules(context, item, link);
	const person = readPerson(context, item, link, emails !== undefined);
	if (person.problem) return skipped(person.problem.reason, person.problem.message, whoIs(person));

	const username = readUsernameChoice(context, item);
	const state = readState(context, item);
	const clearEmpty = readClearEmpty(context, item);
	const collection = readCollection(context, 'additionalFields', item);
	const wanted = await readWanted(run, person, link, collection);
	const groups =
		collection.groups === undefined
			? []
			: await groupsToJoin(
					run,
					'additionalFields.groups',
					readGroupNames(context, collection.groups, item) ?? [],
					collection,
				);
	const exists = async (user: User, readAtMs: number) =>
		await unlessProtected(
			named(user),
			withUser(
				api,
				user,
				readAtMs,
				async (latest) => await whenExists(latest, wanted.user, clearEmpty),
			),
		);

	// Two items about one person wait for each other: the second must see what the first has done.
	const keys = person.email === '' ? [] : [`email:${person.email.toLowerCase()}`];
	if (person.employeeId !== '') keys.push(`employee:${person.employeeId}`);
	const json = await api.hold(keys, async () => {
		const found = await findPerson(api, person, rules, username);
		const { match } = found;
		if (match.kind === 'conflict') return conflicting(person, match);
		if (match.kind === 'matched') return await exists(match.user, found.readAtMs);
		if (!person.stays) return skipped('inactive', inactive(person), whoIs(person));
		if (username.kind === 'given' && username.username === '') {
			throw new NodeOperationError(context.getNode(), "'Given Username' is empty", {
				itemIndex: item,
				description: "Map a username for every new person, or choose 'From Name'.",
			});
		}
		const wish = { person, rules, username, state, wanted: wanted.user } as const;
		const isMade = emails !== undefined && person.email === '';
		const creation = isMade
			? await createWithMadeEmail(api, withoutEmail(wish), emails, found)
			: await createUser(api, wish, found);
		if (creation.kind === 'created') {
			const made = isMade && { made_email: creation.user.email };
			return done('created', creation.user, { changed: [], ...made });
		}
		if (creation.kind === 'conflict') return conflicting(person, creation);
		return await exists(creation.user, creation.readAtMs);
	});
	const who = { ...whoIs(person), id: json.id, username: json.username };
	const joined = inGroups(api, json, groups, person.stays);
	return withWarnings(await unlessProtected(who, joined), wanted.warnings);
}

/** What the source does not say is no email that could be taken. */
function withoutEmail(wish: NewUser): NewUser {
	return { ...wish, wanted: { ...wish.wanted, email: undefined } };
}

/** Whether somebody could get access by this: at once, or through groups. */
export function givesAccess(context: IExecuteFunctions, item: number): boolean {
	const { groups } = readCollection(context, 'additionalFields', item);
	return (
		readState(context, item) === 'ACTIVATED' ||
		(readGroupNames(context, groups, item) ?? []).length > 0
	);
}

/**
 * Writes what differs to a user who is there, and gives the item that leaves.
 *
 * @throws NodeOperationError where a model would change what decides about identity or access
 */
export async function updated(
	{ context, api }: Run<JumpCloud>,
	user: User,
	wanted: WantedUser,
	clearEmpty: boolean,
): Promise<IDataObject> {
	if (!allowsAgents(context)) {
		const decisive = changedFields(user, wanted, { clearEmpty }).changed.filter(isDecisive);
		if (decisive.length > 0) throw agentError(context, `change ${decisive.join(', ')}`);
	}
	const update = await updateUser(api, user, wanted, { clearEmpty });
	if (update.kind === 'refused') {
		const { employeeIdentifier, email } = { ...user, ...wanted };
		const taken = await takenBySomebody(api, user, wanted, update.answer);
		return conflicting({ employeeId: employeeIdentifier ?? '', email }, taken);
	}
	const { changed } = update;
	return done(changed.length > 0 ? 'updated' : 'unchanged', update.user, { changed });
}

/** By these it is told whose user it is, who gets their mails, and who answers for them. */
const DECISIVE: ReadonlySet<string> = new Set([
	...['alternateEmail', 'email', 'employeeIdentifier', 'firstname', 'lastname', 'manager'],
]);

/**
 * Whether a field, as {@link changedFields} names it, decides about identity or access, now or in the
 * next plan. Every custom attribute does: it can be the link to the employee, or the remembered last day.
 */
function isDecisive(field: string): boolean {
	return DECISIVE.has(field) || field.startsWith('attributes.');
}

/**
 * Puts the user whose item is about to leave into groups, and takes them out of none. A group that
 * cannot be joined does not undo the user: it leaves as a warning that names the group.
 *
 * @param isActive whether the person works here; whoever does not, or is suspended, joins nothing: an
 * update of a leaver must not bring back what was taken from them
 */
async function inGroups(
	api: JumpCloud,
	json: IDataObject,
	choices: GroupChoice[],
	isActive: boolean,
): Promise<IDataObject> {
	if (choices.length === 0 || json.action === 'skipped') return json;
	const mayJoin = isActive && json.state !== 'SUSPENDED';
	const groups = mayJoin ? await joinGroups(api, asText(json.id), choices) : keptOut(choices);
	const output = { ...json, ...changedBy(json, groups), groups: groups.map((one) => ({ ...one })) };
	return withWarnings(output, groupWarnings(groups));
}

/** A new membership is a change of a user who was there before; of a new one it is part. */
function changedBy(json: IDataObject, groups: readonly GroupResult[]): IDataObject {
	const joined = groups.filter(({ changed }) => changed).map(({ name }) => `groups.${name}`);
	if (json.action === 'created' || joined.length === 0) return {};
	const before = Array.isArray(json.changed) ? json.changed : [];
	return { action: 'updated', changed: [...before, ...joined] };
}

function inactive({ lastDay }: ReadPerson): string {
	const why =
		lastDay === undefined
			? 'The person is not active'
			: `The last day of the person was ${lastDay}`;
	return `${why}, and there is no user. Whoever has left is not created: correct it in Factorial, or create the user by hand if it is wanted.`;
}
