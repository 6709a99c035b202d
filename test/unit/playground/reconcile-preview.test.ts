import { join } from 'node:path';
import { readWorkflow } from '../../../playground/n8n/template';
import type { WorkflowFile } from '../../../playground/n8n/wire';
import { previewOf } from '../../../playground/reconcile/previewOf';
import { TRIALS } from '../../../playground/reconcile/trials';

const FILE = join(__dirname, '..', '..', '..', 'workflows', 'nightly-reconcile.json');

const named = ({ nodes }: WorkflowFile, name: string) => nodes.find((node) => node.name === name);

describe('the preview of the nightly workflow', () => {
	let nightly: WorkflowFile;
	let preview: WorkflowFile;

	beforeAll(async () => {
		nightly = await readWorkflow(FILE);
		preview = previewOf(nightly);
	});

	it('ends with the plan, so that nothing is written', () => {
		const names = preview.nodes.map(({ name }) => name);
		expect(names).toEqual(['Every Night', 'Everybody in Factorial', 'Plan']);
		expect(Object.keys(preview.connections)).toEqual(names.slice(0, 2));
	});

	it('reads and plans as the nightly one does, but lets a guarded plan out', () => {
		const everybody = 'Everybody in Factorial';
		expect(named(preview, everybody)).toEqual(named(nightly, everybody));
		const { whenGuarded, ...shared } = named(preview, 'Plan')?.parameters ?? {};
		expect(whenGuarded).toBe('mark');
		expect(shared).toEqual(named(nightly, 'Plan')?.parameters);
	});

	it('leaves the nightly one as it is', async () => {
		expect(nightly).toEqual(await readWorkflow(FILE));
	});

	it('keeps the time zone and raises no alert', () => {
		const settings = { timezone: 'Europe/Madrid', errorWorkflow: 'alert' };
		expect(previewOf({ ...nightly, settings }).settings).toEqual({ timezone: 'Europe/Madrid' });
	});

	const plans = Object.entries(TRIALS).filter(([, { blocks }]) => !blocks);

	it.each(plans)('tries %s on top of what the night does', (_word, trial) => {
		const tried = previewOf(nightly, trial);
		const said: Record<string, unknown> = { ...trial.limits, ...trial.plan };
		const parameters = named(tried, 'Plan')?.parameters ?? {};
		const { options, guard, ...usual } = named(preview, 'Plan')?.parameters ?? {};
		expect(parameters).toMatchObject({ ...usual, ...said });
		// What is tried on top of these two replaces nothing but what it names.
		const told = { includeUnchanged: true, report: ['csv', 'html', 'text'] };
		const asked = { ...(said.options as object), ...told };
		expect(parameters.options).toEqual({ ...(options as object), ...asked });
		expect(parameters.guard).toEqual({ ...(guard as object), ...(said.guard as object) });
		const people = (file: WorkflowFile) =>
			named(file, 'Everybody in Factorial')?.parameters.include;
		expect(people(tried)).toEqual([...(people(preview) as string[]), ...(trial.include ?? [])]);
	});

	it('names the step that somebody has taken out', () => {
		const nodes = nightly.nodes.filter(({ name }) => name !== 'Plan');
		expect(() => previewOf({ ...nightly, nodes })).toThrow(/'Plan'/);
	});
});
