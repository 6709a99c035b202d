import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { resendActivationMail } from '../../directory/access';
import type { JumpCloud } from '../../transport/client';
import { done, skipped } from './result';
import { onJoiner, targetOptions, currentUserFields } from './target';

export const resendActivation: Operation<JumpCloud> = {
	name: 'Resend Activation Mail',
	action: 'Resend activation mail of user',
	description:
		'Send the activation mail once more to an active user who has not set a password yet; everybody else is left alone',
	agents: 'ifAllowed',
	fields: [...currentUserFields, optionsOf(targetOptions)],
	async run(run) {
		return await onJoiner(run, async (user) => {
			const { why, user: latest } = await resendActivationMail(run.api, user);
			if (!why) return done('resent', latest);
			return skipped(why.reason, why.message, { id: user.id, email: user.email });
		});
	},
};
