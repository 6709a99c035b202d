import type { Stage } from '../n8n/stage';
import { Executions } from './executions';
import { deliveryEntry, writeEntry } from './describe';
import { Schedules } from './schedules';

export type Kind = 'hr' | 'delivery' | 'execution' | 'jumpcloud' | 'schedule';

export interface Entry {
	id: string;
	/** By the simulated clock, ISO 8601. */
	at: string;
	kind: Kind;
	text: string;
	/** `pending` while it is still under way. */
	status?: 'ok' | 'pending' | 'failed';
	/** Where n8n shows the execution. */
	executionUrl?: string;
}

/** What happened, in one list: HR, the event, n8n's run, what changed in JumpCloud, and when. */
export class Timeline {
	private readonly entries = new Map<string, Entry>();
	private readonly executions: Executions;
	private readonly schedules: Schedules;

	constructor(
		private readonly stage: Stage,
		workflowId: string,
	) {
		this.executions = new Executions(stage, workflowId);
		this.schedules = new Schedules(stage.jumpCloud);
	}

	/** Notes what somebody did on the page, and when they began. */
	note(text: string, at: Date): void {
		const id = `hr-${this.entries.size}`;
		this.entries.set(id, { id, at: at.toISOString(), kind: 'hr', text, status: 'ok' });
	}

	/** Looks at both simulators and at n8n for what is new. */
	async refresh(): Promise<void> {
		const { factorial, jumpCloud } = this.stage;
		for (const delivery of factorial.deliveries) this.put(deliveryEntry(delivery, this.now()));
		jumpCloud.journal
			.writes()
			.forEach((write, index) => this.put(writeEntry(write, index, jumpCloud.state)));
		for (const entry of this.schedules.cameTrue()) this.put(entry);
		for (const entry of await this.executions.newest()) this.put(entry);
	}

	/** Oldest first. */
	list(): Entry[] {
		return [...this.entries.values()].sort((a, b) => a.at.localeCompare(b.at));
	}

	private now(): string {
		return this.stage.clock.now().toISOString();
	}

	/** An entry may change while it is under way, but not its place. */
	private put(entry: Entry): void {
		const known = this.entries.get(entry.id);
		this.entries.set(entry.id, { ...entry, at: known?.at ?? entry.at });
	}
}
