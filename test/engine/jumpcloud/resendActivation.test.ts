import {
	aPerson,
	aUser,
	byEmail,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

const noor = byEmployee('512');
const waiting = { state: 'ACTIVATED' as const, activated: false };
const skipped = { options: { ifNotFound: 'skip' } };

describe('Resend Activation Mail', () => {
	it.each([
		['the alternate email', { alternateEmail: 'noor@home.example' }, 'noor@home.example'],
		['the company email without one', {}, 'noor.vidal@corp.example'],
	])('mails %s', async (_case, about, to) => {
		const sim = await jumpCloud({ users: [aUser({ ...waiting, ...about })] });
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor });

		expect(items).toMatchObject([{ action: 'resent', username: 'noor.vidal' }]);
		expect(sim.state.mails).toMatchObject([{ to, kind: 'activation' }]);
		expect(sim.state.user('noor.vidal')).toMatchObject(waiting);
		expect(calls(sim)).toEqual(['search', 'read', 'mail again']);
	});

	it.each([
		['staged', { ...waiting, state: 'STAGED' }],
		['suspended', { ...waiting, state: 'SUSPENDED', suspended: true }],
		['has_password', { activated: true }],
		['unknown_password', { activated: undefined }],
	] as const)('leaves who is %s alone, without a further look', async (reason, about) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor });

		expect(items).toMatchObject([{ action: 'skipped', reason }]);
		expect(calls(sim)).toEqual(['search']);
	});

	it.each([
		['an old mark', { externally_managed: true }],
		['a password that is not JumpCloud’s', { restrictedFields: [{ field: 'password' }] }],
	])('leaves who is managed by another directory alone: %s', async (_case, about) => {
		const sim = await jumpCloud({ users: [aUser({ ...waiting, ...about })] });
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'managed_elsewhere' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('mails whose other fields another directory manages', async () => {
		const sim = await jumpCloud({
			users: [aUser({ ...waiting, restrictedFields: [{ field: 'department' }] })],
		});
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor });
		expect(items).toMatchObject([{ action: 'resent' }]);
	});

	it('looks at who has set a password after the list was made', async () => {
		const sim = await jumpCloud({ users: [aUser(waiting)] });
		sim.fail({
			...{ kind: 'answer', status: 200, method: 'POST', path: /search/, times: 1 },
			body: { totalCount: 1, results: [{ ...sim.state.user('noor.vidal') }] },
		});
		sim.state.user('noor.vidal').activated = true;
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'has_password' }]);
		expect(sim.state.mails).toEqual([]);
	});

	it('mails nobody of whom the item says that they have left', async () => {
		const sim = await jumpCloud({ users: [aUser(waiting)] });
		const items = [aPerson({ active: false }), aPerson({ terminated_on: '2020-01-31' })];
		const run = await runUser(sim, 'resendActivation', { parameters: noor, items });

		expect(run.items.map(({ reason }) => reason)).toEqual(['inactive', 'inactive']);
		expect(sim.state.mails).toEqual([]);
	});

	it('goes on with the others where one of them is refused, and names that one', async () => {
		const ids = ['1', '2', '3'];
		const users = ids.map((id) => ({
			...{ username: `u${id}`, email: `u${id}@corp.example`, employeeIdentifier: id, ...waiting },
		}));
		const sim = await jumpCloud({ users });
		const path = new RegExp(`${sim.state.user('u2')._id}/reactivate$`);
		sim.fail({ kind: 'status', status: 400, method: 'POST', path });
		const { items } = await runUser(sim, 'resendActivation', {
			parameters: byEmail('={{ $json.email }}'),
			items: users.map(({ email }) => ({ email })),
			node: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ action, error }) => action ?? typeof error)).toEqual([
			...['resent', 'string', 'resent'],
		]);
		expect(sim.state.mails.map(({ to }) => to)).toEqual(['u1@corp.example', 'u3@corp.example']);
	});

	it('sends no second mail where nobody answers', async () => {
		const sim = await jumpCloud({ users: [aUser(waiting)] });
		sim.fail({ kind: 'status', status: 503, method: 'POST', path: /reactivate$/, times: 1 });
		const { error } = await runUser(sim, 'resendActivation', { parameters: noor });

		expect(words(error)).toMatch(/JumpCloud/);
		expect(calls(sim)).toEqual(['search', 'read', 'mail again']);
	});

	it('works where the route refuses the organization header', async () => {
		const sim = await jumpCloud({
			users: [aUser(waiting)],
			switches: { orgHeaderForbidden: true, activateReply: 'text' },
		});
		const credential = { organizationId: String(sim.state.organization._id) };
		const { items } = await runUser(sim, 'resendActivation', { parameters: noor, credential });
		expect(items).toMatchObject([{ action: 'resent' }]);
	});

	it('finds nobody, and says so', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'resendActivation', {
			parameters: { ...noor, ...skipped },
		});
		expect(items).toMatchObject([{ action: 'skipped', reason: 'user_not_found' }]);
	});
});
