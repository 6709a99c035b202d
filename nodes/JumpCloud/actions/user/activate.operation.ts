import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { activateUser } from '../../transport/schedules';
import { mailFields, readMail } from './fields/mail';
import { targetOptions, userField } from './fields/target';
import { readTiming, timingFields } from './fields/timing';
import { onUser } from './onUser';
import { done, skipped } from './result';
import { schedule } from './scheduling';

export const activate: Operation<JumpCloud> = {
	name: 'Activate',
	action: 'Activate user',
	description: 'Give a staged user access, now or at a time, and choose who gets the mail',
	fields: [
		userField,
		...timingFields('08:00', 'For a date without a time'),
		...mailFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: targetOptions,
		},
	],
	async run(run) {
		const { context, api, item } = run;
		const timing = readTiming(context, item, new Date());
		const mail = readMail(context, item);
		return await onUser(run, async (user) => {
			if (user.state === 'ACTIVATED') return done('unchanged', user);
			// Somebody took the access away on purpose; giving it back is a step of its own.
			if (user.state === 'SUSPENDED') {
				const message = `The user "${user.username}" is suspended, and activating is for staged users. Use Unsuspend if the access should come back.`;
				return skipped('suspended', message, { id: user.id, email: user.email });
			}
			if (timing.kind === 'at') {
				return await schedule(api, user, { state: 'ACTIVATED', at: timing.at }, mail);
			}
			await activateUser(api, user.id, mail);
			return done('activated', { ...user, state: 'ACTIVATED' });
		});
	},
};
