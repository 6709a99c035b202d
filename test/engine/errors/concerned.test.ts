import type { IDataObject } from 'n8n-workflow';

import { crowd, employee, factorial, runFactorial } from '../../support/factorial';
import { closeAll, jumpCloud } from '../../support/jumpcloud';
import { EVERYONE, planChanges } from '../jumpcloud/sync/sync.support';

afterEach(closeAll);

const BROKEN = { kind: 'status', status: 400, times: 9 } as const;
const TERMINATE = 'employees/employee/terminate';
const person = (id: string, more: IDataObject = {}): IDataObject => ({
	...{ id, full_name: 'Noor Vidal', first_name: 'Noor', last_name: 'Vidal' },
	...{ work_email: `noor${id}@corp.example`, ...more },
});

/** What an error workflow finds about the failure, beside the words of the error. */
const told = (error: { context?: IDataObject } | undefined) => error?.context?.metadata;

describe('whom a failed Employee: Get is about', () => {
	const failed = async (items: IDataObject[], id = '={{ $json.id }}') => {
		const sim = await factorial({ company: { employees: crowd(3) } });
		sim.fail(BROKEN);
		const { error } = await runFactorial(sim, 'employee', 'get', {
			...{ items, parameters: employee('id', id) },
		});
		expect(error).toBeDefined();
		return told(error);
	};

	it('is the person of the event, what happened, and until when it matters; nothing else', async () => {
		const leaver = person('512', { event: TERMINATE, terminated_on: '2026-07-31' });
		expect(await failed([leaver])).toEqual({
			...{ employee_id: '512', event: TERMINATE, last_day: '2026-07-31' },
		});
	});

	it('is everybody of a delivery, because nobody of it goes on', async () => {
		const items = ['512', '513'].map((id) => person(id, { event: TERMINATE }));
		expect(await failed(items)).toEqual({ employee_id: '512, 513', event: TERMINATE });
	});

	it('is cut where it would be a long list', async () => {
		const items = Array.from({ length: 14 }, (_, n) => person(`${n}`, { event: TERMINATE }));
		expect(await failed(items)).toMatchObject({
			employee_id: '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4 more',
		});
	});

	it('is who was asked for, where the item says nothing', async () => {
		expect(await failed([{ Decision: 'Approve' }], '512')).toEqual({ employee_id: '512' });
	});

	it('is the person of the event, whoever else was to be read for them', async () => {
		expect(await failed([person('512', { event: TERMINATE })], '9')).toEqual({
			...{ employee_id: '512', event: TERMINATE },
		});
	});
});

describe('whom a failed Plan Changes is about', () => {
	const failed = async (items: IDataObject[], parameters: IDataObject = {}) => {
		const sim = await jumpCloud();
		sim.fail(BROKEN);
		const { error } = await planChanges(sim, items, parameters);
		expect(error).toBeDefined();
		return told(error);
	};

	it('is everybody of the event, and no witness', async () => {
		const leaver = person('512', { event: TERMINATE, terminated_on: '2026-07-31' });
		expect(await failed([leaver, person('900', { witness: true })])).toEqual({
			...{ employee_id: '512', event: TERMINATE, last_day: '2026-07-31' },
		});
	});

	it('is the people whom the mapping names, where no event has started it', async () => {
		const items = [person('512'), person('513')];
		expect(await failed(items)).toEqual({ employee_id: '512, 513' });
	});

	it('is nobody where it is about the whole company', async () => {
		expect(await failed([person('512')], EVERYONE)).toBeUndefined();
	});
});
