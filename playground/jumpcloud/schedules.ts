import { created, fieldsOf, noContent, ok } from '../core/exchange';
import type { Answer, Call, Handler } from '../core/exchange';
import { stateWrite } from './access';
import { bareList } from './lists';
import { refuse } from './refusals';
import { readSchedules } from './scheduleRules';
import { commas, filtered } from './search/v2';
import { paged } from './search/page';
import type { Schedule } from './types';
import type { World } from './world';

const FILTER_FIELDS = ['scheduledJobId', 'systemUserId', 'state', 'scheduledDate'];

/** State changes that come true later. The same change asked for twice is kept twice. */
export function schedules(world: World): Record<string, Handler> {
	return {
		bulk_userStatesCreate: (call) => {
			const forbidden = stateWrite(world);
			if (forbidden) return forbidden;
			const added = readSchedules(world, fieldsOf(call));
			if (world.switches.schedulesKept) world.state.schedules.push(...added);
			return odd(world, replyTo(world, added));
		},
		bulk_userStatesList: (call) => {
			const userId = call.query.get('userid');
			const ofUser = world.state.schedules.filter(
				({ systemUserId }) => userId === null || systemUserId === userId,
			);
			const entries = filtered(ofUser.map(wireIn(world)), call.query, FILTER_FIELDS);
			return odd(world, bareList(entries, call.query));
		},
		bulk_userStatesDelete: (call) => cancel(world, call),
		bulk_userStatesGetNextScheduled: (call) => odd(world, upcoming(world, call)),
	};
}

/** Names and shapes that are in no document. */
function odd({ switches }: World, answer: Answer): Answer {
	const isOdd =
		switches.scheduleReply !== 'list' ||
		switches.scheduleIdName !== 'scheduledJobId' ||
		switches.scheduleDates !== 'iso';
	return { ...answer, isOdd };
}

function replyTo(world: World, added: Schedule[]): Answer {
	const { scheduleReply, scheduleIdName } = world.switches;
	const entries = added.map(wireIn(world));
	const [first] = entries;
	const withId = (id?: string) => entries.map((entry) => ({ ...entry, [scheduleIdName]: id }));
	switch (scheduleReply) {
		case 'record':
			return created(first);
		case 'results':
			return created({ results: entries, totalCount: entries.length });
		case 'empty':
			return created([]);
		case 'withoutId':
			return created(withId());
		case 'requestId':
			return created(withId(world.state.nextId()));
		case 'text':
			return { status: 201, text: 'Created' };
		case 'none':
			return noContent();
		default:
			return created(entries);
	}
}

function cancel(world: World, call: Call): Answer {
	const forbidden = stateWrite(world);
	if (forbidden) return forbidden;
	const { schedules: waiting } = world.state;
	const index = waiting.findIndex(({ scheduledJobId }) => scheduledJobId === call.params.id);
	if (index === -1) return refuse(404);
	waiting.splice(index, 1);
	return noContent();
}

/** The earliest change per user and state. */
function upcoming(world: World, call: Call): Answer {
	const wanted = commas(call.query.get('users'));
	const first = new Map<string, Schedule>();
	for (const schedule of byDate(world.state.schedules)) {
		const key = `${schedule.systemUserId} ${schedule.state}`;
		if (wanted.includes(schedule.systemUserId) && !first.has(key)) first.set(key, schedule);
	}
	const events = [...first.values()].map(wireIn(world));
	const { skip, limit } = Object.fromEntries(call.query);
	return ok({ events_count: events.length, results: paged(events, skip, limit, 100) });
}

function byDate(list: Schedule[]): Schedule[] {
	return [...list].sort((a, b) => a.scheduledDate.getTime() - b.scheduledDate.getTime());
}

function wireIn({ switches }: World) {
	return ({ scheduledJobId, systemUserId, state, scheduledDate }: Schedule) => ({
		[switches.scheduleIdName]: scheduledJobId,
		systemUserId,
		state: WORDS[switches.scheduledStates](state),
		scheduledDate: DATES[switches.scheduleDates](scheduledDate),
	});
}

const DATES = {
	iso: (date: Date): string | number => date.toISOString(),
	bare: (date: Date): string | number => date.toISOString().slice(0, 19),
	seconds: (date: Date): string | number => Math.floor(date.getTime() / 1000),
	milliseconds: (date: Date): string | number => date.getTime(),
};

const WORDS = {
	upper: (state: Schedule['state']): string => state,
	lower: (state: Schedule['state']): string => state.toLowerCase(),
	other: (state: Schedule['state']): string => (state === 'SUSPENDED' ? 'DEACTIVATE' : 'ENABLE'),
};
