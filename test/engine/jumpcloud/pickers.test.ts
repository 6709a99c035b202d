import { NodeHelpers, Workflow } from 'n8n-workflow';
import type { IDataObject, INode, INodeParameters, INodeProperties } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import { listSearch, loadOptions, loadPackage } from '../../support/engine';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { company, groupsOf, idOf } from './groups.support';
import { planAndApply, planChanges } from './sync/sync.support';

afterEach(closeAll);

/** All that a saved step can hold where one thing is picked: the text of an older one, and what the editor writes. */
const SHAPES: Array<[string, (value: string) => IDataObject | string]> = [
	['typed into an older step', (value) => value],
	['an expression of an older step', () => '={{ $json.picked }}'],
	['by name', (value) => ({ __rl: true, mode: 'name', value })],
	[
		'picked from the list',
		(value) => ({ __rl: true, mode: 'list', value, cachedResultName: 'As It Is Shown' }),
	],
	['an expression by name', () => ({ __rl: true, mode: 'name', value: '={{ $json.picked }}' })],
];

const attributesOf = ({ state }: JumpCloudSimulator) =>
	Object.fromEntries(state.user('noor.vidal').attributes.map(({ name, value }) => [name, value]));

describe.each(SHAPES)('what is %s', (_shape, shaped) => {
	const noor = (about: IDataObject = {}) => aPerson({ picked: 'costUnit', ...about });
	const row = (about: IDataObject) => ({ attribute: [{ name: shaped('costUnit'), ...about }] });

	it('names the custom attribute that Update writes', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const updateFields = { customAttributes: row({ value: 'K7' }) };
		const parameters = { ...byEmployee('512'), updateFields };
		const { error } = await runUser(sim, 'update', { parameters, items: [noor()] });

		expect(words(error)).toBe('');
		expect(attributesOf(sim)).toEqual({ costUnit: 'K7' });
	});

	it('names the custom attribute that a plan keeps in step', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const attributes = row({ attribute: 'attributes', value: '={{ $json.unit }}' });
		const { planned } = await planAndApply(sim, [noor({ unit: 'K7' })], { attributes });

		expect(planned).toMatchObject([{ changes: [{ field: 'attributes.costUnit', to: 'K7' }] }]);
		expect(attributesOf(sim)).toEqual({ costUnit: 'K7' });
	});

	it.each(['upsert', 'plan'])(
		'names the attribute in which %s finds the link',
		async (operation) => {
			const attributes = [{ name: 'costUnit', value: '512' }];
			const sim = await jumpCloud({
				users: [aUser({ employeeIdentifier: '', lastname: 'Before', attributes })],
			});
			const parameters = { link: 'customAttribute', linkAttribute: shaped('costUnit') };
			const resource = operation === 'plan' ? 'sync' : 'user';
			const given = { resource, parameters, items: [noor()] };
			const { items, error } = await runUser(sim, operation, given);

			expect(words(error)).toBe('');
			expect(items).toMatchObject([{ action: operation === 'plan' ? 'update' : 'updated' }]);
		},
	);

	it('names the attributes by which Suspend finds somebody and remembers why', async () => {
		const attributes = [{ name: 'costUnit', value: '512' }];
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '', attributes })] });
		const options = {
			linkAttribute: shaped('costUnit'),
			rememberLastDay: { __rl: true, mode: 'list', value: 'hrLastDay' },
		};
		const parameters = { ...byEmployee('512'), options };
		await runUser(sim, 'suspend', { parameters, items: [noor()] });

		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(attributesOf(sim)).toEqual({ costUnit: '512', hrLastDay: expect.any(String) });
	});

	it('names the attribute that keeps a last day', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const options = { rememberLastDay: shaped('costUnit') };
		const parameters = { ...byEmployee('512'), options };
		await runUser(sim, 'suspend', { parameters, items: [noor()] });

		expect(attributesOf(sim)).toEqual({ costUnit: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
	});

	it('names the attribute that keeps a leave', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rules = { leaves: 'suspend', leaveMemory: shaped('costUnit') };
		await planAndApply(sim, [noor({ on_leave: true })], rules);

		expect(attributesOf(sim)).toEqual({ costUnit: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
	});

	it.each([
		['its name', () => 'Sales'],
		['its ID', (sim: JumpCloudSimulator) => idOf(sim, 'Sales')],
		[
			'its address in the Admin Portal',
			(sim: JumpCloudSimulator) =>
				`https://console.eu.jumpcloud.com/#/groups/user/${idOf(sim, 'Sales')}/details`,
		],
	])('means the group by %s', async (_by, of) => {
		const sim = await company();
		const picked = of(sim);
		const rule = [{ by: 'field', field: 'job_title', is: 'Closer', group: shaped(picked) }];
		const person = noor({ picked, job_title: 'Closer' });
		await planAndApply(sim, [person], { groupRules: { rule } });

		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it('means the group of an exception', async () => {
		const sim = await company();
		const exception = [{ value: 'Closers', group: shaped('Sales') }];
		const pattern = [{ by: 'team', prefix: 'Team ', exceptions: { exception } }];
		const person = noor({ picked: 'Sales', team_names: ['Closers'] });
		await planAndApply(sim, [person], { groupPatterns: { pattern } });

		expect(groupsOf(sim)).toEqual(['Sales']);
	});
});

it.each(['', { __rl: true, mode: 'list', value: '' }, { __rl: true, mode: 'name', value: '' }])(
	'an exception whose group is %j names none',
	async (group) => {
		const sim = await company({ groups: [{ name: 'Team Closers' }] });
		const exception = [{ value: 'Closers', group }];
		const pattern = [{ by: 'team', prefix: 'Team ', exceptions: { exception } }];
		const person = aPerson({ team_names: ['Closers'] });
		const { planned } = await planAndApply(sim, [person], { groupPatterns: { pattern } });

		expect([planned, groupsOf(sim)]).toEqual([[], []]);
	},
);

it.each([
	['a rule without a group', { __rl: true, mode: 'list', value: '' }],
	['a whole group in its place', '={{ { id: "1", name: "Sales" } }}'],
	['a group that does not exist', { __rl: true, mode: 'name', value: 'Sale' }],
])('%s stops the plan, and nothing is asked to change', async (_case, group) => {
	const sim = await company();
	const rule = [{ by: 'field', field: 'job_title', is: 'Closer', group }];
	const { error, items } = await planChanges(sim, [aPerson({ job_title: 'Closer' })], {
		groupRules: { rule },
	});

	expect(words(error)).toContain("'Managed Groups'");
	expect([items, sim.journal.writes()]).toEqual([[], []]);
});

describe('a day', () => {
	const END = '2098-06-30T21:59:00.000Z';

	it.each([
		['as the calendar of the panel gives it', '2098-06-30', END],
		['as n8n writes days elsewhere', '2098-06-30T00:00:00', END],
		['of the item', '={{ $json.day }}', END],
		['with a time of its own', '2098-06-30T18:00:00', '2098-06-30T16:00:00.000Z'],
		['with a time and its offset', '2098-06-30T18:00:00Z', '2098-06-30T18:00:00.000Z'],
	])('%s is when Suspend takes the access', async (_case, date, at) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...byEmployee('512'), when: 'at', date };
		const timezone = 'Europe/Madrid';
		await runUser(sim, 'suspend', { parameters, timezone, items: [{ day: '2098-06-30' }] });

		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
			at,
		]);
	});

	it.each(['', '=', '= ', null])(
		'whose field is emptied to %j is not known to the source: nobody comes back',
		async (lastDay) => {
			const attributes = [{ name: 'hrLastDay', value: '2020-01-31' }];
			const out = { state: 'SUSPENDED' as const, suspended: true, attributes };
			const sim = await jumpCloud({ users: [aUser(out)] });
			const options = { rememberLastDay: 'hrLastDay' };
			const person = aPerson();
			delete person.terminated_on;
			const { items } = await planChanges(sim, [person], { lastDay, options });

			expect(items.filter(({ action }) => action === 'unsuspend')).toEqual([]);
		},
	);
});

const editor = (sim: JumpCloudSimulator) => ({
	nodes: [{ name: 'JumpCloud', type: 'jumpCloud' }],
	credentials: { jumpCloudApi: sim.credential },
});

describe('the list of custom attributes', () => {
	const having = (n: number, ...names: string[]) => ({
		...{ username: `person${n}`, email: `person${n}@corp.example` },
		attributes: names.map((name) => ({ name, value: '1' })),
	});

	it('has every name once that users have, in order', async () => {
		const users = [having(1, 'hrLastDay', 'costUnit'), having(2, 'costUnit'), having(3)];
		const { results, paginationToken } = await listSearch(
			editor(await jumpCloud({ users })),
			'searchAttributes',
		);

		expect(results).toEqual([
			{ name: 'costUnit', value: 'costUnit' },
			{ name: 'hrLastDay', value: 'hrLastDay' },
		]);
		expect(paginationToken).toBeUndefined();
	});

	it('is searched in any letter case', async () => {
		const sim = await jumpCloud({ users: [having(1, 'hrLastDay', 'costUnit')] });
		const { results } = await listSearch(editor(sim), 'searchAttributes', 'LAST');
		expect(results.map(({ value }) => value)).toEqual(['hrLastDay']);
	});

	it('is made of the first 500 users, however many there are', async () => {
		const users = Array.from({ length: 620 }, (_, n) => having(n, `a${Math.floor(n / 100)}`));
		const sim = await jumpCloud({ users });
		const { results } = await listSearch(editor(sim), 'searchAttributes');

		expect(results.map(({ value }) => value)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
		expect(calls(sim)).toEqual(Array.from({ length: 5 }, () => 'search'));
		const asked = sim.journal.all().map(({ body }) => (body as IDataObject).fields);
		expect(new Set(asked)).toEqual(new Set(['_id username attributes']));
	});

	it('is empty where nobody has any', async () => {
		const sim = await jumpCloud({ users: [having(1)] });
		expect((await listSearch(editor(sim), 'searchAttributes')).results).toEqual([]);
	});
});

describe('the list of single groups', () => {
	it('leads to each in the Admin Portal, and marks those that JumpCloud computes', async () => {
		const sim = await company();
		const { results } = await listSearch(editor(sim), 'searchGroups');
		const urlOf = (name: string) => `${sim.url}/#/groups/user/${idOf(sim, name)}/details`;

		expect(results).toEqual([
			{
				...{ name: 'Everybody (computed by JumpCloud)', value: idOf(sim, 'Everybody') },
				url: urlOf('Everybody'),
			},
			{ name: 'Finance', value: idOf(sim, 'Finance'), url: urlOf('Finance') },
			{ name: 'Sales', value: idOf(sim, 'Sales'), url: urlOf('Sales') },
		]);
	});

	it('is searched by a part of the name', async () => {
		const { results } = await listSearch(editor(await company()), 'searchGroups', 'NAN');
		expect(results.map(({ name }) => name)).toEqual(['Finance']);
	});
});

describe('the list of time zones', () => {
	it('begins with that of the workflow, needs nobody to be asked, and has only zones that count', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const [first, ...zones] = await loadOptions(editor(sim), 'getTimeZones');

		expect(first).toEqual({ name: 'Time Zone of the Workflow', value: '' });
		expect(calls(sim)).toEqual([]);
		const values = zones.map(({ value }) => String(value));
		expect(values).toEqual(expect.arrayContaining(['Europe/Madrid', 'Asia/Kolkata', 'UTC']));
		expect(new Set(values).size).toBe(values.length);
		expect(() =>
			values.map((timeZone) => new Intl.DateTimeFormat('en', { timeZone })),
		).not.toThrow();
	});

	it.each([
		['of the list', 'Asia/Kolkata', {}],
		['that is in no list', 'Asia/Calcutta', {}],
		['of the item', '={{ $json.zone }}', { zone: 'Asia/Kolkata' }],
	])('a zone %s is the one in which the day ends', async (_case, timeZone, item) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...byEmployee('512'), when: 'at', date: '2098-06-30', timeZone };
		await runUser(sim, 'suspend', { parameters, items: [item] });

		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
			'2098-06-30T18:29:00.000Z',
		]);
	});
});

/** The node as n8n's editor knows it, with what is saved in one step of it. */
async function saved(parameters: INodeParameters) {
	const { type } = (await loadPackage()).getNode('jumpCloud');
	if ('nodeVersions' in type) throw new Error('the node has versions');
	const node: INode = {
		...{ id: '1', name: 'JumpCloud', type: 'test.jumpCloud', typeVersion: 2 },
		...{ position: [0, 0], parameters },
	};
	return { node, type, description: type.description };
}

it.each([
	['texts of an older step', (value: string) => value],
	['locators', (value: string) => ({ __rl: true, mode: 'name', value })],
])('%s are no issue to n8n', async (_shape, shaped) => {
	const steps: INodeParameters[] = [
		{
			...{ resource: 'user', operation: 'suspend', when: 'at', date: '2098-06-30T18:00:00Z' },
			...{ user: shaped('512'), timeZone: 'Asia/Calcutta' },
			options: { linkAttribute: shaped('factorialId'), rememberLastDay: shaped('hrLastDay') },
		},
		{
			...{ resource: 'sync', operation: 'plan', timeZone: 'Europe/Madrid' },
			...{ link: 'customAttribute', linkAttribute: shaped('factorialId') },
			...{ leaves: 'suspend', leaveMemory: shaped('hrLeave') },
			attributes: { attribute: [{ attribute: 'attributes', name: shaped('costUnit') }] },
			groupRules: { rule: [{ by: 'team', is: 'Sales', group: shaped('Sales') }] },
		},
	];
	for (const parameters of steps) {
		const { node, description } = await saved(parameters);
		const { properties } = description;
		const whole = NodeHelpers.getNodeParameters(
			properties,
			parameters,
			true,
			false,
			node,
			description,
		);
		node.parameters = whole ?? {};
		expect(NodeHelpers.getNodeParametersIssues(properties, node, description)).toBeNull();
	}
});

it('no field has n8n try an expression before a run, against a clock that a busy machine misses', async () => {
	const { description } = await saved({ resource: 'sync', operation: 'plan' });
	expect(JSON.stringify(description.properties)).not.toContain('"validation"');
});

describe('a closed row of a collection', () => {
	const byName = (value: string) => ({ __rl: true, mode: 'name', value });

	/** What n8n's editor writes over a row. */
	async function titleOf(operation: string, path: string, value: IDataObject) {
		const { node, type, description } = await saved({});
		const [top = '', ...inner] = path.split('.');
		const found = inner.reduce<INodeProperties | undefined>(
			(outer, name) =>
				(outer?.options ?? [])
					.flatMap((option) => ('values' in option ? option.values : [option as INodeProperties]))
					.find((one) => one.name === name),
			description.properties.find(
				({ name, displayOptions }) =>
					name === top && displayOptions?.show?.operation?.includes(operation) === true,
			),
		);
		const [option] = found?.options ?? [];
		const properties = option && 'values' in option ? option.values : [];
		const workflow = new Workflow({
			...{ nodes: [node], connections: {}, active: false },
			nodeTypes: {
				getByName: () => type,
				getByNameAndVersion: () => type,
				getKnownTypes: () => ({}),
			},
		});
		const title = found?.typeOptions?.fixedCollection?.itemTitle ?? '';
		const keys = { $collection: { item: { value, index: 0, properties } } };
		return workflow.expression.getSimpleParameterValue(node, title, 'internal', keys as never);
	}

	it.each([
		['update', 'updateFields.customAttributes', { name: 'costUnit' }, 'costUnit'],
		['update', 'updateFields.customAttributes', { name: byName('costUnit') }, 'costUnit'],
		['update', 'updateFields.phoneNumbers', { type: 'work_fax' }, 'Work Fax'],
		['plan', 'attributes', { attribute: 'jobTitle', name: byName('') }, 'Job Title'],
		['plan', 'attributes', { attribute: 'attributes', name: byName('costUnit') }, 'costUnit'],
		['plan', 'attributes', { attribute: 'phoneNumbers', phoneType: 'home' }, 'Phone Number Home'],
		['plan', 'groupRules', { is: 'Closer', group: '64f0c0ffee00000000000001' }, 'Closer'],
		['plan', 'groupRules', { is: 'Closer', group: byName('Sales') }, 'Closer → Sales'],
		[
			...(['plan', 'groupRules'] as const),
			{ is: 'Closer', group: { ...byName('1'), cachedResultName: 'Sales' } },
			'Closer → Sales',
		],
		['plan', 'groupPatterns', { by: 'team', prefix: 'Team ', field: '' }, 'Team  Team'],
		['plan', 'groupPatterns.exceptions', { value: 'Board', group: byName('') }, 'Board'],
		[
			...(['plan', 'scope.onlyWho'] as const),
			{ by: 'field', field: 'country', operator: 'isNot', values: ['ES', 'PT'] },
			'country is not ES, PT',
		],
		['plan', 'scope.notWho', { by: 'jobTitle', operator: 'isEmpty' }, 'Job Title is empty'],
	])('of %s, %s with %j is called %j', async (operation, path, value, title) => {
		expect(await titleOf(operation, path, value as IDataObject)).toBe(title);
	});
});
