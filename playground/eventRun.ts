import { runsOf } from './n8n/outputs';
import type { Execution } from './n8n/wire';

const APPLY = 'Apply Changes';
const LOOK_AT = 'People to Look At';

/** What a run of the workflow that events start has changed: the planned actions, each once. */
export function actionsDone(execution: Execution): string[] {
	const applied = runsOf(execution, APPLY)
		.flat()
		.filter(({ result }) => result === 'applied');
	return texts(applied.map(({ action }) => action));
}

/** The machine-readable reasons for which such a run left somebody to be looked at, each once. */
export function reasonsToLook(execution: Execution): string[] {
	const people = runsOf(execution, LOOK_AT).flat();
	return texts(people.map(({ reason }) => reason));
}

function texts(values: unknown[]): string[] {
	return [...new Set(values.filter((value) => typeof value === 'string'))];
}
