import type { Execution } from './wire';

/** Every item that left any node of an execution, in no particular order. */
export function itemsOf(execution: Execution): Array<Record<string, unknown>> {
	const runs = Object.values(execution.data.resultData.runData).flat();
	const outputs = runs.flatMap((run) => run.data?.main ?? []);
	return outputs.flatMap((items) => items ?? []).map(({ json }) => json);
}

/** Every item that left one node the last time it ran. */
export function itemsFrom(execution: Execution, node: string): Array<Record<string, unknown>> {
	return runsOf(execution, node).at(-1) ?? [];
}

/** The items that left one node, each time it ran. */
export function runsOf(execution: Execution, node: string): Array<Array<Record<string, unknown>>> {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.map(({ data }) =>
		(data?.main ?? []).flatMap((items) => items ?? []).map(({ json }) => json),
	);
}

/** The message of whatever made an execution fail, or undefined. */
export function failureOf(execution: Execution): string | undefined {
	return execution.data.resultData.error?.message;
}
