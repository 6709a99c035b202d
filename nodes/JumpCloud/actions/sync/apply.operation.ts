import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { showHint } from '../../../shared/hints';
import type { Operation } from '../../../shared/operation';
import { POOL_SIZE } from '../../../shared/patience';
import { inOrder, settle } from '../../../shared/pool';
import type { JumpCloud } from '../../transport/client';
import { applyHint } from './applying/hint';
import { PHASES } from './applying/phases';
import type { Phase } from './applying/phases';
import { readPlanned } from './applying/readPlanned';
import type { Reading } from './applying/readPlanned';
import { endOf, readingResult, taskResult } from './applying/result';
import type { Applying, Task } from './applying/task';
import { maxAgeOption, readMaxAgeMs } from './fields/maxAge';

export const apply: Operation<JumpCloud> = {
	name: 'Apply Changes',
	action: 'Apply changes',
	description:
		'Carry out planned changes, suspensions first; whoever has changed since is left alone',
	fields: [maxAgeOption],
	async runAll({ context, api }) {
		const items = context.getInputData().map(({ json }) => json);
		const oldestMs = readMaxAgeMs(context);
		const now = new Date();
		const readings = items.map((json) => readPlanned(json, now, oldestMs));
		const tasks = readings.map(taskOf);
		reserveUsernames(api, tasks);
		const begun = tasks.filter((task) => task !== undefined);
		const returning = new Set(begun.filter(isReturn).map(({ userId }) => userId));
		const applying = { context, api, created: new Map(), troubled: new Set<string>(), returning };
		await carryOut(applying, begun);
		const results = items.map((json, index) => resultOf(json, readings[index], tasks[index]));
		showHint(context, applyHint(results));
		return results.map((json, item): INodeExecutionData => ({ json, pairedItem: { item } }));
	},
};

/**
 * Everybody's first part before anybody's second one. One that fails stops no other, unless it tells
 * that the credential is not accepted: then nothing else would be.
 */
async function carryOut(applying: Applying, tasks: Task[]): Promise<void> {
	const { api, context, troubled } = applying;
	let lockedOut: Task['end'];

	const part = async (phase: Phase, task: Task): Promise<Task['end']> => {
		if (isCancelled(context))
			return { ...CANCELLED, result: hasBegun(task) ? 'failed' : 'refused' };
		if (lockedOut) return lockedOut;
		// Two changes of one user must not read and write at the same time.
		const work = async () => await phase.work(applying, task);
		const outcome = await settle(api.locks.hold([keyOfTask(task)], work));
		if (outcome.ok) return undefined;
		if (isCancelled(context)) return BROKEN_OFF;
		const end = endOf(outcome.cause, task);
		if (end.reason === 'credential') lockedOut = end;
		return end;
	};

	for (const phase of PHASES) {
		const open = tasks.filter((task) => task.end === undefined && phase.concerns(task));
		const work = async (index: number) => {
			const task = open[index];
			if (!task) return;
			task.end = await part(phase, task);
			if (task.end) troubled.add(task.userId);
		};
		await inOrder(open.length, POOL_SIZE, work, false);
	}
}

/** Whether it lets in somebody who is suspended. */
function isReturn({ planned }: Task): boolean {
	return planned.changes.some(({ field, from }) => field === 'state' && from === 'SUSPENDED');
}

function hasBegun({ made }: Task): boolean {
	return made.length > 0;
}

function taskOf(reading: Reading): Task | undefined {
	if (reading.kind !== 'planned') return undefined;
	const { planned } = reading;
	return { planned, userId: planned.user?.id ?? '', made: [], warnings: [], waiting: [] };
}

function resultOf(json: IDataObject, reading?: Reading, task?: Task): IDataObject {
	if (task) return taskResult(json, task);
	return reading && reading.kind !== 'planned' ? readingResult(json, reading) : {};
}

/** So that a namesake who collides gets none that the plan has promised to somebody else. */
function reserveUsernames(api: JumpCloud, tasks: Array<Task | undefined>): void {
	for (const change of tasks.flatMap((task) => task?.planned.changes ?? [])) {
		if (change.field === 'username') api.givenUsernames.add(String(change.to));
	}
}

function keyOfTask({ planned, userId }: Task): string {
	return userId ? `user:${userId}` : `employee:${planned.person?.employeeId ?? ''}`;
}

function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted ?? false;
}

const BROKEN_OFF = {
	result: 'failed',
	reason: 'cancelled',
	message:
		'The execution was stopped while this was under way, so it may be done or not. Plan again.',
} as const;

const CANCELLED = {
	reason: 'cancelled',
	message: 'The execution was stopped before this was done. Plan again.',
};
