import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { JUMPCLOUD_TEXTS } from '../../../nodes/JumpCloud/transport/errorTexts';
import { nameOf, rowsOf } from '../../support/errorRows';
import type { Row } from '../../support/errorRows';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	byId,
	closeAll,
	inHours,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';
import { expectToSay } from './expected.support';
import { wayTo } from './spoiling.support';
import type { Place } from './spoiling.support';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

interface Step {
	resource?: string;
	operation: string;
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

/** The operation that makes each kind of call. */
const STEPS: Record<string, Step> = {
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
		place: { method: 'POST', path: /activate$/ },
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

async function spoiltRun(row: Row) {
	const step = STEPS[row.when ?? ''] ?? SUSPEND;
	const sim = await jumpCloud({
		users: [aUser(step.operation === 'activate' ? { state: 'STAGED' } : {})],
		groups: [{ name: 'Sales' }],
	});
	const credential = wayTo(row)(sim, step.place);
	return await runUser(sim, step.operation, {
		resource: step.resource,
		items: [aPerson({ id: '600', work_email: 'ada.prats@corp.example' })],
		parameters: step.parameters?.(sim) ?? onNoor(),
		credential,
		node: GOES_ON,
	});
}

const ROWS = rowsOf(JUMPCLOUD_TEXTS);

it.each(ROWS.map((row) => [nameOf(row), row] as const))(
	'JumpCloud answers %s: the item says what happened and what to do',
	async (_name, row) => {
		const { leaving } = await spoiltRun(row);
		const [item] = leaving;
		const error = expectToSay(item?.error, row, 'JumpCloud');

		expect(leaving).toHaveLength(1);
		expect(item?.json).toEqual({ error: error.message });
		expect(error.context.itemIndex).toBe(0);
	},
);

it('every kind of call that needs a permission is among them', () => {
	const needing = ROWS.filter(({ status, calls }) => status === 403 && calls);
	expect(Object.keys(STEPS).sort()).toEqual(needing.map(({ when }) => when).sort());
});

describe('of several items', () => {
	const people = ['512', '513', '514'].map((id) =>
		aPerson({ id, work_email: `p${id}@corp.example`, last_name: `Vidal${id}` }),
	);

	it('the one that is refused is named, with the parameter as the node calls it', async () => {
		const users = people.map(({ id, work_email: email }) =>
			aUser({ employeeIdentifier: String(id), email: String(email), username: `u${String(id)}` }),
		);
		const sim = await jumpCloud({ users });
		const details = [{ fieldViolationsList: [{ field: 'lastname', description: 'is too long' }] }];
		const path = new RegExp(`${sim.state.user('u513')._id}$`);
		sim.fail({ kind: 'answer', status: 400, body: { details }, method: 'PUT', path });
		const stopped = await runUser(sim, 'upsert', { items: people });

		expect(stopped.error?.message).toBe("JumpCloud does not accept 'Last Name'");
		expect(stopped.error).toMatchObject({
			context: { itemIndex: 1 },
			description: expect.stringContaining('JumpCloud said: lastname is too long'),
		});
	});

	it('all but the one that is refused leave as they should', async () => {
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '513' })] });
		sim.fail({ kind: 'status', status: 403, method: 'PUT', path: USER });
		const { leaving } = await runUser(sim, 'suspend', {
			items: people,
			parameters: { ...byEmployee('={{ $json.id }}'), options: { ifNotFound: 'skip' } },
			node: GOES_ON,
		});

		expect(leaving.map(({ error }) => error?.context?.itemIndex)).toEqual([
			...[undefined, 1, undefined],
		]);
	});
});
