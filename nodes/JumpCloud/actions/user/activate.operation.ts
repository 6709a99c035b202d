import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { activate as activateUser, schedule } from '../../directory/access';
import { requireMfa } from '../../directory/mfa';
import { stateOf } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { done, schedulingOutput, skipped, skippedBefore } from './result';
import { currentUserFields, onJoiner, targetOptions } from './target';
import {
	mailFields,
	mfaDaysOption,
	readMail,
	readMfaDays,
	readTiming,
	timingFields,
} from './timing';

export const activate: Operation<JumpCloud> = {
	name: 'Activate',
	action: 'Activate user',
	description: 'Give a staged user access, now or at a time, and choose who gets the mail',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		...timingFields('08:00', 'For a date without a time'),
		...mailFields,
		optionsOf([mfaDaysOption, ...targetOptions]),
	],
	async run(run) {
		const { context, api, item } = run;
		// Whoever was left alone before may have no date: that reason is the one to keep.
		const before = skippedBefore(context, item);
		if (before) return before;
		const timing = readTiming(context, item, new Date());
		const mail = readMail(context, item);
		const days = readMfaDays(context, item);
		return await onJoiner(run, async (user) => {
			const state = stateOf(user);
			if (state === 'ACTIVATED') return done('unchanged', user);
			// Somebody took the access away on purpose; giving it back is a step of its own.
			if (state === 'SUSPENDED') {
				const message = `The user "${user.username}" is suspended, and activating is for staged users. Use Unsuspend if the access should come back.`;
				return skipped('suspended', message, { id: user.id, email: user.email });
			}
			const isNew = days > 0 && (await requireMfa(api, user, days));
			const changed = isNew ? { changed: ['mfa'] } : {};
			if (timing.kind === 'at') {
				const wanted = { state: 'ACTIVATED' as const, at: timing.at, mail };
				const outcome = await schedule(api, user, wanted, timing.clock);
				return { ...schedulingOutput(user, outcome), ...changed };
			}
			return done('activated', await activateUser(api, user, mail), changed);
		});
	},
};
