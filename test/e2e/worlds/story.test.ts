import { aCompany } from '../../../playground/company/company';
import { aDirectory } from '../../../playground/company/directory';
import { openBeside } from '../../../playground/n8n/stage';
import { healing } from '../../../playground/story/healing';
import { reconcileNow } from '../../../playground/reconcile/run';
import { play } from '../../../playground/story/run';
import type { Outcome } from '../../../playground/story/run';
import type { Scene, Step } from '../../../playground/story/step';
import { story } from '../../../playground/story/tell';
import { importTemplates } from '../../../playground/templates';
import type { Templates } from '../../../playground/templates';
import { waysOf } from '../../../playground/worlds';
import type { Ways } from '../../../playground/worlds';
import { doubled } from '../support/right';
import { world } from '../support/world';

const PATIENCE_MS = 300_000;
const HOW_MANY = Number(process.env.WORLDS ?? 40);
const FIRST = Number(process.env.WORLD ?? 1);
const seeds = Array.from({ length: HOW_MANY }, (_, index) => FIRST + index);

jest.setTimeout(PATIENCE_MS);

/**
 * What is seen once everybody was compared. Where Factorial raises no event for a change, that is when
 * it arrives; anywhere else the event has to be enough.
 */
async function afterComparison(
	step: Step,
	outcome: Outcome,
	scene: Scene,
	{ factorial: { quietEmails, quietLastDays } }: Ways,
): Promise<Outcome> {
	if (!quietEmails && !quietLastDays) return outcome;
	await reconcileNow(scene.client, scene.workflows);
	const seen = await step.see(scene);
	return { ...outcome, seen, ok: seen === step.expected };
}

/** How much a comparison found depends on what events there were; that nothing is left does not. */
function whateverItTook(step: Step): Step {
	const told = (text: string) => text.replace(/^.*; then: /, '');
	const see = async (scene: Scene) => told(await step.see(scene));
	return { ...step, expected: told(step.expected), see };
}

describe('the story, whatever the two services are like', () => {
	const n8n = world();

	it.each(seeds)('in world %i', async (seed) => {
		const switches = waysOf(seed);
		const now = new Date();
		const options = { company: aCompany(now), users: aDirectory(), switches };
		const stage = await openBeside(n8n(), options);
		let workflows: Templates | undefined;
		try {
			workflows = await importTemplates(stage);
			const scene = { ...stage, workflowId: workflows.main, workflows, ids: new Map() };
			const unmet = [];
			for (const step of [...story(now), ...healing().map(whateverItTook)]) {
				const outcome = await play(step, scene);
				if (!outcome.ok) unmet.push(await afterComparison(step, outcome, scene, switches));
			}

			// Whoever reads of a failure has to know which world it is.
			const failed = unmet.filter(({ ok }) => !ok);
			expect({ failed, ...(failed.length > 0 && { switches }) }).toEqual({ failed: [] });
			expect(doubled(stage)).toEqual([]);
		} finally {
			// The next world publishes the same templates on the same n8n.
			for (const id of Object.values(workflows ?? {})) await stage.client.unpublish(id);
			await stage.close();
		}
	});
});
