import { healing } from './healing';
import { joinersAndMovers } from './joiners';
import { leavers } from './leavers';
import { line, play } from './run';
import type { Scene, Step } from './step';

/** What events do, in order; later steps need the people of earlier ones. */
export function story(now: Date): Step[] {
	return [...joinersAndMovers, ...leavers(now)];
}

/** Plays the story and writes one line per step. True when everything was as expected. */
export async function tell(scene: Scene): Promise<boolean> {
	let unmet = 0;
	const steps = [...story(scene.clock.now()), ...healing()];
	for (const step of steps) {
		const outcome = await play(step, scene);
		process.stdout.write(`${line(outcome)}\n`);
		if (!outcome.ok) unmet += 1;
	}
	const verdict = unmet === 0 ? 'all as expected' : `${unmet} not as expected`;
	process.stdout.write(`${steps.length} steps, ${verdict}\n`);
	return unmet === 0;
}
