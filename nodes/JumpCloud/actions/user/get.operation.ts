import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { readFlag } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import { simplified, simplifyField } from './result';
import { onUser, targetOptions, currentUserFields } from './target';

export const get: Operation<JumpCloud> = {
	name: 'Get',
	action: 'Get user',
	description: 'Retrieve a user with its state',
	fields: [...currentUserFields, simplifyField, optionsOf(targetOptions)],
	async run(run) {
		const simplify = readFlag(run.context, 'simplify', run.item, 'Simplify');
		return await onUser(run, async (user) => simplified(user, simplify));
	},
};
