import { aPerson, calls, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

const longEmail = (length: number) => `${'a'.repeat(length - '@corp.example'.length)}@corp.example`;

describe('a person who cannot be synced leaves with the reason, and the others go on', () => {
	it.each([
		['missing_work_email', { work_email: null }],
		['missing_work_email', { work_email: undefined }],
		['missing_work_email', { work_email: '  ' }],
		['email_too_long', { work_email: longEmail(1025) }],
		['invalid_email', { work_email: 'noor.vidal' }],
		['invalid_email', { work_email: 'noor@vidal@corp.example' }],
		['missing_employee_id', { id: null }],
		['employee_id_too_long', { id: '1'.repeat(257) }],
		['inactive', { active: false }],
		['inactive', { active: 'false' }],
		['inactive', { active: 0 }],
	])('%s: %j', async (reason, about) => {
		const sim = await jumpCloud();
		const other = aPerson({ id: '513', work_email: 'bo@corp.example' });
		const { items, leaving, error } = await runUser(sim, 'upsert', {
			items: [aPerson(about), other],
		});

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'skipped', reason }, { action: 'created' }]);
		expect(String(items[0]?.message).length).toBeGreaterThan(20);
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(sim.state.users.map(({ email }) => email)).toEqual(['bo@corp.example']);
	});

	it('an email of exactly 1,024 characters is none of these', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ work_email: longEmail(1024) })],
		});

		expect(items).toMatchObject([{ action: 'created' }]);
	});

	it('an unfit person is never searched for', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'create', { items: [aPerson({ work_email: 'noor' }), aPerson({ id: '' })] });

		expect(calls(sim)).toEqual([]);
	});
});
