import { join } from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

import { readWorkflow } from '../../playground/n8n/template';
import { previewOf } from '../../playground/reconcile/previewOf';
import { TRIALS } from '../../playground/reconcile/trials';
import { choicesOf, descriptions, everyParameter, isOfVersion } from '../support/descriptions';

const NIGHTLY = join(__dirname, '../../workflows/nightly-reconcile.json');

/** Parameters that say in which field of an item something stands. */
const MAPPED = [
	...['listComplete', 'listCount', 'listId', 'email', 'firstname', 'lastname', 'employeeId'],
	...['active', 'witness', 'changedAt', 'firstDay', 'lastDay', 'contractEndsOn', 'onLeave'],
	...['leaveUntil', 'manager'],
];

/** Where one of the choices tells what all are like: which field is meant changes nothing else. */
const ALIKE = ['by', 'attribute', 'phoneType'];

/** What is in no trial, and why; each by the end of its path, with the value where it is one choice of several. */
const ELSEWHERE: ReadonlyArray<[reason: string, which: readonly string[]]> = [
	['every trial goes by it: the items of Factorial fit as they are', MAPPED],
	['the workflow of the events, which the page shows at work, has it', ['whenGuarded: once']],
	[
		'the other list of conditions has it, and both are read alike',
		[
			...['notWho.condition.field', 'notWho.condition.operator: isNot'],
			...['onlyWho.condition.operator: contains', 'onlyWho.condition.operator: isEmpty'],
		],
	],
	['Groups From a Custom Field names one in the same way', ['groupRules.rule.field']],
	[
		'each limit is chosen and told like those that are tried',
		[
			...['changesPercent', 'creationsPercent', 'groupRemovals', 'groupRemovalsPercent', 'emails'],
			...['emailsPercent', 'names', 'namesPercent', 'lettingIn', 'lettingInPercent'],
			...['unreadable', 'unreadablePercent'],
		].map((name) => `guard.${name}`),
	],
	['an attribute of its own kind, chosen and told like the others', ['attribute.phoneType']],
];

interface Choice {
	path: string;
	/** of a parameter with choices, and not the one that is there at first */
	value?: string;
}

const nameOf = ({ path, value }: Choice) => (value === undefined ? path : `${path}: ${value}`);

/** What can be chosen, each parameter below the operation, and each of its choices. */
function choicesIn(properties: INodeProperties[]): Choice[] {
	return everyParameter(properties)
		.filter(({ property }) => !['notice', 'collection', 'fixedCollection'].includes(property.type))
		.flatMap(({ path, property }) => {
			const values = choicesOf(property).map(({ value }) => String(value));
			const isAlike = ALIKE.includes(property.name);
			if (values.length === 0 || isAlike) return [{ path }];
			const others = values.filter((value) => value !== property.default);
			return others.map((value) => ({ path, value }));
		});
}

/** All that the parameters of a step say: the paths, and the values at them. */
function saidIn(value: unknown, path = ''): Choice[] {
	if (Array.isArray(value)) return value.flatMap((one) => saidIn(one, path));
	const isInner = typeof value === 'object' && value !== null && !('__rl' in value);
	if (!isInner) return [{ path, value: String(value) }];
	return Object.entries(value).flatMap(([name, one]) =>
		saidIn(one, path === '' ? name : `${path}.${name}`),
	);
}

async function parametersOf(operation: 'plan' | 'apply'): Promise<INodeProperties[]> {
	const { jumpCloud } = await descriptions();
	const newest = Math.max(...[jumpCloud?.version ?? 1].flat());
	return (jumpCloud?.properties ?? [])
		.filter((property) => isOfVersion(property, newest))
		.filter(({ displayOptions: { show } = {} }) => {
			const isOf = (name: string, value: string) => show?.[name]?.includes(value) ?? false;
			return isOf('resource', 'sync') && isOf('operation', operation);
		});
}

/** What all trials say to the steps of one operation. */
async function saidToAll(operation: 'plan' | 'apply'): Promise<Choice[]> {
	const nightly = await readWorkflow(NIGHTLY);
	const steps = Object.values(TRIALS)
		.filter(({ blocks }) => !blocks)
		.flatMap((trial) => previewOf(nightly, trial).nodes);
	return steps
		.filter(({ parameters }) => parameters.operation === operation)
		.flatMap(({ parameters }) => saidIn(parameters));
}

const isElsewhere = (choice: Choice) =>
	ELSEWHERE.flatMap(([, which]) => which).some((one) => `.${nameOf(choice)}`.endsWith(`.${one}`));

describe.each(['plan', 'apply'] as const)('every choice of %s', (operation) => {
	it('is in a trial of the playground, or it is said why not', async () => {
		const said = await saidToAll(operation);
		const isTried = ({ path, value }: Choice) =>
			said.some((one) => one.path === path && (value === undefined || one.value === value));
		const choices = choicesIn(await parametersOf(operation));
		expect(choices.length).toBeGreaterThan(operation === 'plan' ? 100 : 3);
		const missing = choices.filter((choice) => !isTried(choice) && !isElsewhere(choice));
		expect(missing.map(nameOf)).toEqual([]);
	});
});

it('gives reasons only for what is a choice, and in no trial', async () => {
	const choices = choicesIn(await parametersOf('plan'));
	const said = (await saidToAll('plan')).filter(({ value }) => value !== undefined);
	const reasonless = ELSEWHERE.flatMap(([, which]) => which).filter((one) => {
		const meant = choices.filter((choice) => `.${nameOf(choice)}`.endsWith(`.${one}`));
		return !meant.some(
			({ path, value }) => !said.some((s) => s.path === path && (!value || s.value === value)),
		);
	});
	expect(reasonless).toEqual([]);
});
