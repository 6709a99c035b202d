import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import {
	asWholeNumber,
	byLabel,
	readCollection,
	refuseFoundNothing,
} from '../../../shared/parameters';
import { activate as activateUser, schedule } from '../../directory/access';
import { requireMfa } from '../../directory/mfa';
import type { JumpCloud } from '../../transport/client';
import { done, schedulingOutput, skipped, skippedBefore } from './result';
import { onJoiner, targetOptions, currentUserFields } from './target';
import { mailFields, readMail, readTiming, timingFields } from './timing';

/** Nobody needs longer to set up a phone. */
const MOST_MFA_DAYS = 365;

const mfaDaysOption: INodeProperties = {
	displayName: 'Require MFA After (Days)',
	name: 'mfaDays',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: MOST_MFA_DAYS, numberPrecision: 0 },
	default: 7,
	description:
		'The user needs a second factor to log in, and has so many days to set it up. It is set before the user gets access, also for an activation at a date; who needs one already keeps the time they have. 0 leaves it as it is.',
};

export const activate: Operation<JumpCloud> = {
	name: 'Activate',
	action: 'Activate user',
	description: 'Give a staged user access, now or at a time, and choose who gets the mail',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		...timingFields('08:00', 'For a date without a time'),
		...mailFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel([mfaDaysOption, ...targetOptions]),
		},
	],
	async run(run) {
		const { context, api, item } = run;
		// Whoever was left alone before may have no date: that reason is the one to keep.
		const before = skippedBefore(context, item);
		if (before) return before;
		const timing = readTiming(context, item, new Date());
		const mail = readMail(context, item);
		const { mfaDays = 0 } = readCollection(context, 'options', item);
		const label = mfaDaysOption.displayName;
		refuseFoundNothing(context, 'options.mfaDays', label, item);
		const days = asWholeNumber(context, label, mfaDays, MOST_MFA_DAYS, item);
		return await onJoiner(run, async (user) => {
			if (user.state === 'ACTIVATED') return done('unchanged', user);
			// Somebody took the access away on purpose; giving it back is a step of its own.
			if (user.state === 'SUSPENDED') {
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
