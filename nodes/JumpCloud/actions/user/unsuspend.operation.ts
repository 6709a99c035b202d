import type { IDataObject } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { optionSwitch, readCollection } from '../../../shared/parameters';
import { settle } from '../../../shared/pool';
import { cancelPending, setSuspended } from '../../directory/access';
import { updateUser } from '../../directory/update';
import { stateOf } from '../../sync/users';
import type { WantedUser } from '../../sync/attributes';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/systemUser';
import { readUser } from '../../transport/users';
import {
	cancelledOutput,
	done,
	skipped,
	skippedBefore,
	unknownWarnings,
	withWarnings,
} from './result';
import { onJoiner, readTargetLink, targetOptions, currentUserFields } from './target';
import { NOT_REMEMBERED, readRememberLastDay, rememberLastDayOption } from './timing';

export const unsuspend: Operation<JumpCloud> = {
	name: 'Unsuspend',
	action: 'Unsuspend user',
	description: 'Give a suspended user the access back that they had before',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		optionsOf([
			{
				displayName: 'Cancel Scheduled Suspension',
				name: 'cancelScheduled',
				type: 'boolean',
				default: false,
				description: 'Whether to also cancel a suspension that is still to come',
			},
			rememberLastDayOption,
			...targetOptions,
			{
				displayName: 'Report Only',
				name: 'reportOnly',
				type: 'boolean',
				default: false,
				description: 'Whether to leave a suspended user suspended and say so in the output',
			},
		]),
	],
	async run(run) {
		const { context, api, item } = run;
		const before = skippedBefore(context, item);
		if (before) return before;
		const options = readCollection(context, 'options', item);
		const isOn = (name: string, label: string) => optionSwitch(context, options, name, label, item);
		const isCancelling = isOn('cancelScheduled', 'Cancel Scheduled Suspension');
		const isReporting = isOn('reportOnly', 'Report Only');
		const memory = readRememberLastDay(context, item, readTargetLink(context, item));
		// Whom IT locks from now on is not let in by a last day of before.
		const forgotten: WantedUser = memory ? { attributes: [{ name: memory, value: '' }] } : {};
		return await onJoiner(run, async (user) => {
			if (stateOf(user) === 'SUSPENDED' && isReporting) return reported(user);
			const { cancelled, cameLate, unknown } = isCancelling
				? await cancelPending(api, user, 'SUSPENDED')
				: NOTHING;
			const output = withWarnings(cancelledOutput(cancelled), unknownWarnings(unknown));
			const latest = cameLate ? ((await readUser(api, user.id)) ?? user) : user;
			if (stateOf(latest) !== 'SUSPENDED') {
				// As long as a suspension can be pending, its day is still to come.
				const { changed = [], warnings = [] } = isCancelling
					? await forget(api, latest, forgotten)
					: {};
				const isForgotten = changed.length > 0;
				const action = cancelled.length > 0 ? 'cancelled' : isForgotten ? 'updated' : 'unchanged';
				const extra = { ...output, ...(isForgotten && { changed }) };
				return withWarnings(done(action, latest, extra), warnings);
			}
			if (isReporting) return reported(latest);
			const { user: now, notRemembered } = await setSuspended(api, latest, false, forgotten);
			const warnings = notRemembered === undefined ? [] : [NOT_REMEMBERED];
			return withWarnings(done('unsuspended', now, output), warnings);
		});
	},
};

/** What was written, or what the item says instead: the access is right, whether the day can be emptied or not. */
async function forget(
	api: JumpCloud,
	user: User,
	forgotten: WantedUser,
): Promise<{ changed?: string[]; warnings?: string[] }> {
	const options = { isNote: true, clearEmpty: true };
	const outcome = await settle(updateUser(api, user, forgotten, options));
	if (!outcome.ok || outcome.value.kind !== 'written') return { warnings: [NOT_REMEMBERED] };
	return { changed: outcome.value.changed };
}

const NOTHING = { cancelled: [], cameLate: false, unknown: [] };

function reported(user: User): IDataObject {
	const message = `The user "${user.username}" is suspended and stays so: Report Only is on.`;
	return skipped('suspended', message, { id: user.id, email: user.email });
}
