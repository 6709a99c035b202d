import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import { counted, cut, failedItem, inBrackets, showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import { readCollection, refuseFoundNothing } from '../../../shared/parameters';
import { applyChanges } from '../../directory/apply';
import { recentUsers } from '../../directory/snapshot';
import type { JumpCloud } from '../../transport/client';
import { failureOf, notDoneText } from './applyError';
import { idsIn, outcomeItem, readPlanned, readingItem } from './planItem';
import { readReport, reportItem, reportOption } from './report';

const HOUR_MS = 60 * 60 * 1000;
const INITIAL_HOURS = 24;

const options: INodeProperties = optionsOf([
	reportOption,
	{
		displayName: 'If a Change Fails',
		name: 'whenFailed',
		type: 'options',
		options: [
			{
				name: 'Let It Out With the Others',
				value: 'continue',
				description: 'The item says what was not done, and why',
			},
			{
				name: 'Stop With an Error After All Others',
				value: 'stop',
				description: 'Everything is tried for everybody first; then the execution ends as failed',
			},
		],
		default: 'continue',
	},
	{
		displayName: 'Refuse Plans Older Than (Hours)',
		name: 'maxAgeHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: INITIAL_HOURS,
		description:
			'The source may say something else by now, which only a new plan can tell. Without this option 24 hours.',
	},
]);

export const apply: Operation<JumpCloud> = {
	name: 'Apply Changes',
	action: 'Apply changes',
	description:
		'Carry out planned changes, suspensions first; whoever has changed since is left alone',
	agents: 'never',
	fields: [options],
	async runAll({ context, api }) {
		const items = context.getInputData().map(({ json }) => json);
		const settings = readCollection(context, 'options', 0);
		const maxAgeHours = readMaxAgeHours(context);
		const reports = 'report' in settings ? readReport(context, settings) : [];
		const now = new Date();
		const read = items.map((json) => {
			return { json, reading: readPlanned(json, now, maxAgeHours * HOUR_MS) };
		});
		const planned = read.flatMap(({ reading }) => (reading.kind === 'planned' ? [reading] : []));
		const refused = read.filter(({ reading }) => reading.kind === 'refused');
		const executionId = context.getExecutionId();
		const outcomes = await applyChanges(
			api,
			planned.map(({ work }) => work),
			{
				recent: (planId) => recentUsers(planId, executionId, now.getTime()),
				held: refused.flatMap(({ json }) => idsIn(json)),
				isSomebodyHeld: refused.some(({ json }) => isOwnFailure(json)),
			},
		);
		const inTurn = outcomes.values();
		const results = read.map(({ json, reading }) => {
			if (reading.kind !== 'planned') return readingItem(json, reading);
			const { value } = inTurn.next();
			return value ? outcomeItem(json, reading.mark, value) : {};
		});
		showHint(context, applyHint(results));
		const applied = results.map((json, item) => ({ json, planned: items[item] ?? {} }));
		const failure =
			settings.whenFailed === 'stop'
				? failureOf(context.getNode(), applied, maxAgeHours)
				: undefined;
		if (failure && !context.continueOnFail()) throw failure;
		const told =
			reports.length > 0
				? [await reportItem(context, reports, results, { title: 'Changes', madeAt: now })]
				: [];
		if (!failure) return [...results.map(leaving), ...told];
		// With *On Error: Continue* each change that failed leaves as one, with all that was found out.
		const failed = applied.map((one, item) => {
			const { json } = one;
			if (json.result !== 'failed') return leaving(json, item);
			return leaving(failedItem(context, { message: notDoneText(one) }, json), item);
		});
		return [...failed, ...told];
	},
};

/** A step in between has failed, and does not say for whom. */
function isOwnFailure(json: IDataObject): boolean {
	return json.error !== undefined && json.error !== null && idsIn(json).length === 0;
}

function leaving(json: IDataObject, item: number): INodeExecutionData {
	return { json, pairedItem: { item } };
}

/** @throws NodeOperationError for something that is no number of hours */
function readMaxAgeHours(context: IExecuteFunctions): number {
	refuseFoundNothing(context, 'options.maxAgeHours', 'Refuse Plans Older Than');
	const { maxAgeHours = INITIAL_HOURS } = readCollection(context, 'options', 0);
	const hours = Number(maxAgeHours);
	if (Number.isFinite(hours) && hours > 0) return hours;
	throw new NodeOperationError(
		context.getNode(),
		`'Refuse Plans Older Than' is not a number of hours: ${String(maxAgeHours).slice(0, 40)}`,
		{ description: 'Enter a number above 0. Nothing was applied.' },
	);
}

/** How many changes were made and how many were not, for the person in front of the editor. */
function applyHint(results: IDataObject[]): NodeExecutionHint | undefined {
	if (results.length === 0) return undefined;
	const parts = counted(results, 'result').map(([result, count]) => {
		const theirs = results.filter((item) => item.result === result);
		const told = result === 'applied' ? counted(theirs, 'action') : counted(theirs, 'reason');
		return `${count} ${result}${inBrackets(told)}`;
	});
	const isWarning = results.some(({ result }) => result === 'failed' || result === 'refused');
	return {
		message: cut(parts.join(', ')),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}
