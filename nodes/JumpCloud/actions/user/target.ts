import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import { readCollection, readText } from '../../../shared/parameters';
import { asText, isRecord } from '../../../shared/values';
import { findTarget, identityOf } from '../../directory/find';
import type { Target, UserRef } from '../../directory/find';
import { withUser } from '../../directory/update';
import type { Identity } from '../../sync/conflicts';
import { readEmail, readId, readText as readName, readYesNo } from '../../sync/person';
import { sameEmail } from '../../sync/users';
import type { Link } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/users';
import {
	conflicting,
	named,
	skipped,
	skippedBefore,
	unlessProtected,
	whoIs,
	withPerson,
} from './result';

const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** A field that picks one user: from a list, or by what is known of them. */
export function userLocator(field: {
	displayName: string;
	name: string;
	description: string;
	required?: boolean;
}): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a user…',
				typeOptions: { searchListMethod: 'searchUsers', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 64f0c0ffee00000000000001',
				hint: 'Or the address of the user in the Admin Portal',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@example.com',
			},
			{
				displayName: 'By Employee Identifier',
				name: 'employeeIdentifier',
				type: 'string',
				placeholder: 'e.g. 1042',
			},
		],
		...field,
	};
}

/**
 * Reads what a locator points at.
 *
 * @returns undefined when it is empty
 * @throws NodeOperationError for an ID that cannot be one
 */
export function readUserRef(
	context: IExecuteFunctions,
	locator: unknown,
	label: string,
	item: number,
): UserRef | undefined {
	const mode = isRecord(locator) ? asText(locator.mode) : 'id';
	const value = asText(isRecord(locator) ? locator.value : locator);
	if (value === '') return undefined;
	if (mode === 'email') return { by: 'email', value };
	if (mode === 'employeeIdentifier') return { by: 'employeeIdentifier', value };

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

/** The user to work on. */
export const userField: INodeProperties = userLocator({
	displayName: 'User',
	name: 'user',
	required: true,
	description: 'The user to work on',
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
	{
		displayName: 'Link Attribute Name',
		name: 'linkAttribute',
		type: 'string',
		default: '',
		placeholder: 'e.g. factorialId',
		description: 'By Employee Identifier looks into this custom attribute instead',
	},
	{
		displayName: 'Or by Work Email',
		name: 'fallbackEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.work_email }}',
		description:
			'By Employee Identifier also finds the user with this email, as long as no other employee is linked to it',
	},
];

interface TargetOptions {
	skipMissing: boolean;
	fallbackEmail: string;
	link: Link;
}

function readTargetOptions(context: IExecuteFunctions, item: number): TargetOptions {
	const options = readCollection(context, 'options', item);
	const name = asText(options.linkAttribute);
	return {
		skipMissing: options.ifNotFound === 'skip',
		fallbackEmail: asText(options.fallbackEmail),
		link: name ? { kind: 'customAttribute', name } : { kind: 'employeeIdentifier' },
	};
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
export const scopeOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: targetOptions,
	displayOptions,
};

export function isOfOneUser(context: IExecuteFunctions, item: number): boolean {
	return readText(context, 'of', item) === 'user';
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
	const [output] = await onUsers(run, work, false);
	return output;
}

/** As {@link onUser}, for somebody who loses the access: of every user who is linked to them. */
export async function onLeaver(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<IDataObject>,
): Promise<IDataObject[]> {
	return await onUsers(run, work, true);
}

type Outputs<Output> = [Output | IDataObject, ...Array<Output | IDataObject>];

async function onUsers<Output extends IDataObject | IDataObject[]>(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<Output>,
	isLeaving: boolean,
): Promise<Outputs<Output>> {
	const { context, api, item } = run;
	const before = skippedBefore(context, item);
	if (before) return [before];
	const target = readTarget(run);
	const told = (json: Output | IDataObject) =>
		Array.isArray(json) ? json : withPerson(context, item, json);
	const { ref } = target;
	const none = { match: { kind: 'none' as const }, readAtMs: 0 };
	const found = ref ? await findTarget(api, { ...target, ref, isLeaving }) : none;
	const { match } = found;
	if (match.kind === 'matched') {
		const on = async (user: User) =>
			told(await unlessProtected(named(user), withUser(api, user, found.readAtMs, work)));
		const outputs: Outputs<Output> = [await on(match.user)];
		for (const user of match.also ?? []) outputs.push(await on(user));
		return outputs;
	}
	const who = ref ? identityOf({ ...target, ref }) : { employeeId: '', email: '' };
	if (match.kind === 'conflict') return [told(conflicting(who, match))];
	const message = `No JumpCloud user fits ${describe(ref, target.fallbackEmail)}`;
	if (target.skipMissing) return [told(skipped('user_not_found', message, whoIs(who)))];
	throw new NodeOperationError(context.getNode(), message, {
		itemIndex: item,
		description: "Check 'User', or choose to skip under Options > If No User Is Found.",
	});
}

/**
 * Reads at which user an item points, without asking JumpCloud.
 *
 * @throws NodeOperationError when no user is named and the item is not to be skipped then
 */
export function readTarget({
	context,
	item,
}: Run<JumpCloud>): Omit<Target, 'ref'> & TargetOptions & { ref?: UserRef; person?: Named } {
	const options = readTargetOptions(context, item);
	const ref = readUserRef(context, context.getNodeParameter('user', item), 'User', item);
	if (ref) return { ...options, ref, person: personOf(context, item, ref) };
	if (options.skipMissing) return options;
	throw new NodeOperationError(context.getNode(), "'User' is empty", {
		itemIndex: item,
		description: 'Choose a user, or map a value that every item has.',
	});
}

/** A person who is named by an item that is about them. */
type Named = Identity & { isInactive: boolean };

/** What the item says about the person whom a reference names: only if it is an item about them. */
function personOf(context: IExecuteFunctions, item: number, ref: UserRef): Named | undefined {
	const json = context.getInputData()[item]?.json ?? {};
	const id = readId(json.id ?? json.employee_id ?? json.employeeId);
	const person = {
		employeeId: typeof id === 'string' ? id : '',
		email: readEmail(json.work_email),
		firstName: readName(json.first_name),
		lastName: readName(json.last_name),
		isInactive: readYesNo(json.active) === false,
	};
	const isAbout =
		ref.by === 'email'
			? sameEmail(person.email, ref.value)
			: ref.by === 'employeeIdentifier' && person.employeeId === ref.value;
	return isAbout ? person : undefined;
}

/** Nobody is let in who does not work here, by an item that is about them. */
export async function onJoiner(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<IDataObject>,
): Promise<IDataObject> {
	return await onUser(run, async (user) => {
		if (!readTarget(run).person?.isInactive) return await work(user);
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
