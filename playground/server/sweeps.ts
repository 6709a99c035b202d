import { importBadFile } from '../mess/badImport';
import type { BadImport } from '../mess/badImport';
import { MessMaker } from '../mess/mess';
import type { Stage } from '../n8n/stage';
import type { PlanView } from '../reconcile/planView';
import type { Failure, SweepWorkflows } from '../reconcile/run';
import { previewNow, reconcileNow } from '../reconcile/run';
import type { Section } from '../reconcile/report';
import { TRIALS } from '../reconcile/trials';
import type { Trial } from '../reconcile/trials';
import { Refusal } from './refusal';
import type { Timeline } from './timeline';

/** What came of the button that was pressed last. */
export type Outcome =
	| { kind: 'mess'; deeds: string[] }
	| { kind: 'import'; ended: number; of: number }
	| { kind: 'import-undone' }
	| { kind: 'preview'; plan: PlanView; executionUrl: string; trial: TrialView | null }
	| { kind: 'reconcile'; sections: Section[]; failure: Failure | null; executionUrl: string };

/** An option that was tried, as the page shows it. */
type TrialView = Pick<Trial, 'name' | 'about'>;

export interface SweepState {
	/** the options that can be tried: the word for each, and its name */
	trials: Array<{ word: string; name: string }>;
	/** what n8n is busy with for everybody */
	busy: 'preview' | 'reconcile' | null;
	/** whether there is a bad import to take back */
	imported: boolean;
	/** numbered, so that the page notices a new one */
	last: { number: number; at: string; outcome: Outcome } | null;
}

/** The buttons that are about everybody at once. Each notes on the time line what it does. */
export class Sweeps {
	private readonly messes: MessMaker;
	private badImport?: BadImport;
	private busy: SweepState['busy'] = null;
	private last: SweepState['last'] = null;
	private reportOfLast?: string;

	constructor(
		private readonly stage: Stage,
		private readonly workflows: SweepWorkflows,
		private readonly timeline: Timeline,
	) {
		this.messes = new MessMaker(stage);
	}

	state(): SweepState {
		const trials = Object.entries(TRIALS).map(([word, { name }]) => ({ word, name }));
		return { trials, busy: this.busy, imported: this.badImport !== undefined, last: this.last };
	}

	mess(): void {
		const at = this.stage.clock.now();
		const mess = this.messes.make();
		if (!mess) {
			throw new Refusal(
				409,
				'There is nothing left to spoil: too few people have a user that is as HR says. Press “Reconcile now” or hire somebody.',
			);
		}
		this.timeline.noteAboutEverybody('Somebody makes a mess behind n8n’s back', at);
		for (const deed of mess.deeds) this.timeline.noteByHand(deed, at);
		this.done({ kind: 'mess', deeds: mess.deeds });
	}

	importFile(): void {
		if (this.badImport) throw new Refusal(409, 'Take back the file that HR has imported already');
		const at = this.stage.clock.now();
		const bad = importBadFile(this.stage);
		if (bad.ids.length === 0) throw new Refusal(409, 'Nobody is left whose employment could end');
		this.badImport = bad;
		const share = `${bad.ids.length} of ${bad.of} people`;
		this.timeline.noteAboutEverybody(`HR imports a file by which ${share} left a week ago`, at);
		this.done({ kind: 'import', ended: bad.ids.length, of: bad.of });
	}

	undoImport(): void {
		if (!this.badImport) throw new Refusal(409, 'HR has not imported anything');
		const at = this.stage.clock.now();
		this.badImport.undo();
		this.badImport = undefined;
		this.timeline.noteAboutEverybody('HR takes the import back', at);
		this.done({ kind: 'import-undone' });
	}

	/** @param word of the option that is tried; empty for what the next night would do */
	async preview(word: string): Promise<void> {
		const trial = Object.hasOwn(TRIALS, word) ? TRIALS[word] : undefined;
		if (word !== '' && !trial) throw new Refusal(404, `There is no option '${word}' to try`);
		const note = trial ? `IT tries “${trial.name}”` : 'IT looks at what the next night would do';
		await this.whileBusy('preview', note, async () => {
			const { client } = this.stage;
			const { plan, executionId, report } = await previewNow(client, this.workflows, trial);
			this.reportOfLast = report;
			const executionUrl = this.urlOf(this.workflows.preview, executionId);
			const tried = trial ? { name: trial.name, about: trial.about } : null;
			return { kind: 'preview', plan, executionUrl, trial: tried };
		});
	}

	/** The plan of the option that was tried last, in plain words, as a page. */
	report(): string | undefined {
		return this.reportOfLast;
	}

	async reconcile(): Promise<void> {
		await this.whileBusy('reconcile', 'IT does not wait for the night', async () => {
			const { executionId, ...came } = await reconcileNow(this.stage.client, this.workflows);
			const executionUrl = this.urlOf(this.workflows.nightly, executionId);
			return { kind: 'reconcile', ...came, executionUrl };
		});
	}

	/** Throws a Refusal while n8n is at work. */
	refuseBusy(): void {
		if (this.busy) throw new Refusal(409, 'n8n is still at work on everybody; wait for its end');
	}

	private async whileBusy(
		what: 'preview' | 'reconcile',
		note: string,
		work: () => Promise<Outcome>,
	): Promise<void> {
		this.refuseBusy();
		this.busy = what;
		this.timeline.noteAboutEverybody(note, this.stage.clock.now());
		try {
			this.done(await work());
		} finally {
			this.busy = null;
		}
	}

	private done(outcome: Outcome): void {
		const number = (this.last?.number ?? 0) + 1;
		this.last = { number, at: this.stage.clock.now().toISOString(), outcome };
	}

	private urlOf(workflowId: string, executionId: string): string {
		return `${this.stage.client.url}/workflow/${workflowId}/executions/${executionId}`;
	}
}
