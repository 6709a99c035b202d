import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { optionSwitch, readCollection } from '../../../shared/parameters';
import { sinceVersion2 } from '../../../shared/versions';
import { settle } from '../../../shared/pool';
import { cancelPending, schedule, setSuspended } from '../../directory/access';
import type { Scheduling } from '../../directory/access';
import { updateUser } from '../../directory/update';
import { stateOf } from '../../sync/users';
import { valueAt } from '../../sync/attributes';
import type { WantedUser } from '../../sync/attributes';
import { dayIn, isCalendarDate } from '../../sync/days';
import { TAKEN_BACK } from '../../sync/schedule';
import type { JumpCloud } from '../../transport/client';
import { unlessWithheld } from '../../transport/safety';
import type { User } from '../../transport/systemUser';
import {
	cancelledOutput,
	done,
	schedulingOutput,
	skipped,
	skippedBefore,
	unknownWarnings,
	withWarnings,
} from './result';
import { onLeaver, readTargetLink, targetOptions, currentUserFields } from './target';
import {
	NOT_REMEMBERED,
	readRememberLastDay,
	readTiming,
	rememberLastDayOption,
	timingFields,
} from './timing';

/** HR says long before when somebody leaves: a new step waits for the last day, and takes nobody out at once. */
function onTheLastDay(field: INodeProperties): INodeProperties[] {
	if (field.name === 'when') return sinceVersion2(field, 'at');
	return field.name === 'date' ? sinceVersion2(field, '={{ $json.terminated_on }}') : [field];
}

export const suspend: Operation<JumpCloud> = {
	name: 'Suspend',
	action: 'Suspend user',
	description: 'Take all access from a user, now or at a time; nothing is deleted',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		...timingFields(
			'23:59',
			'For a date without a time; the end of the last day by default',
		).flatMap(onTheLastDay),
		optionsOf([
			{
				displayName: 'Cancel Scheduled Changes',
				name: 'cancelScheduled',
				type: 'boolean',
				default: false,
				description:
					'Whether suspending now also cancels what is scheduled for the user, such as an activation that would bring them back',
			},
			rememberLastDayOption,
			...targetOptions,
		]),
	],
	async run(run) {
		const { context, api, item } = run;
		// Whoever was left alone before may have no date: that reason is the one to keep.
		const before = skippedBefore(context, item);
		if (before) return before;
		const timing = readTiming(context, item, new Date());
		const options = readCollection(context, 'options', item);
		const isCancelling = optionSwitch(
			...([context, options, 'cancelScheduled', 'Cancel Scheduled Changes', item] as const),
		);
		const memory = readRememberLastDay(context, item, readTargetLink(context, item));
		const day = dayIn(
			new Date((timing.wanted ?? new Date()).getTime() - 1),
			timing.timeZone ?? context.getTimezone(),
		);
		const noting = (value: string): WantedUser =>
			memory ? { attributes: [{ name: memory, value }] } : {};
		const remembered = noting(day);
		// As a plan has it, beside one by hand that would pass for ours without any memory.
		const forgotten = noting(TAKEN_BACK);
		const work = async (user: User): Promise<IDataObject> => {
			const state = stateOf(user);
			const isSuspended = state === 'SUSPENDED';
			if (timing.kind === 'at' && !isSuspended) {
				const wanted = { state: 'SUSPENDED' as const, at: timing.at };
				const noted = memory ? (valueAt(user, `attributes.${memory}`) ?? undefined) : undefined;
				const clock = timing.clock && { ...timing.clock, remembered: noted };
				const outcome = await schedule(api, user, wanted, clock);
				const isKept = outcome.kind === 'kept' && outcome.change.state === 'SUSPENDED';
				const isOurs = outcome.kind === 'scheduled' || isKept;
				// Whoever has never had access gets none by being taken back.
				const isEver = state !== 'STAGED';
				const note =
					isOurs && isEver
						? remembered
						: isWithoutOurs(outcome) && isCalendarDate(noted ?? '')
							? forgotten
							: undefined;
				const told = memory && note ? await remember(api, user, note) : [];
				return withWarnings(schedulingOutput(user, outcome), told);
			}
			// Whoever has never had access gets none by being taken back.
			const now = isSuspended
				? { user, notRemembered: undefined }
				: await setSuspended(api, user, true, state === 'STAGED' ? {} : remembered);
			// Somebody who is let in again until then still has to go: a planned suspension stays.
			const unwanted = timing.kind === 'at' ? 'ACTIVATED' : undefined;
			const pending = isCancelling ? await cancelPending(api, user, unwanted) : undefined;
			const told = unknownWarnings(pending?.unknown);
			const output = withWarnings(cancelledOutput(pending?.cancelled ?? []), told);
			if (timing.kind === 'at') return early(user, timing.at, output);
			const warnings = now.notRemembered === undefined ? [] : [NOT_REMEMBERED];
			return withWarnings(
				done(isSuspended ? 'unchanged' : 'suspended', now.user, output),
				warnings,
			);
		};
		// A time too soon that was pushed is as good as past.
		const isOver = timing.kind === 'now' || timing.at.getTime() !== timing.wanted?.getTime();
		const { timeZone, clock } = timing;
		// A moment of its own says nothing about when the last day of the item ends.
		const timeOfDay = clock?.restMs === undefined ? clock?.timeOfDay : undefined;
		return await onLeaver(run, { isOver, timeZone, timeOfDay }, work);
	},
};

/** Somebody has scheduled an earlier end by hand, and ours is not there any more. */
const isWithoutOurs = (outcome: Scheduling) => outcome.kind === 'foreign' && !outcome.isKept;

/** The suspension counts, whether its day can be remembered or not. */
async function remember(api: JumpCloud, user: User, remembered: WantedUser): Promise<string[]> {
	const outcome = await settle(updateUser(api, user, remembered, { isNote: true }));
	if (!outcome.ok) unlessWithheld(outcome.cause);
	return outcome.ok && outcome.value.kind === 'written' ? [] : [NOT_REMEMBERED];
}

/** The date says that the user should still have access: nobody but a person can tell which is right. */
function early(user: User, at: Date, cancelled: IDataObject): IDataObject {
	const message = `The user "${user.username}" is suspended already, before ${at.toISOString()}, and stays so. If the access should last until then, use Unsuspend and run this step again.`;
	return skipped('suspended', message, { id: user.id, email: user.email }, cancelled);
}
