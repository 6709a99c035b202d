import type { IDataObject } from 'n8n-workflow';

import type { CompanySeed } from '../../../playground/factorial/state';
import type { FactorialSwitches } from '../../../playground/factorial/switches';
import { loadOptions } from '../../support/engine';
import { asked, crowd, employee, factorial, queryOf, runFactorial } from '../../support/factorial';
import { aUser, closeAll, jumpCloud, words } from '../../support/jumpcloud';
import { planAndApply } from '../jumpcloud/sync/sync.support';

afterEach(closeAll);

const noor = {
	...{ id: '512', first_name: 'Noor', last_name: 'Vidal' },
	...{ email: 'noor.vidal@corp.example', login_email: 'noor.vidal@corp.example' },
};

/** One field of each kind, of which Noor has a value, and one that is nobody else's business. */
function company(): CompanySeed {
	const value = (id: string, field_id: string, given: string | number | boolean | string[]) => ({
		...{ id, field_id, valuable_id: '512', value: given },
	});
	return {
		employees: [noor, { id: '513', first_name: 'Bo', last_name: 'Ruiz' }],
		customFields: [
			{ id: '1', slug: 'cost_center', label_text: 'Cost Center' },
			{ id: '2', slug: 'about', field_type: 'long_text', label_text: 'About' },
			{ id: '3', slug: 'visa_until', field_type: 'date', label_text: 'Visa Until' },
			{ id: '4', slug: 'level', field_type: 'rating', label_text: 'Level' },
			{ id: '5', slug: 'remote', field_type: 'checkbox', label_text: 'Remote' },
			{ id: '6', slug: 'work_mode', field_type: 'single_choice', label_text: 'Work Mode' },
			{ id: '7', slug: 'tools', field_type: 'multiple_choice', label_text: 'Tools' },
			{ id: '8', slug: 'budget', field_type: 'money', label_text: 'Budget' },
			{ id: '9', slug: 'health', label_text: 'Health' },
			{ id: '10', label_text: 'Without a Slug' },
		],
		customOptions: [
			{ id: '61', field_id: '6', value: 'h', label: 'Hybrid' },
			// Nobody can choose it any more; who has it has it.
			{ id: '62', field_id: '6', value: 'r', label: 'Remote', is_active: false },
			{ id: '71', field_id: '7', value: 'crm', label: 'CRM' },
			{ id: '72', field_id: '7', value: 'bi', label: 'BI' },
			// Of another field, with the same value.
			{ id: '73', field_id: '9', value: 'crm', label: 'Cream' },
		],
		customValues: [
			value('101', '1', ' CC-100 '),
			value('102', '2', 'Likes\nrivers'),
			value('103', '3', '2027-03-31'),
			value('104', '4', 4),
			value('105', '5', false),
			value('106', '6', '62'),
			value('107', '7', ['71', '72']),
			value('108', '8', 123456),
			value('109', '9', 'A private matter'),
			value('110', '10', 'yes'),
		],
	};
}

const ALL = [
	...['cost_center', 'about', 'visa_until', 'level', 'remote', 'work_mode', 'tools', 'budget'],
	'10',
];

const HERS = {
	cost_center: 'CC-100',
	about: 'Likes\nrivers',
	visa_until: '2027-03-31',
	level: 4,
	remote: false,
	work_mode: 'Remote',
	tools: ['CRM', 'BI'],
	budget: 1234.56,
	10: 'yes',
};

const including = (customFields: unknown): IDataObject => ({
	include: ['customFields'],
	customFields: customFields as string[],
});

async function got(
	seed: CompanySeed,
	customFields: unknown,
	switches: Partial<FactorialSwitches> = {},
) {
	const sim = await factorial({ company: seed, switches });
	const parameters = { ...employee('id', '512'), ...including(customFields) };
	return { sim, ...(await runFactorial(sim, 'employee', 'get', { parameters })) };
}

/** What Noor has in one field, after something about the company was changed. */
async function valueIn(field: string, change: (seed: CompanySeed) => void) {
	const seed = company();
	change(seed);
	const { items, hints, error } = await got(seed, [field]);
	expect(error).toBeUndefined();
	const [item] = items;
	return { value: (item?.custom_fields as IDataObject)[field], hints };
}

describe('custom fields', () => {
	it.each<[string, Partial<FactorialSwitches>]>([
		['in the property of their kind and in the common one', {}],
		['in the common one alone', { customValuesIn: 'common' }],
		['in that of their kind alone', { customValuesIn: 'own' }],
		['with options by their ids', { choicesAs: 'id' }],
		['with options by their labels', { choicesAs: 'label' }],
		['with several choices in one text', { severalChoicesAs: 'text', choicesAs: 'label' }],
		['whatever was asked for', { customFiltersIgnored: true }],
	])('come with their values, given %s', async (_case, switches) => {
		const { items, hints } = await got(company(), ALL, switches);
		expect(items).toMatchObject([{ id: '512', custom_fields: HERS }]);
		expect(hints).toEqual([]);
	});

	it('leave only where they were chosen, and take a few calls', async () => {
		const { items, kept, sim } = await got(company(), ['cost_center', 'work_mode']);
		expect(items[0]?.custom_fields).toEqual({ cost_center: 'CC-100', work_mode: 'Remote' });
		expect(kept).not.toContain('A private matter');
		expect(asked(sim).sort()).toEqual(['employees/:id', 'fields', 'options', 'values'].sort());
		expect(sim.journal.all().find(({ path }) => path.endsWith('/values'))?.query).toMatchObject({
			'employee_ids[]': '512',
		});
	});

	it('ask for options only where there are some', async () => {
		const { sim } = await got(company(), ['cost_center']);
		expect(asked(sim)).not.toContain('options');
	});

	it.each([[[]], [''], ['={{ $json.nothing }}'], ['={{ [] }}']])(
		'are refused when %j names none of them',
		async (named) => {
			const { error, items, sim } = await got(company(), named);
			expect(words(error)).toContain("'Custom Field Names or IDs'");
			expect(items).toEqual([]);
			expect(asked(sim)).not.toContain('values');
		},
	);

	it('may be named by an expression', async () => {
		const sim = await factorial({ company: company() });
		const parameters = { ...employee('id', '512'), ...including('={{ $json.fields }}') };
		const { items } = await runFactorial(sim, 'employee', 'get', {
			parameters,
			items: [{ fields: 'level, remote' }, { fields: ['level'] }],
		});
		expect(items.map((item) => item.custom_fields)).toEqual([
			{ level: 4, remote: false },
			{ level: 4 },
		]);
	});

	it('are null for somebody who has nothing in them', async () => {
		const seed = company();
		seed.customValues = [
			{ id: '1', field_id: '1', valuable_id: '512', value: '  ' },
			{ id: '2', field_id: '7', valuable_id: '512', value: [] },
		];
		const { items, hints } = await got(seed, ['cost_center', 'tools', 'level']);
		expect(items[0]?.custom_fields).toEqual({ cost_center: null, tools: null, level: null });
		expect(hints).toEqual([]);
	});

	it('are those of employees: values of other things with the same ID do not count', async () => {
		const { value } = await valueIn('cost_center', (seed) => {
			const foreign = { field_id: '1', valuable_id: '512', value: 'CC-999' };
			seed.customValues?.push({ id: '200', valuable_type: 'Expense', ...foreign });
		});
		expect(value).toBe('CC-100');
	});

	it('of the same slug are one, as those of several legal entities', async () => {
		const twin = (seed: CompanySeed) =>
			seed.customFields?.push({ id: '11', slug: 'cost_center', label_text: 'Kostenstelle' });
		expect((await valueIn('cost_center', twin)).value).toBe('CC-100');

		const { value } = await valueIn('cost_center', (seed) => {
			twin(seed);
			seed.customValues?.push({ id: '200', field_id: '11', valuable_id: '512', value: 'CC-1' });
		});
		expect(value).toEqual({ unclear: 'several_values' });
	});

	it.each<[string, string, (seed: CompanySeed) => void, string]>([
		[
			'a field that is gone, though its values are still there',
			'cost_center',
			(seed) => seed.customFields?.shift(),
			'unknown_field',
		],
		['an option that is gone', 'work_mode', (seed) => (seed.customOptions = []), 'unknown_option'],
		[
			'one of several options that is gone',
			'tools',
			(seed) => seed.customOptions?.splice(3, 1),
			'unknown_option',
		],
		[
			'a value that names two options',
			'work_mode',
			(seed) => seed.customOptions?.push({ id: 'r', field_id: '6', value: 'x', label: 'Roaming' }),
			'unknown_option',
		],
		[
			'what is no date',
			'visa_until',
			(seed) => Object.assign(seed.customValues?.[2] ?? {}, { value: 'soon' }),
			'unreadable_value',
		],
		[
			'what is neither a yes nor a no',
			'remote',
			(seed) => Object.assign(seed.customValues?.[4] ?? {}, { value: 'mostly' }),
			'unreadable_value',
		],
		[
			'what is no number',
			'level',
			(seed) => Object.assign(seed.customValues?.[3] ?? {}, { value: 'high' }),
			'unreadable_value',
		],
		[
			'two values where one can be',
			'cost_center',
			(seed) => seed.customValues?.push({ id: '9', field_id: '1', valuable_id: '512', value: 'B' }),
			'several_values',
		],
	])('do not guess with %s', async (_case, field, change, unclear) => {
		const { value, hints } = await valueIn(field, change);
		expect(value).toEqual({ unclear });
		expect(JSON.stringify(hints)).toContain(`${field} (${unclear})`);
	});
});

describe('custom fields of many', () => {
	const everybody = async (count: number, ...fields: string[]) => {
		const people = crowd(count);
		const sim = await factorial({
			company: {
				...company(),
				employees: people,
				customValues: people.flatMap(({ id = '' }, index) => [
					{ id: `1${id}`, field_id: '1', valuable_id: id, value: `CC-${index}` },
					{ id: `2${id}`, field_id: '9', valuable_id: id, value: 'A private matter' },
				]),
			},
		});
		const parameters = { returnAll: true, ...including(fields) };
		return { sim, ...(await runFactorial(sim, 'employee', 'getAll', { parameters })) };
	};

	it('are read once for all, field by field, so that the others never come', async () => {
		const { items, sim, kept } = await everybody(250, 'cost_center');
		expect(items.map((item) => item.custom_fields)).toEqual(
			items.map((_, index) => ({ cost_center: `CC-${index}` })),
		);
		expect(kept).not.toContain('A private matter');
		const values = sim.journal.all().filter(({ path }) => path.endsWith('/values'));
		expect(values.map(({ query }) => query.field_id)).toEqual(['1', '1', '1']);
		expect(JSON.stringify(values)).not.toContain('A private matter');
	});

	it('of some people are asked for by their IDs', async () => {
		const { items, sim } = await everybody(3, 'cost_center');
		expect(items).toHaveLength(3);
		expect(asked(sim).filter((what) => what === 'values')).toHaveLength(1);
		expect(queryOf(sim, sim.journal.all().length - 1)).toMatchObject({
			'employee_ids[]': ['1001', '1002', '1003'],
		});
	});

	it('cost nothing where nobody is there', async () => {
		const { sim, items } = await everybody(0, 'cost_center');
		expect([items, asked(sim)]).toEqual([[], ['employees']]);
	});
});

it('the editor lists custom fields with their labels, those of one slug as one', async () => {
	const seed = company();
	seed.customFields?.push({ id: '11', slug: 'cost_center', label_text: 'Kostenstelle' });
	const sim = await factorial({ company: seed });
	const options = await loadOptions(
		{
			nodes: [{ name: 'HR', type: 'factorial', parameters: {} }],
			credentials: { factorialApi: sim.credential },
		},
		'getCustomFields',
	);

	expect(options).toContainEqual({
		...{ name: 'Cost Center, Kostenstelle (cost_center)', value: 'cost_center' },
	});
	expect(options).toContainEqual({ name: 'Without a Slug (10)', value: '10' });
	expect(options).toHaveLength(10);
});

describe('a plan', () => {
	const RULES = {
		attributes: {
			attribute: [
				{ attribute: 'costCenter', value: '={{ $json.custom_fields.cost_center }}' },
				{
					...{ attribute: 'attributes', name: 'remote' },
					value: '={{ $json.custom_fields.remote }}',
				},
			],
		},
		groupRules: {
			rule: [{ by: 'field', field: 'custom_fields.work_mode', is: 'Remote', group: 'Remote' }],
		},
	};
	const directoryWith = async () => {
		const users = [
			aUser({ email: noor.email, employeeIdentifier: '512', costCenter: 'CC-1' } as object),
		];
		const sim = await jumpCloud({ users, groups: [{ name: 'Remote' }] });
		return sim;
	};
	const membersOf = (sim: Awaited<ReturnType<typeof directoryWith>>) =>
		sim.state.groups.map(({ members }) => [...members].length);

	it('writes what stands in them, and puts people into groups by them', async () => {
		const { items } = await got(company(), ['cost_center', 'remote', 'work_mode']);
		const directory = await directoryWith();
		const { error } = await planAndApply(directory, items, RULES);
		expect(error).toBeUndefined();
		expect(directory.state.users).toMatchObject([
			{ costCenter: 'CC-100', attributes: [{ name: 'remote', value: 'false' }] },
		]);
		expect(membersOf(directory)).toEqual([1]);
	});

	it('leaves alone what is not known, and takes away what is empty', async () => {
		const seed = company();
		const { items: known } = await got(seed, ['cost_center', 'remote', 'work_mode']);
		const directory = await directoryWith();
		await planAndApply(directory, known, RULES);

		seed.customFields = seed.customFields?.filter(({ slug }) => slug !== 'cost_center');
		seed.customOptions = [];
		const { items: unclear } = await got(seed, ['cost_center', 'remote', 'work_mode']);
		const { planned } = await planAndApply(directory, unclear, {
			...RULES,
			options: { clearEmpty: true, includeUnchanged: true },
		});
		expect(planned.map(({ action }) => action)).toEqual(['noop']);
		expect(directory.state.users).toMatchObject([{ costCenter: 'CC-100' }]);
		expect(membersOf(directory)).toEqual([1]);

		seed.customValues = [];
		const { items: empty } = await got({ ...company(), customValues: [] }, ['work_mode']);
		await planAndApply(directory, empty, { groupRules: RULES.groupRules });
		expect(membersOf(directory)).toEqual([0]);
	});
});
