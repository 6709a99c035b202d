import { aCompany } from '../../playground/company/company';
import { aDirectory } from '../../playground/company/directory';
import { healing } from '../../playground/story/healing';
import { play } from '../../playground/story/run';
import type { Scene } from '../../playground/story/step';
import { story } from '../../playground/story/tell';
import { importTemplates } from '../../playground/templates';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('joiners, movers and leavers through the templates', () => {
	const now = new Date();
	const stage = world({ company: aCompany(now), users: aDirectory() });
	let scene: Scene;
	let before: string[];

	const strangers = () => {
		const linked = new Set(scene.ids.values());
		const users = scene.jumpCloud.state.users;
		return users.filter(({ employeeIdentifier }) => !linked.has(employeeIdentifier ?? ''));
	};
	const asText = () => strangers().map((user) => JSON.stringify(user));

	beforeAll(async () => {
		const workflows = await importTemplates(stage());
		scene = { ...stage(), workflowId: workflows.main, workflows, ids: new Map() };
		before = asText();
	});

	it.each(story(now).map((step) => [step.name, step] as const))('%s', async (_, step) => {
		const { seen, expected } = await play(step, scene);
		expect(seen).toBe(expected);
	});

	it('left everybody else as they were', () => {
		expect(before.length).toBeGreaterThan(10);
		expect(asText()).toEqual(before);
	});

	it.each(healing().map((step) => [step.name, step] as const))('%s', async (_, step) => {
		const { seen, expected } = await play(step, scene);
		expect(seen).toBe(expected);
	});
});
