import type { Execution } from './wire';

/** Every item that left any node of an execution, in no particular order. */
export function itemsOf(execution: Execution): Array<Record<string, unknown>> {
	const runs = Object.values(execution.data.resultData.runData).flat();
	const outputs = runs.flatMap((run) => run.data?.main ?? []);
	return outputs.flatMap((items) => items ?? []).map(({ json }) => json);
}

/** Every item that left one node the last time it ran. */
export function itemsFrom(execution: Execution, node: string): Array<Record<string, unknown>> {
	const outputs = execution.data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return outputs.flatMap((items) => items ?? []).map(({ json }) => json);
}

/** The machine-readable reasons for which people were skipped in an execution, each once. */
export function skipReasons(execution: Execution): string[] {
	const reasons = itemsOf(execution).map(({ reason }) => reason);
	return [...new Set(reasons.filter((reason) => typeof reason === 'string'))];
}

/** The message of whatever made an execution fail, or undefined. */
export function failureOf(execution: Execution): string | undefined {
	return execution.data.resultData.error?.message;
}
