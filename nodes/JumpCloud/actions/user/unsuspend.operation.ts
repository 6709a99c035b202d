import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { byLabel, readCollection } from '../../../shared/parameters';
import { cancelPending, setSuspended } from '../../directory/access';
import type { JumpCloud } from '../../transport/client';
import { readUser } from '../../transport/users';
import type { User } from '../../transport/users';
import { cancelledOutput, done, skipped } from './result';
import { onJoiner, targetOptions, userField } from './target';

export const unsuspend: Operation<JumpCloud> = {
	name: 'Unsuspend',
	action: 'Unsuspend user',
	description: 'Give a suspended user the access back that they had before',
	agents: 'ifAllowed',
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
		return await onJoiner(run, async (user) => {
			if (user.state === 'SUSPENDED' && reportOnly === true) return reported(user);
			const { cancelled, cameLate } =
				cancelScheduled === true ? await cancelPending(api, user, 'SUSPENDED') : NOTHING;
			const output = cancelledOutput(cancelled);
			const latest = cameLate ? ((await readUser(api, user.id)) ?? user) : user;
			if (latest.state !== 'SUSPENDED') {
				return done(cancelled.length > 0 ? 'cancelled' : 'unchanged', latest, output);
			}
			if (reportOnly === true) return reported(latest);
			return done('unsuspended', (await setSuspended(api, latest, false)).user, output);
		});
	},
};

const NOTHING = { cancelled: [], cameLate: false };

function reported(user: User): IDataObject {
	const message = `The user "${user.username}" is suspended and stays so: Report Only is on.`;
	return skipped('suspended', message, { id: user.id, email: user.email });
}
