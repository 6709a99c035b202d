import { aCompany } from '../../../playground/company/company';
import { aDirectory } from '../../../playground/company/directory';
import { openBeside } from '../../../playground/n8n/stage';
import { healing } from '../../../playground/story/healing';
import { play } from '../../../playground/story/run';
import { story } from '../../../playground/story/tell';
import { importTemplates } from '../../../playground/templates';
import type { Templates } from '../../../playground/templates';
import { waysOf } from '../../../playground/worlds';
import { doubled } from '../support/right';
import { world } from '../support/world';

const PATIENCE_MS = 300_000;
const HOW_MANY = Number(process.env.WORLDS ?? 40);
const FIRST = Number(process.env.WORLD ?? 1);
const seeds = Array.from({ length: HOW_MANY }, (_, index) => FIRST + index);

jest.setTimeout(PATIENCE_MS);

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
			const outcomes = [];
			for (const step of [...story(now), ...healing()]) outcomes.push(await play(step, scene));

			// Whoever reads of a failure has to know which world it is.
			const unmet = outcomes.filter(({ ok }) => !ok);
			expect({ unmet, ...(unmet.length > 0 && { switches }) }).toEqual({ unmet: [] });
			expect(doubled(stage)).toEqual([]);
		} finally {
			// The next world publishes the same templates on the same n8n.
			for (const id of Object.values(workflows ?? {})) await stage.client.unpublish(id);
			await stage.close();
		}
	});
});
