import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';

import { DateTime } from 'luxon';
import type { IConnections, INode, INodeTypeDescription } from 'n8n-workflow';

import manifest from '../../package.json';
import { evaluated } from '../support/credentials';
import { choicesOf, descriptions, everyParameter } from '../support/descriptions';

const FOLDER = path.resolve(__dirname, '../../workflows');
const templates = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

interface Template {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: object;
	active: boolean;
}

const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

let known: Record<string, INodeTypeDescription>;

beforeAll(async () => {
	known = await descriptions();
});

describe.each(templates)('%s', (file) => {
	const template = JSON.parse(read(file)) as Template;
	const ours = template.nodes.filter(({ type }) => type.startsWith(`${manifest.name}.`));

	it('imports switched off, with ids, and without anything of somebody’s own', () => {
		expect(template.active).toBe(false);
		expect(template.settings).toMatchObject({ executionOrder: 'v1' });
		const ids = template.nodes.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(read(file)).not.toMatch(/"credentials"|instanceId|staticData|@(?!n8n)[\w-]+\.\w+/);
	});

	it('connects steps that exist', () => {
		const names = template.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const targets = Object.values(template.connections).flatMap(({ main }) =>
			(main ?? []).flatMap((to) => (to ?? []).map(({ node }) => node)),
		);
		expect(names).toEqual(
			expect.arrayContaining([...Object.keys(template.connections), ...targets]),
		);
	});

	it('uses operations and parameters that exist', () => {
		const isAlert = template.nodes.some(({ type }) => type === 'n8n-nodes-base.errorTrigger');
		expect(ours.length > 0 || isAlert).toBe(true);
		for (const { type, name, parameters } of ours) {
			const description = known[type.slice(manifest.name.length + 1)];
			if (!description) throw new Error(`${name} has the unknown type ${type}`);
			const shown = description.properties.filter(({ displayOptions }) =>
				Object.entries(displayOptions?.show ?? {}).every(
					([key, values]) =>
						!['resource', 'operation'].includes(key) ||
						(values ?? []).includes(parameters[key] as string),
				),
			);
			for (const [parameter, value] of Object.entries(parameters)) {
				const property = shown.find((candidate) => candidate.name === parameter);
				expect([name, parameter, property?.name]).toEqual([name, parameter, parameter]);
				const choices = property ? choicesOf(property).map((choice) => choice.value) : [];
				const isComputed = typeof value === 'string' && value.startsWith('=');
				if (!isComputed && ['options', 'multiOptions'].includes(property?.type ?? '')) {
					expect([name, choices]).toEqual([
						name,
						expect.arrayContaining([value].flat() as string[]),
					]);
				}
				if (property?.type !== 'collection') continue;
				const inside = everyParameter([property]).map((entry) => entry.path);
				for (const key of Object.keys(value as object)) {
					expect(inside).toContain(`${parameter}.${key}`);
				}
			}
		}
	});

	it('has the newest version of each step of ours', () => {
		const newest = ({ type }: INode) =>
			Math.max(...[known[type.split('.')[1] ?? '']?.version ?? NaN].flat());
		expect(ours.map(({ name, typeVersion }) => [name, typeVersion])).toEqual(
			ours.map((node) => [node.name, newest(node)]),
		);
	});

	it('gives every step an address that survives a rename where n8n would give it one', () => {
		// A mail can ask for an answer, so it has one as well.
		const others = ['emailSend', 'form', 'formTrigger', 'wait'].map((n) => `n8n-nodes-base.${n}`);
		const reached = template.nodes.filter(
			(node) => others.includes(node.type) || (ours.includes(node) && /Trigger$/.test(node.type)),
		);
		for (const { name, webhookId } of reached) {
			expect([name, webhookId]).toEqual([name, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
		}
	});

	it('keeps its steps and its notes apart', () => {
		const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
		const boxes = template.nodes.map((node) => {
			const [left, top] = node.position;
			if (isNote(node)) {
				const { width, height } = node.parameters;
				return { node, left, top, right: left + Number(width), bottom: top + Number(height) };
			}
			// Its name stands below it, in the middle, and is broken when it is long.
			const overhang = Math.max(0, (Math.min(node.name.length, 20) * 7.5 - 96) / 2);
			const bottom = top + 96 + 24 * Math.ceil(node.name.length / 22);
			return { node, left: left - overhang, top, right: left + 96 + overhang, bottom };
		});
		const overlapping = boxes.flatMap((one, index) =>
			boxes
				.slice(index + 1)
				.filter((other) => isNote(one.node) === isNote(other.node))
				.filter(({ left, right }) => left < one.right && one.left < right)
				.filter(({ top, bottom }) => top < one.bottom && one.top < bottom)
				.map((other) => `${one.node.name}, ${other.node.name}`),
		);
		expect(overlapping).toEqual([]);
	});

	it('explains itself: a yellow note about the whole, and notes at the steps', () => {
		const notes = template.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.filter(({ parameters }) => parameters.color === 1)).toHaveLength(1);
		expect(notes.length).toBeGreaterThan(1);
	});
});

/** What may differ between plans: who the input is, how much may change, and what is shown of it. */
const SCOPE = ['people', 'absent', 'guard', 'whenGuarded'];
/** What only a template that lets people in has a say about. */
const LETTING_IN = ['activationTime', 'mailAddress', 'sendEmailTo', 'timeZone'];
const SHOWN = ['includeUnchanged', 'report', 'summaryItem'];

/** The parameters of every *Plan Changes* step, without those that say whom and how much. */
const plans = templates.flatMap((file) => {
	const { nodes } = JSON.parse(read(file)) as Template;
	const steps = nodes.filter(
		({ parameters }) => parameters.resource === 'sync' && parameters.operation === 'plan',
	);
	return steps.map(({ name, parameters }) => {
		const { options, ...fields } = parameters as Record<string, unknown>;
		const rules = { ...fields, ...prefixed('options', options) };
		const left = Object.entries(rules).filter(
			([key]) => !SCOPE.includes(key) && !SHOWN.includes(key.replace('options.', '')),
		);
		return { step: `${file}: ${name}`, rules: Object.fromEntries(left) };
	});
});

function prefixed(name: string, collection: unknown): Record<string, unknown> {
	const entries = Object.entries((collection ?? {}) as Record<string, unknown>);
	return Object.fromEntries(entries.map(([key, value]) => [`${name}.${key}`, value]));
}

describe('an event and the night decide alike', () => {
	it.each([
		'joiner-mover-leaver.json: Plan',
		'joiner-mover-leaver.json: Plan Again, With Witnesses',
		'preview-and-backfill.json: Plan',
	])('%s has the parameters of the nightly plan', (step) => {
		const rulesOf = (name: string) => plans.find((plan) => plan.step === name)?.rules;
		expect(rulesOf(step)).toEqual(rulesOf('nightly-reconcile.json: Plan'));
	});

	it.each(['Plan', 'Plan Again, With Witnesses', 'Plan the Activation'])(
		'joiner-with-approval.json: %s differs from it in who lets somebody in, and when, only',
		(step) => {
			const rulesOf = (name: string) => plans.find((plan) => plan.step === name)?.rules ?? {};
			const { activation, ...rules } = rulesOf(`joiner-with-approval.json: ${step}`);
			const ofTheNight = Object.keys(rules).filter((key) => !LETTING_IN.includes(key));
			expect(activation).toBe(step === 'Plan the Activation' ? 'firstDay' : 'keepPlanned');
			expect(Object.fromEntries(ofTheNight.map((key) => [key, rules[key]]))).toEqual(
				rulesOf('nightly-reconcile.json: Plan'),
			);
		},
	);

	it('from records that hold the same', () => {
		const read = (file: string, name: string) =>
			(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Template).nodes.find(
				(node) => node.name === name,
			)?.parameters.include;
		const everybody = read('nightly-reconcile.json', 'Everybody in Factorial');
		expect(everybody).toContain('contract');
		expect(read('preview-and-backfill.json', 'Everybody in Factorial')).toEqual(everybody);
		expect(read('joiner-mover-leaver.json', 'Read Employee')).toEqual(everybody);
		expect(read('joiner-with-approval.json', 'Read Employee')).toEqual(everybody);
		expect(read('joiner-with-approval.json', 'Read Employee Again')).toEqual(everybody);
	});
});

describe('the main template', () => {
	const { nodes, connections } = JSON.parse(read('joiner-mover-leaver.json')) as Template;
	const targets = (name: string) =>
		(connections[name]?.main ?? []).map((to) => (to ?? []).map(({ node }) => node));

	it('fans out in words that an admin knows, and brings every branch to the one Apply', () => {
		const { rules, options } = nodes.find(({ name }) => name === 'What Happens')?.parameters as {
			rules: { values: Array<{ outputKey: string }> };
			options: { renameFallbackOutput: string };
		};
		const branches = [
			...rules.values.map(({ outputKey }) => outputKey),
			options.renameFallbackOutput,
		];
		expect(branches).toEqual(['Joins', 'Changes', 'Leaves', 'Comes Back', 'Needs a Look']);
		const places = targets('What Happens').flat();
		expect(places).toHaveLength(branches.length);
		for (const place of places) expect(targets(place)).toEqual([['All Together']]);
		const inputs = nodes.find(({ name }) => name === 'All Together')?.parameters.numberInputs;
		expect(inputs).toBe(branches.length);
		expect(targets('All Together')).toEqual([['Without the Left Out']]);
		expect(targets('Without the Left Out')).toEqual([['Apply Changes']]);
	});

	it('ends as failed at the step that does the work, so that n8n’s Retry repeats it', () => {
		const types = nodes.map(({ type }) => type);
		expect(types).not.toContain('n8n-nodes-base.stopAndError');
		expect(targets('What Failed')).toEqual([['Apply Changes']]);
	});

	it('has told everybody what was done before it repeats what failed, which may end the run', () => {
		const height = (name: string) => nodes.find((node) => node.name === name)?.position[1] ?? NaN;
		const branches = targets('Apply Changes').flat();
		expect(branches.at(-1)).toBe('Only Failures');
		expect(branches).toEqual(branches.toSorted((one, other) => height(one) - height(other)));
	});
});

describe.each(['joiner-mover-leaver.json', 'joiner-with-approval.json'])('%s', (file) => {
	const { nodes } = JSON.parse(read(file)) as Template;
	const step = (name: string) => nodes.find((node) => node.name === name);

	it.each([
		[
			'the access has ended',
			{ result: 'applied', action: 'suspend', plannedReason: 'terminated' },
			true,
		],
		[
			'it is going to end',
			{ result: 'applied', action: 'schedule', plannedReason: 'last_day' },
			true,
		],
		[
			'it has not, after all',
			{ result: 'refused', action: 'suspend', plannedReason: 'inactive' },
			false,
		],
		[
			'somebody is on leave',
			{ result: 'applied', action: 'suspend', plannedReason: 'on_leave' },
			false,
		],
		[
			'somebody begins',
			{ result: 'applied', action: 'schedule', plannedReason: 'first_day' },
			false,
		],
		[
			'a leave ends for good, so that the last day is why they are out',
			{
				...{ result: 'applied', action: 'update', plannedReason: 'terminated' },
				changes: [
					{ field: 'attributes.hrLastDay', from: null, to: '2026-11-30' },
					{ field: 'attributes.hrLeave', from: '2026-09-01', to: null },
				],
			},
			true,
		],
		[
			'whoever is out loses groups as well',
			{
				...{ result: 'applied', action: 'update', plannedReason: 'terminated' },
				changes: [{ field: 'groups.Sales', from: true, to: false }],
			},
			false,
		],
		[
			'somebody else had locked them before',
			{
				...{ result: 'applied', action: 'update', plannedReason: 'terminated' },
				changes: [{ field: 'attributes.hrLastDay', from: '2026-11-30', to: null }],
			},
			false,
		],
	])('tells the manager, or not: %s', (_, item, isTold) => {
		const { conditions } = step('Loses Access for Good')?.parameters.conditions as {
			conditions: Array<{ leftValue: string }>;
		};
		// The helper evaluates without items, so the item has another name here.
		const expression = conditions[0]?.leftValue.replaceAll('$json', '$credentials') ?? '';
		expect(evaluated(expression, { $credentials: item })).toBe(String(isTold));
	});

	it('tells only when an admin has switched it on, and no reason of HR’s', () => {
		expect(step('Tell the Manager')).toMatchObject({
			disabled: true,
			onError: 'continueRegularOutput',
		});
		expect(JSON.stringify(step('Message to the Manager')?.parameters)).not.toMatch(/reason/i);
	});
});

describe('the nightly template', () => {
	const { nodes, connections } = JSON.parse(read('nightly-reconcile.json')) as Template;
	const step = (name: string) => nodes.find((node) => node.name === name);
	const targets = (name: string) => (connections[name]?.main?.[0] ?? []).map(({ node }) => node);

	it('expects all events that the main template hears of, so that a missing one is reported', () => {
		const main = JSON.parse(read('joiner-mover-leaver.json')) as Template;
		const events = main.nodes.find(({ name }) => name === 'Factorial Trigger')?.parameters.events;
		expect(step('Repair Subscriptions')?.parameters.expectedEvents).toEqual(events);
	});

	it('and the guide names those that only another template hears of', () => {
		const other = JSON.parse(read('joiner-with-approval.json')) as Template;
		const events = other.nodes.find(({ name }) => name === 'Factorial Trigger')?.parameters.events;
		const expected = step('Repair Subscriptions')?.parameters.expectedEvents as string[];
		const more = (events as string[]).filter((event) => !expected.includes(event));
		const [, guide = ''] = read('README.md').split('## nightly-reconcile.json');
		expect(more).not.toEqual([]);
		for (const event of more) expect(guide).toContain(`\`${event}\``);
	});

	it('ends as failed at the step that does the work, and after the report: n8n takes the upper branch first', () => {
		expect(nodes.map(({ type }) => type)).not.toContain('n8n-nodes-base.stopAndError');
		expect(targets('What Failed')).toEqual(['Apply']);
		expect(targets('Apply')).toEqual([
			...['Write the Report', 'Lines for the Record', 'Only Failures'],
		]);
		const height = (name: string) => step(name)?.position[1] ?? NaN;
		const heights = targets('Apply').map(height);
		expect(heights).toEqual(heights.toSorted((one, other) => one - other));
	});
});

it('whoever was left out is the same for all templates, also without an ID, and nobody else is', () => {
	const codes = templates
		.flatMap((name) => {
			const { nodes } = JSON.parse(read(name)) as Template;
			return nodes.map(({ parameters }) => String(parameters.jsCode));
		})
		.flatMap((code) => /^const keyOf = .*?^};$/ms.exec(code)?.[0] ?? [])
		.filter((code) => /const kind =/.test(code));
	expect(codes.length).toBeGreaterThan(3);
	const changes = [{ field: 'scheduled.SUSPENDED', to: '2098-01-01T00:00:00Z' }];
	const asked = [
		{ action: 'create', person: { employeeId: '7', email: 'ana@corp.example' }, user: null },
		{ action: 'suspend', person: null, user: { id: 'u1' } },
		{ action: 'create', person: { employeeId: '', email: 'bo@corp.example' }, user: null },
		{ action: 'create', person: { email: '', firstName: 'Cy', lastName: 'Berg' }, user: null },
		{ action: 'create', person: { email: '', firstName: 'Di', lastName: 'Berg' }, user: null },
		{ action: 'schedule', person: { employeeId: '7' }, user: { id: 'u2' }, changes },
	];
	for (const code of codes) {
		const keyOf = compileFunction(`${code}\nreturn keyOf;`)() as (item: object) => string;
		expect(asked.map(keyOf)).toEqual([
			...['7 create', 'u1 suspend', 'bo@corp.example create'],
			...['Cy Berg create', 'Di Berg create', '7 suspend'],
		]);
	}
});

describe('the form of the preview', () => {
	const { nodes } = JSON.parse(read('preview-and-backfill.json')) as Template;
	const code = String(nodes.find(({ name }) => name === 'Ask for Approval')?.parameters.jsCode);

	interface Field {
		fieldLabel?: string;
		html?: string;
		fieldOptions?: { values: Array<{ option: string }> };
	}
	/** The fields of the form for these items and the report about them. */
	const formOf = (planned: object[], report: object): Field[] => {
		const given: Record<string, object[]> = { 'Begin Here': [{}], Plan: [...planned, report] };
		const run = compileFunction(code, ['$', '$execution']) as (...of: unknown[]) => Array<{
			json: { formFields: string };
		}>;
		const step = (name: string) => {
			const items = (given[name] ?? []).map((json) => ({ json }));
			return { all: () => items, first: () => items[0] };
		};
		const [item] = run(step, {});
		return JSON.parse(item?.json.formFields ?? '[]') as Field[];
	};

	it('names everybody whom the report does not list, and lets them be left out together', () => {
		const people = ['Ana', 'Bo', 'Cy <b>'].map((firstName, n) => ({
			...{ employeeId: String(n), firstName, lastName: 'Berg', email: `p${n}@corp.example` },
		}));
		const planned = people.map((person) => ({ action: 'create', person, changes: [] }));
		const part = { what: 'Gets an account', why: 'New in HR.', isNew: true, changes: [], note: '' };
		const line = { who: 'Ana Berg', email: 'p0@corp.example', items: [0], parts: [part] };
		const section = { effect: 'made', title: 'New accounts', note: '', count: 3, items: [0, 1, 2] };
		const report = { action: 'report', title: 'Plan', sections: [{ ...section, lines: [line] }] };
		const fields = formOf(planned, report);

		const told = fields.map(({ html }) => html ?? '').join('');
		expect(told).toContain(
			'<b>And 2 more:</b> Bo Berg, p1@corp.example; Cy &lt;b&gt; Berg, p2@corp.example.',
		);
		expect(fields.map(({ fieldLabel }) => fieldLabel)).toContain('Leave out all of a kind');
	});

	it('names each of those who have no ID, and groups of nobody', () => {
		const nameless = ['Ana', 'Bo', 'Cy'].map((firstName) => ({
			action: 'create',
			person: { employeeId: '', firstName, lastName: 'Berg', email: '' },
			changes: [],
		}));
		const groups = ['Team A', 'Team B'].map((group) => ({
			...{ action: 'skip', changes: [], person: null, user: null, group },
		}));
		const section = { note: '', lines: [] };
		const fields = formOf([...nameless, ...groups], {
			...{ action: 'report', title: 'Plan' },
			sections: [
				{ ...section, effect: 'made', title: 'New accounts', count: 3, items: [0, 1, 2] },
				{ ...section, effect: 'look', title: 'Left to a person', count: 2, items: [3, 4] },
			],
		});
		const told = fields.map(({ html }) => html ?? '').join('');
		expect(told).toContain('<b>And 3 more:</b> Ana Berg; Bo Berg; Cy Berg.');
		expect(told).toContain('<b>And 2 more:</b> Team A; Team B.');
	});

	it('names those who are left to a person as well, however many there are', () => {
		const planned = Array.from({ length: 120 }, (_, n) => ({
			...{ action: 'skip', changes: [] },
			person: { employeeId: `${n}`, firstName: `P${n}`, lastName: 'Berg', email: '' },
		}));
		const lines = planned.map((_, n) => ({
			...{ who: `P${n} Berg`, email: '', items: [n], parts: [{ why: 'No email.' }] },
		}));
		const section = { effect: 'look', title: 'Left to a person', note: '', count: 120, lines };
		const items = planned.map((_, n) => n);
		const fields = formOf(planned, {
			...{ action: 'report', title: 'Plan', sections: [{ ...section, items }] },
		});
		expect(fields.map(({ html }) => html ?? '').join('')).toMatch(
			/<b>And 20 more:<\/b> P100 Berg; .*P119 Berg\./,
		);
	});

	it('tells whoever decides what a change has to say besides, below what changes', () => {
		const part = {
			...{ what: 'The account is changed', why: 'The last day is over.', isNew: false },
			changes: [{ field: 'group Sales', from: 'in it', to: 'not in it' }],
			note: 'The user stays in "All <b>": JumpCloud computes the members by itself.',
		};
		const line = { who: 'Kai Berg', email: 'kai@corp.example', items: [0], parts: [part] };
		const section = { effect: 'changed', title: 'Changed', note: '', count: 1, items: [0] };
		const report = { action: 'report', title: 'Plan', sections: [{ ...section, lines: [line] }] };
		const planned = [{ action: 'update', person: { employeeId: '7' }, changes: [] }];
		const fields = formOf(planned, report);
		const [choice] = fields.flatMap(({ fieldOptions }) => fieldOptions?.values ?? []);
		expect(choice?.option.split('\n').slice(1)).toEqual([
			...['The account is changed. The last day is over.', 'group Sales: in it → not in it'],
			part.note,
		]);
	});
});

describe('the report of the night, in a chat', () => {
	const { nodes } = JSON.parse(read('nightly-reconcile.json')) as Template;
	const code = String(nodes.find(({ name }) => name === 'Write the Report')?.parameters.jsCode);

	it('calls nobody and links nowhere, whatever names hold', () => {
		const person = { firstName: '<!channel> @here', lastName: '[x](https://evil.example)' };
		const item = {
			...{ action: 'skip', reason: 'suspended', message: 'See bo@corp.example.' },
			person: { employeeId: '7', email: '', ...person },
		};
		const names = ['$input', '$execution', '$getWorkflowStaticData', '$runIndex', '$', '$now'];
		const run = compileFunction(code, [...names, 'DateTime']) as (...of: unknown[]) => Array<{
			json: { text: string };
		}>;
		const items = (of: object[]) => ({ all: () => of.map((json) => ({ json })) });
		const now = DateTime.fromISO('2026-11-30T02:00:00');
		const [report] = run(
			...[items([item]), { mode: 'manual' }, () => ({}), 0, () => items([]), now, DateTime],
		);
		const text = report?.json.text ?? '';
		expect(text).toContain('‹!channel› ＠here [x］(https:∕∕evil.example)');
		expect(text).toContain('bo@corp.example');
		expect(text).not.toMatch(/<!|@here|\]\(|:\/\//);
	});
});

describe('the day on which a credential expires, as an admin has noted it', () => {
	const { nodes } = JSON.parse(read('nightly-reconcile.json')) as Template;
	const code = String(nodes.find(({ name }) => name === 'Write the Report')?.parameters.jsCode);
	const NOW = DateTime.fromISO('2026-11-30T02:00:00', { zone: 'Europe/Madrid' });

	/** What the nightly report says on a day, and remembers. */
	const reportOn = (day: string, memory: object = {}, now = NOW) => {
		const noted = code.replace("'The JumpCloud API key': ''", `'The key': '${day}'`);
		const names = [
			'$input',
			'$execution',
			'$getWorkflowStaticData',
			'$runIndex',
			'$',
			'$now',
			'DateTime',
		];
		const run = compileFunction(noted, names) as (...given: unknown[]) => Array<{
			json: { credentials: string[] };
		}>;
		const none = { all: () => [] };
		const [item] = run(
			none,
			{ mode: 'production' },
			() => memory,
			0,
			() => none,
			now,
			DateTime,
		);
		return item?.json.credentials ?? [];
	};

	it.each([
		['', []],
		['2026-12-15', []],
		['2026-12-14', [/^The key expires on 2026-12-14, in 14 days\. On that day everything stops/]],
		['2026-12-01', [/expires on 2026-12-01, tomorrow/]],
		['2026-11-30', [/expires on 2026-11-30, today/]],
		['2026-11-29', [/has expired on 2026-11-29/]],
		['soon', [/^The key: 'soon' is no day/]],
	])('%p', (day, expected) => {
		expect(reportOn(day)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
	});

	it('is told once for each step, and again when it comes closer', () => {
		const memory = {};
		const told = [14, 13, 8, 7, 6, 3, 2, 1, 0].filter(
			(before) => reportOn('2026-12-14', memory, NOW.plus({ days: 14 - before })).length > 0,
		);
		expect(told).toEqual([14, 7, 3, 1, 0]);
	});
});

describe('what somebody has left out', () => {
	const codeOf = (file: string, name: string) => {
		const { nodes } = JSON.parse(read(file)) as Template;
		return String(nodes.find((node) => node.name === name)?.parameters.jsCode);
	};
	const keyOf = (code: string) => /const keyOf = .*?\n};\n/s.exec(code)?.[0];

	it('is known by the same key to whoever writes it down and whoever reads it', () => {
		const keys = [
			keyOf(codeOf('preview-and-backfill.json', 'Ask for Approval')),
			keyOf(codeOf('preview-and-backfill.json', 'What Was Decided')),
			...['nightly-reconcile', 'joiner-mover-leaver', 'joiner-with-approval'].map((file) =>
				keyOf(codeOf(`${file}.json`, 'Without the Left Out')),
			),
		];
		expect(keys[0]).toContain('person?.employeeId');
		expect(new Set(keys).size).toBe(1);
	});

	/** What the step lets out, where the data table gave these items. */
	const without = (rows: object[], items: object[]) => {
		const code = codeOf('nightly-reconcile.json', 'Without the Left Out');
		const run = compileFunction(code, ['$', '$input']) as (...given: unknown[]) => Array<{
			json: Record<string, unknown>;
		}>;
		const all = (given: object[]) => ({ all: () => given.map((json) => ({ json })) });
		return run(() => all(rows), all(items)).map(({ json }) => json);
	};
	const person = { employeeId: '7', firstName: 'Kai', lastName: 'Berg' };
	const row = {
		id: 1,
		key: '7 suspend',
		who: 'Kai Berg',
		decided_by: 'Ada',
		left_out_at: '2026-11-29',
	};

	it('is not done at night, and nothing else of the person is held', () => {
		const ends = { field: 'scheduled.SUSPENDED', from: null, to: '2099-01-31T22:59:00Z' };
		const left = without(
			[row],
			[
				{ action: 'suspend', reason: 'terminated', person, changes: [] },
				{ action: 'schedule', reason: 'last_day', person, changes: [ends] },
				{ action: 'update', reason: 'mover', person, changes: [] },
				{ action: 'suspend', reason: 'terminated', person: { employeeId: '8' }, changes: [] },
				{ action: 'summary' },
			],
		);
		expect(left.map(({ action, reason }) => [action, reason])).toEqual([
			...[
				['skip', 'left_out'],
				['skip', 'left_out'],
				['update', 'mover'],
			],
			...[
				['suspend', 'terminated'],
				['summary', undefined],
			],
		]);
		expect(left[0]?.message).toContain('Left out by Ada on 2026-11-29');
	});

	it.each([
		['an empty table', [{}]],
		['no table in n8n 2.x', [{ error: 'Data table with name "jumpcloud_left_out" not found' }]],
		['no table in n8n 1.x', [{ error: "Could not find the data table: 'jumpcloud_left_out'" }]],
	])('means nobody: %s', (_what, rows) => {
		const item = { action: 'update', reason: 'mover', person, changes: [] };
		expect(without(rows, [item])).toEqual([item]);
	});

	it.each([
		['a failure', [{ error: 'SQLITE_BUSY: database is locked' }]],
		['the items of the step before', [{ id: 'x', name: 'jumpcloud_changes', columns: [] }]],
	])('stops the night where it cannot be read: %s', (_what, rows) => {
		expect(() => without(rows, [{ action: 'update', person }])).toThrow(
			/^Who is left out could not be read from the data table, so nothing is done/,
		);
	});

	it('is kept in tables of which the note for n8n 1.x names every column', () => {
		const { nodes } = JSON.parse(read('preview-and-backfill.json')) as Template;
		const about = String(nodes.find(({ name }) => name === 'About')?.parameters.content);
		const tables = nodes.filter(({ parameters }) => parameters.resource === 'table');
		expect(tables).toHaveLength(2);
		for (const { parameters } of tables) {
			const { column } = parameters.columns as { column: Array<{ name: string }> };
			const names = column.map(({ name }) => name).join(', ');
			expect(about).toContain(`*${String(parameters.tableName)}* with ${names}`);
		}
	});

	it('is offered for every action, and the last page comes last', () => {
		const { nodes, connections } = JSON.parse(read('preview-and-backfill.json')) as Template;
		const branches = (connections['What Was Decided']?.main?.[0] ?? []).map(({ node }) => node);
		const heights = branches.map(
			(name) => nodes.find((node) => node.name === name)?.position[1] ?? NaN,
		);
		expect(branches.at(-1)).toBe('What Came of It');
		expect(heights).toEqual(heights.toSorted((one, other) => one - other));
		expect(codeOf('preview-and-backfill.json', 'Ask for Approval')).toContain(
			"!['skip', 'conflict', 'noop'].includes(",
		);
	});
});

describe('the template with approval', () => {
	const { nodes, connections } = JSON.parse(read('joiner-with-approval.json')) as Template;
	const step = (name: string) => nodes.find((node) => node.name === name);
	const parametersOf = (name: string) => step(name)?.parameters ?? {};
	const targets = (name: string) => (connections[name]?.main?.[0] ?? []).map(({ node }) => node);

	it('hears of all that the main template hears of, so that it stands alone', () => {
		const main = JSON.parse(read('joiner-mover-leaver.json')) as Template;
		const events = main.nodes.find(({ name }) => name === 'Factorial Trigger')?.parameters.events;
		expect(parametersOf('Factorial Trigger').events).toEqual(
			expect.arrayContaining(events as string[]),
		);
	});

	it('reads the same of a person before and after the yes, and plans alike', () => {
		const without = (parameters: INode['parameters']) => ({
			...parameters,
			// Of many events that are stopped one says so: which one, only a plan with witnesses can tell.
			...{ employee: undefined, activation: undefined, whenGuarded: undefined },
		});
		expect(without(parametersOf('Read Employee Again'))).toEqual(
			without(parametersOf('Read Employee')),
		);
		for (const name of ['Plan Again, With Witnesses', 'Plan the Activation']) {
			expect(without(parametersOf(name))).toEqual(without(parametersOf('Plan')));
		}
	});

	it('ends as failed at the steps that do the work', () => {
		expect(nodes.map(({ type }) => type)).not.toContain('n8n-nodes-base.stopAndError');
		expect(targets('What Failed')).toEqual(['Apply Changes']);
		expect(parametersOf('Activate User').options).toEqual({ whenFailed: 'stop' });
	});

	it('asks only when all else is done: n8n takes the branches from the top', () => {
		const height = (name: string) => step(name)?.position[1] ?? NaN;
		const branches = targets('Apply Changes');
		expect(branches).toEqual(
			[
				...['Table of Changes', 'Skipped or Not Done', 'Groups of Each', 'Only Failures'],
				...['New People', 'Loses Access for Good'],
			].toSorted((one, other) => height(one) - height(other)),
		);
		expect(height('Not Activated')).toBeLessThan(height('One Person at a Time'));
	});
});
