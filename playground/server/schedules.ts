import type { JumpCloudSimulator } from '../jumpcloud/simulator';
import type { Schedule } from '../jumpcloud/types';
import { stateOf } from './describe';
import type { Entry } from './entry';

/** Notices which scheduled changes came true: they are gone from the list and their time has come. */
export class Schedules {
	private readonly waiting = new Map<string, Schedule>();
	private readonly done: Entry[] = [];

	constructor(private readonly jumpCloud: JumpCloudSimulator) {}

	/** Every change that came true so far. */
	cameTrue(): Entry[] {
		const { state, clock } = this.jumpCloud;
		const now = clock.now();
		const current = new Set(state.schedules.map(({ scheduledJobId }) => scheduledJobId));
		for (const [id, schedule] of this.waiting) {
			if (current.has(id)) continue;
			this.waiting.delete(id);
			if (schedule.scheduledDate <= now) this.done.push(this.entry(schedule));
		}
		for (const schedule of state.schedules) this.waiting.set(schedule.scheduledJobId, schedule);
		return this.done;
	}

	private entry({ scheduledJobId, systemUserId, state, scheduledDate }: Schedule): Entry {
		const username = this.jumpCloud.state.findUser(systemUserId)?.username ?? systemUserId;
		return {
			id: `schedule-${scheduledJobId}`,
			at: scheduledDate.toISOString(),
			kind: 'schedule',
			text: `As scheduled, ${username} is now ${stateOf(state)}`,
			status: 'ok',
		};
	}
}
