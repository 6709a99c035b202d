import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface Ended {
	code: number;
	signal?: NodeJS.Signals | null;
	output: string;
}

export function inheritedEnvironment(source?: NodeJS.ProcessEnv): Record<string, string>;
export function start(command: string, args: string[], options?: SpawnOptions): ChildProcess;
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void;
export function run(
	command: string,
	args: string[],
	options?: SpawnOptions & { echo?: boolean },
): Promise<Ended>;
export function stopAll(signal?: NodeJS.Signals): void;
