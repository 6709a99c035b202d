import type { Stage } from '../n8n/stage';
import type { SweepWorkflows } from '../reconcile/run';

/** What a step works with: everything that runs, and what earlier steps left for later ones. */
export interface Scene extends Stage {
	/** id of the workflow that events start */
	workflowId: string;
	/** those that look at everybody */
	workflows: SweepWorkflows;
	/** Ids of the story's people in Factorial. */
	ids: Map<string, string>;
}

/** One thing that HR (or time) does, and what the directory should look like afterwards. */
export interface Step {
	name: string;
	expected: string;
	act(scene: Scene): void | Promise<void>;
	/** Describes what is seen; equal to `expected` when all is well. */
	see(scene: Scene): Promise<string> | string;
}

/** The Factorial id of somebody whom an earlier step hired. */
export function idOf({ ids }: Scene, person: string): string {
	const id = ids.get(person);
	if (id === undefined) throw new Error(`${person} has not been hired yet`);
	return id;
}
