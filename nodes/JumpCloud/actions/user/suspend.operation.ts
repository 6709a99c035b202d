import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { byLabel, readCollection } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/users';
import { targetOptions, userField } from './fields/target';
import { readTiming, timingFields } from './fields/timing';
import { onUser } from './onUser';
import { done, skipped } from './result';
import { cancelPending, schedule } from './scheduling';
import { setSuspended } from './setState';

export const suspend: Operation<JumpCloud> = {
	name: 'Suspend',
	action: 'Suspend user',
	description: 'Take all access from a user, now or at a time; nothing is deleted',
	fields: [
		userField,
		...timingFields('23:59', 'For a date without a time; the end of the last day by default'),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel([
				{
					displayName: 'Cancel Scheduled Changes',
					name: 'cancelScheduled',
					type: 'boolean',
					default: false,
					description:
						'Whether suspending now also cancels what is scheduled for the user, such as an activation that would bring them back',
				},
				...targetOptions,
			]),
		},
	],
	async run(run) {
		const { context, api, item } = run;
		const timing = readTiming(context, item, new Date());
		const { cancelScheduled } = readCollection(context, 'options', item);
		return await onUser(run, async (user) => {
			const isSuspended = user.state === 'SUSPENDED';
			if (timing.kind === 'at' && !isSuspended) {
				return await schedule(api, user, { state: 'SUSPENDED', at: timing.at });
			}
			const now = isSuspended ? user : await setSuspended(context, api, user, true);
			// Somebody who is let in again until then still has to go: a planned suspension stays.
			const unwanted = timing.kind === 'at' ? 'ACTIVATED' : undefined;
			const { output } =
				cancelScheduled === true ? await cancelPending(api, user, unwanted) : NOTHING;
			if (timing.kind === 'at') return early(user, timing.at, output);
			return done(isSuspended ? 'unchanged' : 'suspended', now, output);
		});
	},
};

const NOTHING = { output: {} };

/** The date says that the user should still have access: nobody but a person can tell which is right. */
function early(user: User, at: Date, cancelled: IDataObject): IDataObject {
	const message = `The user "${user.username}" is suspended already, before ${at.toISOString()}, and stays so. If the access should last until then, use Unsuspend and run this step again.`;
	return skipped('suspended', message, { id: user.id, email: user.email }, cancelled);
}
