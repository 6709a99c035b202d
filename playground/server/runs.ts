import { actionsDone, reasonsToLook } from '../eventRun';
import { failureOf, itemsFrom, itemsOf } from '../n8n/outputs';
import type { Execution } from '../n8n/wire';
import { doneLine } from '../reconcile/doneLines';
import { PLAN } from '../reconcile/previewOf';
import { reasonInWords } from '../reconcile/reasons';
import { inNumbers } from '../reconcile/report';
import { planned, reconciled } from '../reconcile/run';

/** How the time line tells of the runs of a workflow. */
export interface RunWords {
	/** while it runs, and before what came of it */
	begin: string;
	end(execution: Execution): string;
}

/** The workflow that events start, each run about one person. */
export const EVENT_RUN: RunWords = {
	begin: 'n8n runs the workflow',
	end: (execution) => `n8n runs the workflow${subject(execution)}: ${summary(execution)}`,
};

export const NIGHTLY_RUN: RunWords = {
	begin: 'n8n compares everybody and repairs',
	end(execution) {
		const { sections, failure } = reconciled(execution);
		if (failure) return `n8n compares everybody, and stops: ${failure.message}`;
		return `n8n compares everybody and repairs: ${inNumbers(sections)}`;
	},
};

/** What is previewed or tried: most of it only plans. */
export const PREVIEW_RUN: RunWords = {
	begin: 'n8n compares everybody',
	end(execution) {
		const last = execution.data.resultData.lastNodeExecuted ?? PLAN;
		const failure = failureOf(execution);
		if (failure !== undefined) return `n8n tries it, and stops: ${failure}`;
		if (last !== PLAN) {
			const lines = itemsFrom(execution, last).flatMap((item) => doneLine(item) ?? []);
			const done = lines.filter(({ result }) => result === 'done').length;
			return `n8n tries it: ${done} done, ${lines.length - done} not`;
		}
		const { changes, problems, alarms } = planned(execution);
		const guarded = alarms.length > 0 ? '; the guard would stop this' : '';
		return `n8n compares everybody and writes nothing: ${changes.length} to change, ${problems.length} to look at${guarded}`;
	},
};

function summary(execution: Execution): string {
	const failure = failureOf(execution);
	if (failure !== undefined) return `stopped: ${failure}`;
	const done = actionsDone(execution).map((action) => DONE[action] ?? action.replaceAll('_', ' '));
	const looks = reasonsToLook(execution).map((reason) => `${reasonInWords(reason)} (${reason})`);
	const toLook = looks.length > 0 ? [`to look at: ${looks.join('; ')}`] : [];
	return [...done, ...toLook].join(', ') || 'nothing to do';
}

const DONE: Record<string, string> = {
	create: 'user created',
	update: 'user changed',
	activate: 'let in',
	schedule: 'date planned',
	suspend: 'suspended',
	unsuspend: 'let in again',
	cancel_schedule: 'date canceled',
	delete: 'user deleted',
};

function subject(execution: Execution): string {
	const person = itemsOf(execution).find(({ first_name: name }) => typeof name === 'string');
	return person === undefined ? '' : ` for ${person.first_name} ${person.last_name}`;
}
