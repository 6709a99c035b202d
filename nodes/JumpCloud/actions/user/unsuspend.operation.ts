import type { Operation } from '../../../shared/operation';
import { byLabel, readCollection } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import { targetOptions, userField } from './fields/target';
import { onUser } from './onUser';
import { done, skipped } from './result';
import { cancelPending } from './scheduling';
import { setSuspended } from './setState';

export const unsuspend: Operation<JumpCloud> = {
	name: 'Unsuspend',
	action: 'Unsuspend user',
	description: 'Give a suspended user the access back that they had before',
	fields: [
		userField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel([
				{
					displayName: 'Cancel Scheduled Suspension',
					name: 'cancelScheduled',
					type: 'boolean',
					default: false,
					description: 'Whether to also cancel a suspension that is still to come',
				},
				...targetOptions,
				{
					displayName: 'Report Only',
					name: 'reportOnly',
					type: 'boolean',
					default: false,
					description: 'Whether to leave a suspended user suspended and say so in the output',
				},
			]),
		},
	],
	async run(run) {
		const { context, api, item } = run;
		const { cancelScheduled, reportOnly } = readCollection(context, 'options', item);
		return await onUser(run, async (user) => {
			const isSuspended = user.state === 'SUSPENDED';
			if (isSuspended && reportOnly === true) {
				const message = `The user "${user.username}" is suspended and stays so: Report Only is on.`;
				return skipped('suspended', message, { id: user.id, email: user.email });
			}
			const cancelled = cancelScheduled === true ? await cancelPending(api, user, 'SUSPENDED') : {};
			const now = isSuspended ? await setSuspended(context, api, user, false) : user;
			if (isSuspended) return done('unsuspended', now, cancelled);
			return done('cancelled' in cancelled ? 'cancelled' : 'unchanged', now, cancelled);
		});
	},
};
