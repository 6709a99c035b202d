import { setTimeout as wait } from 'node:timers/promises';
import { untilQuiet } from '../n8n/quiet';
import type { Scene, Step } from './step';

export interface Outcome {
	step: string;
	expected: string;
	seen: string;
	ok: boolean;
	seconds: number;
}

/** How long a step may take, and how long the directory may take to look right after that. */
const STEP_MS = 120_000;
const AFTERWARDS_MS = 3000;
const POLL_MS = 250;

async function carryOut(step: Step, scene: Scene): Promise<string> {
	await step.act(scene);
	await untilQuiet(scene, scene.workflowId, STEP_MS);
	const deadline = Date.now() + AFTERWARDS_MS;
	let seen = await step.see(scene);
	while (seen !== step.expected && Date.now() < deadline) {
		await wait(POLL_MS);
		seen = await step.see(scene);
	}
	return seen;
}

/** Plays one step. A step that throws is one whose expectation was not met. */
export async function play(step: Step, scene: Scene): Promise<Outcome> {
	const sinceMs = Date.now();
	const seen = await carryOut(step, scene).catch((failure: unknown) => String(failure));
	return {
		step: step.name,
		expected: step.expected,
		seen,
		ok: seen === step.expected,
		seconds: Math.round((Date.now() - sinceMs) / 100) / 10,
	};
}

/** One line for one step. */
export function line({ step, expected, seen, ok, seconds }: Outcome): string {
	return `${ok ? '✓' : '✗'} ${step} — expected: ${expected} — seen: ${seen} (${seconds} s)`;
}
