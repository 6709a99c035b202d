import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asChoice, readCollection, refuseFoundNothing } from '../../../shared/parameters';
import { isAutomated } from '../../sync/groups';
import type { Group } from '../../sync/groups';
import type { LeaverRules, LeavingRules } from '../../sync/leaver';
import { readText } from '../../sync/person';
import type { Plan } from '../../sync/planned';
import { literal } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { withMethod } from '../../transport/groups';
import type { DecidedRules } from './plan.rules';

/** What goes with the access of whoever is out. */
export const leavingField: INodeProperties = {
	displayName: 'When Somebody Has Left',
	name: 'leaving',
	type: 'collection',
	placeholder: 'Add What Else Happens',
	default: {},
	description:
		'Besides the suspension, as soon as the user is suspended. Only for people who are certain by the link; what was taken stands in the changes, so that it can be given back.',
	options: [
		{
			displayName: 'At Once for These Reasons',
			name: 'atOnceReasons',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Reason' },
			default: '',
			placeholder: 'e.g. Disciplinary dismissal',
			description:
				'For these reasons of a termination the access ends as soon as HR has entered the last day, instead of on it; in any letter case',
		},
		{
			displayName: 'Group Pattern',
			name: 'groupPattern',
			type: 'string',
			default: '',
			placeholder: 'e.g. app-*, vpn-*',
			description:
				'For Groups: Those of a Pattern. A star stands for anything, letter case counts; several are separated by commas.',
		},
		{
			displayName: 'Groups',
			name: 'groups',
			type: 'options',
			options: [
				{
					name: 'Keep',
					value: 'keep',
					description: 'JumpCloud gives nothing to a suspended user, and gives it back on return',
				},
				{
					name: 'Leave All',
					value: 'all',
					description: 'Whoever comes back gets groups by the rules only',
				},
				{
					name: 'Leave Those of a Pattern',
					value: 'pattern',
					description: 'The groups whose name fits Group Pattern',
				},
			],
			default: 'keep',
		},
		{
			displayName: 'Manager',
			name: 'manager',
			type: 'options',
			options: [
				{ name: 'Clear', value: 'clear' },
				{ name: 'Keep', value: 'keep' },
			],
			default: 'keep',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '={{ $json.termination_reason }}',
			placeholder: 'e.g. {{ $json.termination_reason }}',
			description:
				'Why the person was let go, for At Once for These Reasons. In the Factorial step choose Termination Reason under Include.',
		},
	],
};

interface ReadLeaving {
	rules: LeavingRules;
	/** whether a group of this name is left; nothing where all are kept */
	isLeft?: (name: string) => boolean;
}

export function readLeaving(context: IExecuteFunctions): ReadLeaving {
	const given = readCollection(context, 'leaving', 0);
	const { groups = 'keep', manager = 'keep' } = given;
	for (const name of ['groups', 'manager', 'atOnceReasons']) {
		refuseFoundNothing(context, `leaving.${name}`, 'When Somebody Has Left');
	}
	const taken = asChoice(context, 'Groups', groups, ['keep', 'all', 'pattern']);
	const cleared = asChoice(context, 'Manager', manager, ['keep', 'clear']);
	const atOnce = [given.atOnceReasons ?? []].flat().map((reason) => readText(reason).toLowerCase());
	const isPatterned = readText(given.groupPattern) !== '';
	if (isPatterned && taken !== 'pattern') throw refusal(context, PATTERN_ALONE);
	if ('atOnceReasons' in given || 'reason' in given) {
		if (!atOnce.some((reason) => reason !== '')) throw refusal(context, NO_REASONS);
	}
	return {
		rules: {
			...{ groupIds: new Set(), computed: new Set(), clearsManager: cleared === 'clear' },
			atOnce: new Set(atOnce.filter((reason) => reason !== '')),
		},
		...(taken === 'all' && { isLeft: () => true }),
		...(taken === 'pattern' && { isLeft: patternIn(context, given.groupPattern) }),
	};
}

/** @throws NodeOperationError for what would never happen, because another choice rules it out */
export function refuseVainLeaving(
	context: IExecuteFunctions,
	{ leavers, link }: Pick<DecidedRules, 'leavers' | 'link'>,
	{ rules: { leaving }, takesGroups }: { rules: LeaverRules; takesGroups: boolean },
): void {
	if (!leaving) return;
	if (leavers === 'never') throw refusal(context, NEVER);
	if (link.kind === 'none' && (takesGroups || leaving.clearsManager))
		throw refusal(context, LINKLESS);
}

function refusal(context: IExecuteFunctions, [message, advice]: readonly [string, string]) {
	return new NodeOperationError(context.getNode(), message, {
		description: `${advice} Nothing was planned.`,
	});
}

const PATTERN_ALONE = [
	"'Group Pattern' does nothing, because 'Groups' does not say Leave Those of a Pattern",
	"In 'When Somebody Has Left' choose that, or remove the pattern.",
] as const;

const NO_REASONS = [
	"'At Once for These Reasons' names no reason, so nobody's access ends at once",
	"In 'When Somebody Has Left' add a reason, or remove it and 'Reason'.",
] as const;

const NEVER = [
	"'When Somebody Has Left' does nothing, because 'Leavers' says Never Suspend",
	"It happens once a user is suspended. Choose another value in 'Leavers', or empty it.",
] as const;

const LINKLESS = [
	"'Groups' and 'Manager' of 'When Somebody Has Left' do nothing, because 'Link to Employee' says None",
	'By the email alone it is not certain enough whose user it is. Choose where the link is kept, or remove them.',
] as const;

/** @throws NodeOperationError for a pattern that says nothing */
function patternIn(context: IExecuteFunctions, value: unknown): (name: string) => boolean {
	const patterns = readText(value).split(',').map(readText).filter(Boolean);
	if (patterns.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			"'When Somebody Has Left' says groups of a pattern, and 'Group Pattern' is empty",
			{ description: 'Add it, for example app-*. Nothing was planned.' },
		);
	}
	const tests = patterns.map(
		(one) => new RegExp(`^${one.split('*').map(literal).join('.*')}$`, 'su'),
	);
	return (name) => tests.some((test) => test.test(name));
}

/**
 * The ids of those groups that a plan would take somebody out of, and whose members JumpCloud computes: a
 * list of groups does not say it.
 */
export async function computedAmong(
	api: JumpCloud,
	{ decisions }: Pick<Plan, 'decisions'>,
	groups: readonly Group[],
): Promise<Set<string>> {
	const entries = decisions.flatMap((decision) => decision.entries);
	const changed = new Set(entries.flatMap(({ changes }) => changes).map(({ id }) => id));
	const computed = new Set<string>();
	for (const group of groups.filter(({ id }) => changed.has(id))) {
		if (isAutomated(await withMethod(api, group))) computed.add(group.id);
	}
	return computed;
}
