import type { AxiosInstance } from 'axios';
import { Contract } from '../../../playground/core/contract';
import {
	aContract,
	aCustomField,
	aCustomOption,
	aCustomValue,
	aLeave,
	aLeaveType,
	aLegalEntity,
	aLocation,
	aMembership,
	anEmployee,
	aTeam,
} from '../../../playground/factorial/builders';
import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';

const company = {
	employees: [
		anEmployee({ id: '512', email: 'noor@corp.example', location_id: '9', manager_id: '40' }),
		anEmployee({ id: '40', first_name: 'Íñigo', last_name: 'Rey', legal_entity_id: '3' }),
		anEmployee({ id: '7', first_name: 'Ada', last_name: 'Gone', terminated_on: '2024-05-31' }),
	],
	contracts: [
		aContract({ id: '3001', employee_id: '512', effective_on: '2024-03-01' }),
		aContract({ id: '3002', employee_id: '512', effective_on: '2099-01-01' }),
		aContract({ id: '3003', employee_id: '40' }),
	],
	teams: [aTeam({ id: '15' }), aTeam({ id: '16', name: 'Sales' })],
	memberships: [
		aMembership({ id: '61', employee_id: '512', team_id: '15' }),
		aMembership({ id: '62', employee_id: '40', team_id: '16', lead: true }),
	],
	locations: [aLocation({ id: '9', main: true }), aLocation({ id: '10', name: 'Attic' })],
	legalEntities: [aLegalEntity({ id: '3' }), aLegalEntity({ id: '4', country: 'pt' })],
	customFields: [
		aCustomField({ id: '1', slug: 'cost_center', label_text: 'Cost Center' }),
		aCustomField({ id: '2', slug: 'work_mode', field_type: 'single_choice' }),
	],
	customOptions: [
		aCustomOption({ id: '21', field_id: '2', label: 'Remote', value: 'r' }),
		aCustomOption({ id: '22', field_id: '3', label: 'Red' }),
	],
	customValues: [
		aCustomValue({ id: '101', field_id: '1', valuable_id: '512', value: 'CC-1' }),
		aCustomValue({ id: '102', field_id: '2', valuable_id: '512', value: '21' }),
		aCustomValue({
			...{ id: '103', field_id: '1', valuable_id: '40', value: 'CC-2' },
			valuable_type: 'Expense',
		}),
	],
	leaveTypes: [
		aLeaveType({ id: '801' }),
		aLeaveType({ id: '802', name: 'Sick leave', allow_endless: true, approval_required: false }),
	],
	leaves: [
		aLeave({
			...{ id: '901', employee_id: '512', leave_type_id: '801' },
			...{ start_on: '2026-11-01', finish_on: '2026-12-31' },
		}),
		aLeave({ id: '902', employee_id: '40', leave_type_id: '801', start_on: '2026-12-01' }),
		aLeave({
			...{ id: '903', employee_id: '40', leave_type_id: '802' },
			...{ start_on: '2026-10-01', finish_on: null },
		}),
		aLeave({
			...{ id: '904', employee_id: '40', leave_type_id: '801', start_on: '2026-12-01' },
			...{ approved: null, deleted_at: '2026-11-02T08:00:00.000Z' },
		}),
	],
};

describe('the simulated Factorial', () => {
	let sim: FactorialSimulator;
	let api: AxiosInstance;

	beforeEach(async () => {
		sim = await startFactorial({ company: structuredClone(company) });
		api = clientOf(sim);
	});
	afterEach(async () => await sim.close());

	const idsOf = async (path: string) => {
		const { data } = await api.get<{ data: Array<{ id: string }> }>(path);
		return data.data.map(({ id }) => id);
	};

	it.each([
		['/employees/employees', 3],
		['/contracts/contract_versions', 3],
		['/teams/teams', 2],
		['/teams/memberships', 2],
		['/locations/locations', 2],
		['/companies/legal_entities', 2],
		['/custom_fields/fields', 2],
		['/custom_fields/options', 2],
		['/custom_fields/values', 3],
		['/timeoff/leave_types', 2],
		['/timeoff/leaves?include_deleted_leaves=true', 4],
		['/api_public/credentials', 1],
		['/api_public/webhook_subscriptions', 0],
	])('answers %s as its OpenAPI file says', async (path, total) => {
		const contract = await Contract.load('factorial.openapi.json');
		const { status, data } = await api.get(path);
		const [bare = ''] = path.split('?');
		const operation = contract.find('GET', `/api/2026-07-01/resources${bare}`);

		expect(data).toMatchObject({ meta: { total, limit: 100, has_next_page: false } });
		expect(operation && contract.defectOf(operation, { status, body: data })).toBeUndefined();
	});

	it.each([
		['/employees/employees?only_active=true&only_managers=false', ['40', '512']],
		['/employees/employees?only_active=false', ['7', '40', '512']],
		['/employees/employees?only_managers=true', ['40']],
		['/employees/employees?ids[]=7&ids[]=512&ids[]=999', ['7', '512']],
		['/employees/employees?emails[]=NOOR@corp.example', ['512']],
		['/employees/employees?team_ids[]=16', ['40']],
		['/employees/employees?location_ids[]=9', ['512']],
		['/employees/employees?legal_entity_ids[]=3', ['40']],
		['/employees/employees?full_text_name=rey', ['40']],
		[`/employees/employees?name_starts_with=${encodeURIComponent('íñ')}`, ['40']],
		['/employees/employees?name_starts_with=rey', []],
		['/contracts/contract_versions?employee_ids[]=512', ['3001', '3002']],
		['/contracts/contract_versions?date=2026-01-01', ['3001', '3003']],
		['/contracts/contract_versions?updated_at_gteq=2025-01-01T00:00:00Z', []],
		['/teams/memberships?lead=true', ['62']],
		['/teams/memberships?employee_ids[]=512&team_ids[]=16', []],
		['/locations/locations?main=true', ['9']],
		['/locations/locations?employee_ids[]=512', ['9']],
		['/companies/legal_entities?country_ids[]=pt', ['4']],
		['/companies/legal_entities?employees_ids[]=40', ['3']],
		['/custom_fields/fields?slug=work_mode', ['2']],
		['/custom_fields/fields?ids[]=1&field_type=text', ['1']],
		['/custom_fields/options?field_ids[]=2', ['21']],
		['/custom_fields/values?employee_ids[]=512&employee_ids[]=40', ['101', '102']],
		['/custom_fields/values?field_id=1', ['101', '103']],
		['/custom_fields/values?slug=work_mode', ['102']],
		['/timeoff/leave_types?allow_endless=true', ['802']],
		['/timeoff/leaves?include_deleted_leaves=false', ['901', '902', '903']],
		['/timeoff/leaves?include_deleted_leaves=false&employee_ids[]=40&leave_type_id[]=801', ['902']],
		['/timeoff/leaves?include_deleted_leaves=false&from=2026-11-15&to=2026-11-30', ['901', '903']],
		['/timeoff/leaves?include_deleted_leaves=true&approved=false', ['904']],
	])('lists for %s exactly %j', async (path, expected) => {
		expect(await idsOf(path)).toEqual(expected);
	});

	it('ignores the time of day when asked who changed since a moment', async () => {
		sim.clock.set('2026-11-20T09:00:00Z');
		sim.updateEmployee('512', { city: 'Valencia' });

		const path = '/employees/employees?updated_at_gteq=';
		expect(await idsOf(`${path}2026-11-20T23:59:59Z`)).toEqual(['512']);
		expect(await idsOf(`${path}2026-11-21`)).toEqual([]);
	});

	it('lets somebody be active to the end of their last day and not longer', async () => {
		sim.clock.set('2026-11-20T09:00:00Z');
		sim.terminate('512', '2026-12-31');
		const read = async () => (await api.get('/employees/employees/512')).data;

		expect(await read()).toMatchObject({ active: true, is_terminating: true });
		sim.clock.set('2026-12-31T23:59:00Z');
		expect(await read()).toMatchObject({ active: true, terminated_on: '2026-12-31' });
		sim.clock.set('2027-01-01T00:00:01Z');
		// Leavers have been seen to keep it; the other plausible answer is a switch.
		expect(await read()).toMatchObject({ active: false, is_terminating: true });
		sim.switches.isTerminatingEnds = true;
		expect(await read()).toMatchObject({ active: false, is_terminating: false });
		expect(await idsOf('/employees/employees?only_active=true')).toEqual(['40']);
	});

	it('knows the people of a team from their memberships', async () => {
		sim.addMembership({ employee_id: '40', team_id: '15', lead: true });
		const { data } = await api.get('/teams/teams?ids[]=15');

		expect(data.data[0]).toMatchObject({ employee_ids: ['512', '40'], lead_ids: ['40'] });
	});

	it('gives new people ids that no number can hold, as text', async () => {
		const { id } = sim.hire({ first_name: 'Zoë', last_name: 'Ng', email: 'zoe@corp.example' });
		const { data } = await api.get(`/employees/employees/${id}`);

		expect(Number.isSafeInteger(Number(id))).toBe(false);
		expect(data).toMatchObject({ id, full_name: 'Zoë Ng', login_email: 'zoe@corp.example' });
	});

	it('answers older versions with ids as bare digits, exact to the last one', async () => {
		sim.hire({ first_name: 'Zoë', last_name: 'Ng' });
		const path = '/employees/employees?full_text_name=ng';
		const old = await clientOf(sim, '2026-04-01').get(path, { responseType: 'text' });

		expect(String(old.data)).toContain('"id":18446744073709999,');
	});

	it('refuses to list leaves unless it is told what to do with deleted ones', async () => {
		expect((await api.get('/timeoff/leaves')).status).toBe(400);
	});

	describe('with the variants that cannot be ruled out', () => {
		const firstOf = async (path: string) => {
			const { data } = await api.get<{ data: object[] }>(path);
			return data.data[0];
		};

		it('may give the value of a custom field in one property or another, and name options anyhow', async () => {
			const path = '/custom_fields/values?field_id=2';
			expect(await firstOf(path)).toMatchObject({ value: 'r', single_choice_value: 'r' });
			Object.assign(sim.switches, { customValuesIn: 'own', choicesAs: 'label' });
			expect(await firstOf(path)).toMatchObject({ value: null, single_choice_value: 'Remote' });
			Object.assign(sim.switches, { customValuesIn: 'common', choicesAs: 'id' });
			expect(await firstOf(path)).toMatchObject({ value: '21', single_choice_value: null });
			sim.switches.customFiltersIgnored = true;
			expect(await idsOf(path)).toEqual(['101', '102', '103']);
		});

		it('may ask by the first day of leaves, leave out endless ones, and approve by silence', async () => {
			const path = '/timeoff/leaves?include_deleted_leaves=false';
			sim.switches.unneededApproval = null;
			expect(await firstOf(`${path}&leave_type_id[]=802`)).toMatchObject({ approved: null });
			sim.switches.leaveDays = 'start';
			expect(await idsOf(`${path}&from=2026-11-15`)).toEqual(['902']);
			sim.switches.leaveDays = 'withoutEndless';
			expect(await idsOf(`${path}&from=2026-11-15`)).toEqual(['901', '902']);
		});

		it('may fail to find by id somebody who is in the list', async () => {
			sim.switches.getByIdMissing = true;

			expect((await api.get('/employees/employees/512')).status).toBe(404);
			expect(await idsOf('/employees/employees?ids[]=512')).toEqual(['512']);
		});

		it('may answer an empty list without a list', async () => {
			sim.switches.emptyErrorsList = true;
			const { status, data } = await api.get('/employees/employees?ids[]=1');

			expect([status, data]).toEqual([200, { errors: null }]);
		});
	});
});
