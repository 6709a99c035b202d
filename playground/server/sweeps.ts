import { importBadFile } from '../mess/badImport';
import type { BadImport } from '../mess/badImport';
import { MessMaker } from '../mess/mess';
import type { Stage } from '../n8n/stage';
import type { PlanView } from '../reconcile/planView';
import type { Failure, SweepWorkflows } from '../reconcile/run';
import { previewNow, reconcileNow } from '../reconcile/run';
import type { Section } from '../reconcile/report';
import { Refusal } from './refusal';
import type { Timeline } from './timeline';

/** What came of the button that was pressed last. */
export type Outcome =
	| { kind: 'mess'; deeds: string[] }
	| { kind: 'import'; ended: number; of: number }
	| { kind: 'import-undone' }
	| { kind: 'preview'; plan: PlanView; executionUrl: string }
	| { kind: 'reconcile'; sections: Section[]; failure: Failure | null; executionUrl: string };

export interface SweepState {
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

	constructor(
		private readonly stage: Stage,
		private readonly workflows: SweepWorkflows,
		private readonly timeline: Timeline,
	) {
		this.messes = new MessMaker(stage);
	}

	state(): SweepState {
		return { busy: this.busy, imported: this.badImport !== undefined, last: this.last };
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

	async preview(): Promise<void> {
		await this.whileBusy('preview', 'IT looks at what the next night would do', async () => {
			const { plan, executionId } = await previewNow(this.stage.client, this.workflows);
			const executionUrl = this.urlOf(this.workflows.preview, executionId);
			return { kind: 'preview', plan, executionUrl };
		});
	}

	async reconcile(): Promise<void> {
		await this.whileBusy('reconcile', 'IT does not wait for the night', async () => {
			const { executionId, ...came } = await reconcileNow(this.stage.client, this.workflows);
			const executionUrl = this.urlOf(this.workflows.nightly, executionId);
			return { kind: 'reconcile', ...came, executionUrl };
		});
	}

	private async whileBusy(
		what: 'preview' | 'reconcile',
		note: string,
		work: () => Promise<Outcome>,
	): Promise<void> {
		if (this.busy) throw new Refusal(409, 'n8n is still at work on everybody; wait for its end');
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
