import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import {
	asChoice,
	asSwitch,
	asText,
	asWholeNumber,
	itemValues,
	readChoice,
} from '../../../shared/parameters';
import type { OwnRules, SyncRules } from '../../sync/rules';
import type { Skip } from '../../sync/conflicts';
import type { Link } from '../../sync/users';
import { clearEmptyOption } from '../user/attributes';
import { NO_WORK_EMAIL, asEmailRules } from '../user/madeEmails';
import {
	NEW_RECORD,
	STATES,
	UNLINKED_USER,
	newRecordField,
	readLink,
	stateField,
	unlinkedUserField,
	usernameRules,
} from '../user/person';
import {
	asTimeZone,
	asWallClock,
	mfaDaysOption,
	readMfaDays,
	readRememberLastDay,
	rememberLastDayOption,
} from '../user/timing';
import {
	FOLLOWS_RENAME,
	LETTER_SPELLINGS,
	USERNAME_CASES,
	USERNAME_LENGTHS,
	USERNAME_RULES,
	followsRenameField,
	usernameOptions,
} from '../user/usernames';
import { MOST_DAYS_BEFORE } from './plan.joiners';
import { reportOption } from './report';

/** What else can be said about a plan. */
export const planOptions: INodeProperties = optionsOf([
	{
		displayName: 'Add a Summary',
		name: 'summaryItem',
		type: 'boolean',
		default: false,
		description: 'Whether a last item with the action summary tells how many of what there are',
	},
	clearEmptyOption,
	{
		displayName: 'Include Unchanged',
		name: 'includeUnchanged',
		type: 'boolean',
		default: false,
		description:
			'Whether people about whom nothing has to be done leave as well, with the action noop',
	},
	rememberLastDayOption,
	reportOption,
	{
		...mfaDaysOption,
		description:
			'Whomever the plan activates, now or on the first day, needs a second factor to log in and has so many days to set it up. It is set before the user gets access: where JumpCloud refuses it, nobody is let in. Who needs one already keeps the time they have. 0 leaves it as it is.',
	},
	...usernameOptions,
]);

/** What an admin has decided, apart from what has to be looked up in JumpCloud. */
export type DecidedRules = Omit<SyncRules, 'attributes' | 'protectedUsers'>;

/** The rules for all, and what is decided for each person alone. */
export interface Decided {
	/** where a rule differs from person to person, these hold for users whom nobody has */
	rules: DecidedRules;
	/** of one item: what differs for this person, or why that is not clear; the same object for the same rules */
	ownOf(item: number): Own | undefined;
	/** choices that do nothing because of another one, in sentences */
	idle: string[];
}

export type Own = { rules: OwnRules } | { unclear: Skip };

/** The parameters that can differ from person to person, by their paths; the values are read by {@link settings}. */
const SETTINGS = {
	activation: 'activation',
	activationTime: 'activationTime',
	clearEmpty: 'options.clearEmpty',
	createDaysBefore: 'createDaysBefore',
	emailDomain: 'emailDomain',
	emailPattern: 'emailPattern',
	leavers: 'leavers',
	letterSpelling: 'options.letterSpelling',
	managers: 'managers',
	newRecord: 'newRecord',
	noWorkEmail: 'noWorkEmail',
	rehires: 'rehires',
	state: 'state',
	suspensionTime: 'suspensionTime',
	timeZone: 'timeZone',
	unlinkedUser: 'unlinkedUser',
	usernameCase: 'options.usernameCase',
	usernameFollowsRename: 'usernameFollowsRename',
	usernameLength: 'options.usernameLength',
	usernameRule: 'usernameRule',
} as const;

type Setting = keyof typeof SETTINGS;

/** Whether a parameter of the plan may differ from person to person. */
export function isOwnSetting(path: string): boolean {
	return Object.values(SETTINGS).some((own) => own === path);
}

/** What counts where a parameter is hidden, or where it differs and nobody's item tells. */
const INITIAL: Readonly<Record<Setting, unknown>> = {
	...{ activation: 'none', activationTime: '08:00', clearEmpty: false, leavers: 'lastDay' },
	...{
		createDaysBefore: 0,
		managers: 'none',
		newRecord: 'report',
		rehires: 'report',
		state: 'STAGED',
	},
	...{ suspensionTime: '23:59', timeZone: '', unlinkedUser: 'ifNameAgrees' },
	...{
		...{ noWorkEmail: 'skip', emailDomain: '', emailPattern: '{first}.{last}' },
		letterSpelling: 'plain',
		usernameCase: 'lower',
		usernameFollowsRename: 'never',
		usernameLength: '30',
		usernameRule: 'fromName',
	},
};

/** By these it is known which planned suspensions come of a last day. */
const OF_LAST_DAYS: readonly Setting[] = ['leavers', 'suspensionTime', 'timeZone'];

const OF_EMAILS: readonly Setting[] = ['noWorkEmail', 'emailDomain', 'emailPattern'];

/** @throws NodeOperationError that names the parameter with which no plan can be made */
export function readRules(context: IExecuteFunctions, items: IDataObject[], now: Date): Decided {
	const choose = <T extends string>(name: string, label: string, choices: readonly [T, ...T[]]) =>
		readChoice(context, name, 0, label, choices);
	const read = Object.entries(SETTINGS).map(
		([setting, path]) =>
			[setting as Setting, itemValues(context, path, items, INITIAL[setting as Setting])] as const,
	);
	const varying = read.filter(([, values]) => values.varies);
	const common = { ...INITIAL };
	for (const [setting, values] of read) if (!values.varies) common[setting] = values(0);
	const differs = new Set(varying.map(([setting]) => setting));
	const link = readLink(context, 0);
	const forAll = settings(context, link, {
		...common,
		// Of a user whom nobody has, nothing tells which suspension is ours: none of them is.
		...(OF_LAST_DAYS.some((setting) => differs.has(setting)) && { leavers: 'now' }),
		...(differs.has('managers') && { managers: 'keep' }),
		// Nobody gets an email by the rules of those whom nobody has.
		...((differs.has('emailDomain') || differs.has('emailPattern')) && { noWorkEmail: 'skip' }),
	});
	const known = new Map<string, Own>();
	const rules: DecidedRules = {
		...forAll,
		everyone: choose('people', 'The Input Is', ['some', 'everyone']) === 'everyone',
		absent: choose('absent', 'Linked Users Without a Person', ['report', 'suspend']),
		link,
		rememberLastDay: readRememberLastDay(context, 0, link),
		mfaDays: readMfaDays(context, 0),
		now,
	};
	refuseVain(context, rules, differs);
	return {
		rules,
		idle: idleChoices(rules, common, differs),
		ownOf: (item) => {
			if (varying.length === 0) return undefined;
			const own = Object.fromEntries(varying.map(([setting, values]) => [setting, values(item)]));
			const key = JSON.stringify(own, (_, value: unknown) => value ?? null);
			const found = known.get(key) ?? ownFrom(context, link, { ...common, ...own });
			known.set(key, found);
			return found;
		},
	};
}

/**
 * A choice about access that another one rules out would be taken for one that counts.
 *
 * @param differs what is decided for each person, of which nothing is known here
 * @throws NodeOperationError that names both
 */
function refuseVain(
	context: IExecuteFunctions,
	rules: DecidedRules,
	differs: ReadonlySet<Setting>,
): void {
	const { link, activation, state } = rules;
	const isLinkless = link.kind === 'none';
	const isLetting = activation !== 'none' || state === 'ACTIVATED' || differs.has('activation');
	const isWithoutFirstDay = !isMapped(context, 'firstDay');
	const vain: Array<[boolean, string, string]> = [
		[
			isLinkless && rules.everyone && rules.absent === 'suspend',
			...(["'Linked Users Without a Person'", NO_LINK] as const),
		],
		[isLinkless && rules.newRecord === 'relink', `'${newRecordField.displayName}'`, NO_LINK],
		[isLinkless && rules.unlinkedUser === 'report', `'${unlinkedUserField.displayName}'`, NO_LINK],
		[
			Boolean(rules.mfaDays) && !isLetting && !differs.has('state'),
			`'${mfaDaysOption.displayName}'`,
			"'Activation' says None and new users begin as Staged, so the plan activates nobody",
		],
		[
			isWithoutFirstDay && (rules.createDaysBefore ?? 0) > 0,
			...(["'Create Days Before the First Day'", NO_FIRST_DAY] as const),
		],
		[
			isWithoutFirstDay && activation === 'keepPlanned' && !rules.mfaDays,
			...(["'Only Move What Is Planned' of 'Activation'", NO_FIRST_DAY] as const),
		],
	];
	const found = vain.find(([isSo]) => isSo);
	if (!found) return;
	throw new NodeOperationError(context.getNode(), `${found[1]} does nothing, because ${found[2]}`, {
		description: 'Change one of the two. Nothing was planned.',
	});
}

/** The same of how usernames look, which keeps nobody from losing or getting access: it is only told. */
function idleChoices(
	rules: DecidedRules,
	values: Record<Setting, unknown>,
	differs: ReadonlySet<Setting>,
): string[] {
	if (differs.has('usernameRule') || rules.username.kind !== 'given') return [];
	const isChosen = (setting: Setting) => asText(values[setting]) !== INITIAL[setting];
	// Emails are spelled by the same choice, and for whom they are made can differ as well.
	const isMaking = rules.madeEmails !== undefined || OF_EMAILS.some((one) => differs.has(one));
	const idle: Array<[boolean, string]> = [
		[isChosen('usernameCase'), 'Username Letter Case'],
		[isChosen('usernameLength'), 'Username Length'],
		[isChosen('letterSpelling') && !isMaking, 'Username Letter Spelling'],
	];
	return idle.flatMap(([isSo, name]) =>
		isSo ? [`'${name}' does nothing, because 'Username' says Given.`] : [],
	);
}

const NO_LINK = "'Link to Employee' says None";
const NO_FIRST_DAY = "'First Day' is empty";

/** An emptied field, also one for expressions, says that the source does not know, and nothing about anybody. */
export function isMapped(context: IExecuteFunctions, parameter: string): boolean {
	const raw: unknown = context.getNodeParameter(parameter, 0, '', { rawExpressions: true });
	return typeof raw !== 'string' || !/^=?\s*$/.test(raw);
}

/** One person whose settings nobody can read must not keep everybody else from being planned. */
function ownFrom(context: IExecuteFunctions, link: Link, values: Record<Setting, unknown>): Own {
	try {
		return { rules: settings(context, link, values) };
	} catch (failure) {
		const { message, description } = failure as NodeOperationError;
		const told = `${message}, for this person. ${description ?? ''}`.trim();
		return { unclear: { reason: 'unclear_setting', message: told } };
	}
}

/** @throws NodeOperationError that names the parameter whose value is none of it */
function settings(
	context: IExecuteFunctions,
	link: Link,
	values: Record<Setting, unknown>,
): OwnRules {
	const choose = <T extends string>(setting: Setting, label: string, choices: readonly T[]) =>
		asChoice(context, label, values[setting], choices);
	const rule = choose('usernameRule', 'Username', USERNAME_RULES);
	const letterCase = choose('usernameCase', 'Username Letter Case', USERNAME_CASES);
	const spelling = choose('letterSpelling', 'Username Letter Spelling', LETTER_SPELLINGS);
	const length = choose('usernameLength', 'Username Length', USERNAME_LENGTHS);
	return {
		activation: choose('activation', 'Activation', ['none', 'now', 'firstDay', 'keepPlanned']),
		activationTime: asWallClock(context, 'Activation Time', values.activationTime),
		clearEmpty: asSwitch(context, clearEmptyOption.displayName, values.clearEmpty),
		createDaysBefore: asWholeNumber(
			context,
			'Create Days Before the First Day',
			values.createDaysBefore,
			MOST_DAYS_BEFORE,
		),
		leavers: choose('leavers', 'Leavers', ['lastDay', 'now', 'never']),
		madeEmails:
			choose('noWorkEmail', 'No Work Email', NO_WORK_EMAIL) === 'skip'
				? undefined
				: asEmailRules(context, link, values),
		managers: choose('managers', 'Managers', ['keep', 'none']) === 'keep',
		newRecord: choose('newRecord', newRecordField.displayName, NEW_RECORD),
		rehires: choose('rehires', 'Rehires', ['report', 'unsuspend']),
		state: choose('state', stateField.displayName, STATES),
		suspensionTime: asWallClock(context, 'Suspension Time', values.suspensionTime),
		timeZone: asTimeZone(context, values.timeZone),
		unlinkedUser: choose('unlinkedUser', unlinkedUserField.displayName, UNLINKED_USER),
		username:
			rule === 'given'
				? { kind: 'given' }
				: { kind: 'fromName', rules: usernameRules(letterCase, length, spelling) },
		usernameFollowsRename: isFollowing(context, link, rule, values.usernameFollowsRename),
	};
}

/** @throws NodeOperationError where no link tells a name that has changed from one that was never the same */
function isFollowing(
	context: IExecuteFunctions,
	link: Link,
	rule: (typeof USERNAME_RULES)[number],
	value: unknown,
): boolean {
	const label = followsRenameField.displayName;
	if (asChoice(context, label, value, FOLLOWS_RENAME) === 'never') return false;
	if (link.kind !== 'none') return rule === 'fromName';
	throw new NodeOperationError(context.getNode(), `'${label}' needs a link`, {
		description:
			"Choose another 'Link to Employee': without one nothing tells a name that has changed from one that was never the same.",
	});
}
