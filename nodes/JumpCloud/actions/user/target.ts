import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import type { Run } from '../../../shared/operation';
import {
	asText,
	isRecord,
	located,
	readChoice,
	readCollection,
	refuseFoundNothing,
} from '../../../shared/parameters';
import { sinceVersion2 } from '../../../shared/versions';
import { findTarget, identityOf } from '../../directory/find';
import type { Target, UserRef } from '../../directory/find';
import { withUser } from '../../directory/update';
import { readText as asLine, checkEmail, readEmail, readId } from '../../sync/person';
import type { Skip } from '../../sync/conflicts';
import type { Link } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/systemUser';
import { attributeLocator, userLocator } from '../pickers';
import { isGone, personOf, withField } from './named';
import type { End, Named } from './named';
import {
	OBJECT_ID,
	conflicting,
	isOwnId,
	named,
	skipped,
	skippedBefore,
	unlessProtected,
	whoIs,
	withPerson,
} from './result';

/**
 * Reads what a locator points at.
 *
 * @returns undefined when it is empty, and why where nobody can tell who is meant
 * @throws NodeOperationError for an ID that cannot be one
 */
export function readUserRef(
	context: IExecuteFunctions,
	locator: unknown,
	label: string,
	item: number,
): UserRef | Skip | undefined {
	const mode = isRecord(locator) ? asText(locator.mode) : 'id';
	const given = located(locator);
	if (mode === 'email') {
		const email = readEmail(given);
		if (email === '' && !isUnreadable(given)) return undefined;
		return checkEmail(email) ?? { by: 'email', value: email };
	}
	if (mode === 'employeeIdentifier') {
		const employee = readId(given);
		if (typeof employee !== 'string') return employee;
		return employee === '' ? undefined : { by: 'employeeIdentifier', value: employee };
	}
	const value = asLine(given);
	if (value === '' && !isUnreadable(given)) return undefined;
	const id = value.split(/[/?#]/).find((part) => OBJECT_ID.test(part));
	if (id) return { by: 'id', value: id.toLowerCase() };
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not the ID of a JumpCloud user: ${value.slice(0, 80)}`,
		{
			itemIndex: item,
			description: 'An ID has 24 characters, 0 to 9 and a to f. Or choose By Email.',
		},
	);
}

/** Whether there is a value that no single text can be made of. */
function isUnreadable(value: unknown): boolean {
	return value !== null && value !== undefined && typeof value !== 'string';
}

/** The user to work on. */
export const userField: INodeProperties = userLocator({
	displayName: 'User',
	name: 'user',
	required: true,
	description: 'The user to work on',
});

/** The same, and whoever the item in front is about unless told otherwise, which is hardly ever one fixed person. */
export const currentUserFields: INodeProperties[] = sinceVersion2(userField, {
	__rl: true,
	mode: 'employeeIdentifier',
	value: '={{ $json.id }}',
});

/** How a user is found, and what happens when there is none; for an `Options` collection. */
export const targetOptions: INodeProperties[] = [
	{
		displayName: 'If No User Is Found',
		name: 'ifNotFound',
		type: 'options',
		options: [
			{ name: 'Skip, With a Reason', value: 'skip' },
			{ name: 'Stop With an Error', value: 'error' },
		],
		default: 'error',
	},
	attributeLocator('', {
		displayName: 'Link Attribute Name',
		name: 'linkAttribute',
		description: 'By Employee Identifier looks into this custom attribute instead',
	}),
	{
		displayName: 'Or by Work Email',
		name: 'fallbackEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.work_email }}',
		description:
			'By Employee Identifier also finds the user with this email, as long as no other employee is linked to it and the item does not say that the person has left',
	},
];

interface TargetOptions {
	skipMissing: boolean;
	fallbackEmail: string;
	link: Link;
}

function readTargetOptions(context: IExecuteFunctions, item: number): TargetOptions {
	const options = readCollection(context, 'options', item);
	return {
		skipMissing: options.ifNotFound === 'skip',
		fallbackEmail: usable(readEmail(options.fallbackEmail)),
		link: readTargetLink(context, item),
	};
}

/** An email that nobody can have finds nobody; the employee is looked for all the same. */
function usable(email: string): string {
	return checkEmail(email) ? '' : email;
}

/** Where users remember their employees, as the options of {@link targetOptions} say. */
export function readTargetLink(context: IExecuteFunctions, item: number): Link {
	// Without the name another value would say whose user it is.
	refuseFoundNothing(context, 'options.linkAttribute', 'Link Attribute Name', item);
	const name = asText(located(readCollection(context, 'options', item).linkAttribute));
	return name ? { kind: 'customAttribute', name } : { kind: 'employeeIdentifier' };
}

const displayOptions = { show: { of: ['user'] } };

/** Whether a *Get Many* gives everything, or what belongs to one user. */
export function scopeFields(displayName: string): INodeProperties[] {
	return [
		{
			displayName,
			name: 'of',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Of One User', value: 'user' },
			],
			default: 'all',
		},
		{ ...userField, displayOptions },
	];
}

/** How the one user is found. */
export const scopeOptions: INodeProperties = { ...optionsOf(targetOptions), displayOptions };

export function isOfOneUser(context: IExecuteFunctions, item: number, label: string): boolean {
	return readChoice(context, 'of', item, label, ['all', 'user']) === 'user';
}

/**
 * Reads the user that an item points at and hands it to `work`; one change at a time per user. Somebody
 * whom an earlier step has left alone stays alone. When there is no user, the item fails or leaves as
 * skipped, as chosen; whoever could be somebody else is skipped with the reason.
 *
 * @throws NodeOperationError when no user is named, or none is found
 */
export async function onUser<Output extends IDataObject | IDataObject[]>(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<Output>,
): Promise<Output | IDataObject> {
	const [output] = await onUsers(run, work);
	return output;
}

/** As {@link onUser}, for somebody who loses the access: once it is over, of every user who is linked to them. */
export async function onLeaver(
	run: Run<JumpCloud>,
	end: End,
	work: (user: User) => Promise<IDataObject>,
): Promise<IDataObject[]> {
	return await onUsers(run, work, end);
}

type Outputs<Output> = [Output | IDataObject, ...Array<Output | IDataObject>];

async function onUsers<Output extends IDataObject | IDataObject[]>(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<Output>,
	end?: End,
): Promise<Outputs<Output>> {
	const { context, api, item } = run;
	const before = skippedBefore(context, item);
	if (before) return [before];
	const target = readTarget(run, end);
	const told = (json: Output | IDataObject) =>
		Array.isArray(json) ? json : withPerson(context, item, json);
	const { ref, unread, person } = target;
	if (unread) return [told(skipped(unread.reason, unread.message, {}))];
	const none = { match: { kind: 'none' as const }, readAtMs: 0 };
	const leaving = end && (end.isOver ? 'now' : 'later');
	const found = ref ? await findTarget(api, { ...target, ref, leaving }) : none;
	const { match } = found;
	const who = ref ? identityOf({ ...target, ref }) : { employeeId: '', email: '' };
	if (match.kind === 'matched') {
		// Of whom only the email tells, everything else that is said has to be clear.
		const doubt = match.by === 'email' ? person?.problem : undefined;
		if (doubt) return [told(skipped(doubt.reason, doubt.message, whoIs(who)))];
		const on = async (user: User) =>
			told(await unlessProtected(named(user), withUser(api, user, found.readAtMs, work)));
		const outputs: Outputs<Output> = [await on(match.user)];
		for (const user of match.also ?? []) outputs.push(await on(user));
		if (match.doubt) outputs.push(told(conflicting(who, match.doubt)));
		return outputs;
	}
	if (match.kind === 'conflict') return [told(conflicting(who, withField(match, person)))];
	const message = `No JumpCloud user fits ${describe(ref, target.fallbackEmail)}`;
	if (target.skipMissing) return [told(skipped('user_not_found', message, whoIs(who)))];
	throw new NodeOperationError(context.getNode(), message, {
		itemIndex: item,
		description: "Check 'User', or choose to skip under Options > If No User Is Found.",
	});
}

type ReadTarget = Omit<Target, 'ref'> &
	TargetOptions & {
		ref?: UserRef;
		/** why nobody can tell whom the reference names */
		unread?: Skip;
		person?: Named;
	};

/**
 * Reads at which user an item points, without asking JumpCloud.
 *
 * @throws NodeOperationError when no user is named and the item is not to be skipped then
 */
export function readTarget({ context, item }: Run<JumpCloud>, end?: End): ReadTarget {
	const options = readTargetOptions(context, item);
	const given = readUserRef(context, context.getNodeParameter('user', item), 'User', item);
	if (given && 'reason' in given) return { ...options, unread: given };
	// Behind a JumpCloud step the ID of the item is the user's own, which says just as well who is meant.
	const isOwn =
		given?.by === 'employeeIdentifier' &&
		isOwnId(context.getInputData()[item]?.json ?? {}, given.value);
	const ref = isOwn ? { by: 'id' as const, value: given.value.toLowerCase() } : given;
	if (ref) {
		return { ...options, ref, person: personOf(context, item, { ...options, ref }, end) };
	}
	if (options.skipMissing) return options;
	throw new NodeOperationError(context.getNode(), "'User' is empty", {
		itemIndex: item,
		description: 'Choose a user, or map a value that every item has.',
	});
}

/** Nobody is let in who does not work here, or may not, by an item that is about them. */
export async function onJoiner(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<IDataObject>,
): Promise<IDataObject> {
	return await onUser(run, async (user) => {
		const { person } = readTarget(run);
		const doubt = person?.problem;
		if (doubt) return skipped(doubt.reason, doubt.message, { id: user.id, email: user.email });
		if (!isGone(person)) return await work(user);
		return skipped('inactive', NOT_LET_IN, { id: user.id, email: user.email });
	});
}

const NOT_LET_IN =
	'The item says that the person does not work here, so the user gets no access. If that is wrong, correct it in Factorial, or map the user from somewhere else.';

function describe(ref: UserRef | undefined, fallbackEmail: string): string {
	if (!ref) return 'an empty value';
	const name = { id: 'the ID', email: 'the email', employeeIdentifier: 'the employee identifier' };
	const also =
		fallbackEmail && ref.by === 'employeeIdentifier' ? ` or the email ${fallbackEmail}` : '';
	return `${name[ref.by]} ${ref.value}${also}`;
}
