import { importBadFile } from '../mess/badImport';
import type { BadImport } from '../mess/badImport';
import { MessMaker } from '../mess/mess';
import type { Mail } from '../jumpcloud/types';
import type { Stage } from '../n8n/stage';
import type { PlanView } from '../reconcile/planView';
import type { DoneLine } from '../reconcile/doneLines';
import { compared } from '../reconcile/comparison';
import type { Comparison } from '../reconcile/comparison';
import { previewNow, reconcileNow, tryNow } from '../reconcile/run';
import type { Failure, SweepWorkflows, Told } from '../reconcile/run';
import type { Section } from '../reconcile/report';
import { TRIALS, TRIAL_GROUPS } from '../reconcile/trials';
import { Arrangement } from '../reconcile/trials/arrangement';
import type { Trial } from '../reconcile/trials/trial';
import { recordsOf } from './records';
import type { Records } from './records';
import { Refusal } from './refusal';
import type { Timeline } from './timeline';

/** What came of the button that was pressed last. */
export type Outcome =
	| { kind: 'mess'; deeds: string[] }
	| { kind: 'import'; ended: number; of: number }
	| { kind: 'import-undone' }
	| { kind: 'preview'; plan: PlanView; executionUrl: string; trial: ComparedTrial | null }
	| Tried
	| { kind: 'reconcile'; sections: Section[]; failure: Failure | null; executionUrl: string };

/** What came of a trial that does more than plan. */
interface Tried {
	kind: 'tried';
	lines: DoneLine[];
	failure: Failure | null;
	isTold: boolean;
	executionUrl: string;
	trial: TrialView;
}

/** An option that was tried, as the page shows it. */
interface TrialView extends Pick<Trial, 'name' | 'about'> {
	/** what was made for it, and taken back; null where nothing was needed */
	arranged: string | null;
}

/** A trial of a plan, beside what the night would plan without it. */
type ComparedTrial = TrialView & { comparison: Comparison };

export interface SweepState {
	/** the options that can be tried, by their titles: the word for each, and its name */
	trials: Array<{ title: string; options: Array<{ word: string; name: string }> }>;
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
	private toldLast?: Told;
	private held?: Records;

	constructor(
		private readonly stage: Stage,
		private readonly workflows: SweepWorkflows,
		private readonly timeline: Timeline,
	) {
		this.messes = new MessMaker(stage);
	}

	state(): SweepState {
		const trials = TRIAL_GROUPS.map(({ title, trials: ofGroup }) => ({
			title,
			options: Object.entries(ofGroup).map(([word, { name }]) => ({ word, name })),
		}));
		return { trials, busy: this.busy, imported: this.badImport !== undefined, last: this.last };
	}

	/** The people and users that the page shows: what is arranged for a trial is none of theirs. */
	records(): Records {
		return this.held ?? recordsOf(this.stage);
	}

	mess(): void {
		this.refuseBusy();
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
		this.refuseBusy();
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
		this.refuseBusy();
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
			return trial ? await this.tried(trial) : await this.planned();
		});
	}

	/** What the option that was tried last tells in plain words. */
	told(): Told | undefined {
		return this.toldLast;
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

	private async tried(trial: Trial): Promise<Outcome> {
		const { name, about, arrange } = trial;
		const arrangement = new Arrangement(this.stage);
		this.held = recordsOf(this.stage);
		try {
			const view = { name, about, arranged: arrange?.(arrangement) ?? null };
			return trial.steps || trial.blocks
				? await this.carriedOut(trial, view)
				: await this.plannedWith(trial, view);
		} finally {
			arrangement.undo();
			this.held = undefined;
		}
	}

	private async planned(): Promise<Outcome> {
		const { plan, executionId } = await previewNow(this.stage.client, this.workflows);
		return { kind: 'preview', plan, executionUrl: this.previewUrl(executionId), trial: null };
	}

	private async plannedWith(trial: Trial, view: TrialView): Promise<Outcome> {
		const preview = async (tried: Trial) =>
			await previewNow(this.stage.client, this.workflows, tried);
		const usual = await preview({ ...trial, plan: {} });
		const { plan, executionId, told } = await preview(trial);
		this.toldLast = told;
		const comparison = compared(plan, usual.plan);
		const executionUrl = this.previewUrl(executionId);
		return { kind: 'preview', plan, executionUrl, trial: { ...view, comparison } };
	}

	private async carriedOut(trial: Trial, view: TrialView): Promise<Outcome> {
		const { client, jumpCloud } = this.stage;
		const before = jumpCloud.state.mails.length;
		const { executionId, told, lines, ...came } = await tryNow(client, this.workflows, trial);
		this.toldLast = told;
		const mails = jumpCloud.state.mails.slice(before);
		return {
			...{ kind: 'tried', ...came, trial: view, isTold: told !== undefined },
			lines: lines.map((line) => this.withUser(line, mails)),
			executionUrl: this.previewUrl(executionId),
		};
	}

	/** The line with what only JumpCloud knows: what the user is called, and where a mail went. */
	private withUser(line: DoneLine, mails: readonly Mail[]): DoneLine {
		const user = this.stage.jumpCloud.state.findUser(line.username);
		if (!user) return line;
		const name = line.name || `${user.firstname ?? ''} ${user.lastname ?? ''}`.trim();
		const mail = mails.find(({ userId }) => userId === user._id)?.to ?? line.mail;
		return { ...line, name, mail };
	}

	private previewUrl(executionId: string): string {
		return this.urlOf(this.workflows.preview, executionId);
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
