import type { IDataObject } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { byLabel, readCollection } from '../../../shared/parameters';
import type { WantedUser } from '../../sync/attributes';
import { checkEmail, readEmail, readName, readText } from '../../sync/person';
import type { JumpCloud } from '../../transport/client';
import { attributeFields, readAttributes, readClearEmpty, readManager } from './attributes';
import { isGone } from './named';
import { updated } from './provision';
import { skipped, skippedBefore, withWarnings } from './result';
import { onUser, readTarget, targetOptions, currentUserFields } from './target';

export const update: Operation<JumpCloud> = {
	name: 'Update',
	action: 'Update user',
	description: 'Change attributes of a user; only what differs is sent',
	agents: 'byChange',
	fields: [
		...currentUserFields,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: byLabel([
				...attributeFields,
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'e.g. nathan@example.com',
				},
				{ displayName: 'First Name', name: 'firstname', type: 'string', default: '' },
				{ displayName: 'Last Name', name: 'lastname', type: 'string', default: '' },
			]),
		},
		optionsOf([
			{
				displayName: 'Clear Emptied Fields',
				name: 'clearEmpty',
				type: 'boolean',
				default: false,
				description: 'Whether an empty value empties the attribute; otherwise it is left as it is',
			},
			...targetOptions,
		]),
	],
	async run(run) {
		const { context, api, item } = run;
		const before = skippedBefore(context, item);
		if (before) return before;
		const { ref, person } = readTarget(run);
		const collection = readCollection(context, 'updateFields', item);
		const own = names(collection);
		const unusable = own.email ? checkEmail(own.email) : undefined;
		if (unusable)
			return skipped(unusable.reason, unusable.message, ref ? { [ref.by]: ref.value } : {});
		const wanted: WantedUser = {
			...own,
			...readAttributes(context, collection, item),
		};
		// Whoever has left needs no email, and theirs may be somebody else's by now.
		const isWithheld = wanted.email !== undefined && isGone(person);
		if (isWithheld) delete wanted.email;
		const manager = await readManager(context, api, collection.manager, item);
		if (manager.kind === 'id') wanted.manager = manager.id;
		const warnings = [
			...(manager.kind === 'missing' ? ['manager_not_found'] : []),
			...(isWithheld ? ['email_of_leaver'] : []),
		];
		// Nothing to write: nobody has to be asked.
		if (ref && warnings.length === 0 && Object.keys(wanted).length === 0) {
			return { action: 'unchanged', [ref.by]: ref.value, changed: [] };
		}
		const clearEmpty = readClearEmpty(context, item);

		const json = await onUser(run, async (user) => await updated(run, user, wanted, clearEmpty));
		return withWarnings(json, warnings);
	},
};

/** The values by which somebody is known, as the one reader reads them; what is no value is not written. */
function names({ email, firstname, lastname }: IDataObject): WantedUser {
	const given = Object.entries({ email, firstname, lastname });
	return Object.fromEntries(
		given.flatMap(([field, value]) => {
			const isEmptied = value === null || (typeof value === 'string' && readText(value) === '');
			const read = (field === 'email' ? readEmail : readName)(value);
			return isEmptied || read !== '' ? [[field, read]] : [];
		}),
	);
}
