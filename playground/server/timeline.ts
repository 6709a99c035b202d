import type { Stage } from '../n8n/stage';
import type { Templates } from '../templates';
import { deliveryEntry, writeEntry } from './describe';
import type { Entry, Kind } from './entry';
import { Executions } from './executions';
import { EVENT_RUN, NIGHTLY_RUN, PREVIEW_RUN } from './runs';
import { Schedules } from './schedules';

/** What happened, in one list: HR, the event, n8n's run, what changed in JumpCloud, and when. */
export class Timeline {
	private readonly entries = new Map<string, Entry>();
	private readonly executions: Executions[];
	private readonly schedules: Schedules;

	constructor(
		private readonly stage: Stage,
		{ main, nightly, preview }: Pick<Templates, 'main' | 'nightly' | 'preview'>,
	) {
		this.executions = [
			new Executions(stage, main, EVENT_RUN),
			new Executions(stage, nightly, NIGHTLY_RUN),
			new Executions(stage, preview, PREVIEW_RUN),
		];
		this.schedules = new Schedules(stage.jumpCloud);
	}

	/** Notes what somebody did on the page, and when they began. */
	note(text: string, at: Date): void {
		this.add('hr', text, at);
	}

	/** The same, for what is about no single person. */
	noteAboutEverybody(text: string, at: Date): void {
		this.add('hr', text, at, { everybody: true });
	}

	/** Notes one of the things that were done by hand, and of which n8n does not know. */
	noteByHand(text: string, at: Date): void {
		this.add('hand', text, at);
	}

	/** Looks at both simulators and at n8n for what is new. */
	async refresh(): Promise<void> {
		const { factorial, jumpCloud } = this.stage;
		for (const delivery of factorial.deliveries) {
			this.put(deliveryEntry(delivery, factorial.state));
		}
		jumpCloud.journal
			.writes()
			.forEach((write, index) => this.put(writeEntry(write, index, jumpCloud.state)));
		for (const entry of this.schedules.cameTrue()) this.put(entry);
		for (const executions of this.executions) {
			for (const entry of await executions.newest()) this.put(entry);
		}
	}

	/** Oldest first. */
	list(): Entry[] {
		return [...this.entries.values()].sort((a, b) => a.at.localeCompare(b.at));
	}

	private add(kind: Kind, text: string, at: Date, more: { everybody?: true } = {}): void {
		const id = `${kind}-${this.entries.size}`;
		this.entries.set(id, { id, at: at.toISOString(), kind, text, status: 'ok', ...more });
	}

	/** An entry may change while it is under way, but not its place; what is done stays as it was told. */
	private put(entry: Entry): void {
		const known = this.entries.get(entry.id);
		if (known && known.status !== 'pending') return;
		this.entries.set(entry.id, { ...entry, at: known?.at ?? entry.at });
	}
}
