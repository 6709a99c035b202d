import type { IDataObject } from 'n8n-workflow';

import { NOT_DATA } from '../../../nodes/shared/errorTexts';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { Row } from '../../support/errorRows';
import { aUser, byEmployee, byId, inHours, jumpCloud } from '../../support/jumpcloud';
import type { Place } from './spoiling.support';

interface Step {
	resource?: string;
	operation: string;
	/** of the node, besides resource and operation; the user of `aUser` unless told */
	parameters?: (sim: JumpCloudSimulator) => IDataObject;
	/** which request of the operation is spoilt */
	place: Place;
}

const NOBODY = 'e000000000000000000000ee';
const USER = /systemusers\/[0-9a-f]{24}$/;
const USERSTATES = /userstates$/;
const LATER = { when: 'at', date: inHours(48) };
const onNoor = (more: IDataObject = {}) => ({ ...byEmployee('512'), ...more });

const SUSPEND: Step = { operation: 'suspend', place: { method: 'PUT', path: USER } };

/** The kinds of calls that no operation on a user makes: only what carries a plan out, and what makes one. */
export const ONLY_IN_PLANS = {
	applied: 'to create groups',
	planned: 'to read what users are bound to',
};

export const isOnlyInPlans = ({ when }: Pick<Row, 'when'>) =>
	Object.values(ONLY_IN_PLANS).includes(when ?? '');

/** The operation that makes each kind of call. */
export const STEPS: Record<string, Step> = {
	'to read users': {
		operation: 'get',
		parameters: ({ state }) => byId(state.user('noor.vidal')._id),
		place: { method: 'GET', path: USER },
	},
	'to create users': {
		operation: 'create',
		parameters: () => ({}),
		place: { method: 'POST', path: /api\/systemusers$/ },
	},
	'to change users': SUSPEND,
	'to delete users': {
		operation: 'delete',
		parameters: () => onNoor({ confirmation: 'noor.vidal' }),
		place: { method: 'DELETE', path: USER },
	},
	'to activate users': {
		operation: 'activate',
		place: { method: 'POST', path: /state\/activate$/ },
	},
	'to send activation mails again': {
		operation: 'resendActivation',
		place: { method: 'POST', path: /reactivate$/ },
	},
	'to read scheduled changes': {
		operation: 'suspend',
		parameters: () => onNoor(LATER),
		place: { method: 'GET', path: USERSTATES },
	},
	'to schedule changes': {
		operation: 'suspend',
		parameters: () => onNoor(LATER),
		place: { method: 'POST', path: USERSTATES },
	},
	'to cancel scheduled changes': {
		resource: 'scheduledChange',
		operation: 'cancel',
		parameters: () => ({ changeId: NOBODY }),
		place: { method: 'DELETE', path: /userstates\/[^/]+$/ },
	},
	'to read groups': {
		resource: 'userGroup',
		operation: 'getAll',
		parameters: () => ({}),
		place: { method: 'GET', path: /usergroups$/ },
	},
	'to change the members of groups': {
		resource: 'userGroup',
		operation: 'addUser',
		parameters: () => onNoor({ groups: ['Sales'] }),
		place: { method: 'POST', path: /members$/ },
	},
};

const STATES: Record<string, object> = {
	activate: { state: 'STAGED' },
	resendActivation: { activated: false },
};

/** An operation that meets a row, in a directory in which it would succeed, and its parameters. */
export async function stepTo({ status, when = '' }: Row) {
	// A write that is answered with nothing is looked at, and may have been done.
	const usual = status === NOT_DATA ? (STEPS['to read scheduled changes'] ?? SUSPEND) : SUSPEND;
	const { resource = 'user', operation, parameters, place } = STEPS[when] ?? usual;
	const sim = await jumpCloud({
		users: [aUser(STATES[operation])],
		groups: [{ name: 'Sales' }],
	});
	return { sim, place, parameters: { resource, operation, ...(parameters?.(sim) ?? onNoor()) } };
}
