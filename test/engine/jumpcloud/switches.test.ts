import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import {
	aPerson,
	byEmployee,
	closeAll,
	inHours,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const organizationId = '6650d2f1a0b1c2d3e4f50001';

const variants: Array<[Partial<JumpCloudSwitches>, Record<string, string>?]> = [
	[{}],
	[{ duplicateStatus: 409 }],
	[{ duplicateStatus: 422 }],
	[{ missingUser: 'empty' }],
	[{ caseSensitiveUsernames: true }],
	[{ uniqueAlternateEmail: true }],
	[{ minimumLeadMinutes: 0 }],
	[{ activateReply: 'text' }],
	[{ activateActive: 'conflict' }],
	[{ activateActive: 'refuse' }],
	[{ loneStateAccepted: true }],
	[{ putActivationMails: false }],
	[{ usernameRequiredOnPut: true }],
	[{ multiTenantKey: 'headerRequired' }, { organizationId }],
	[{ multiTenantKey: 'defaultOrganization' }],
	[{ orgHeaderForbidden: true }, { organizationId }],
	[{ pageCap: 1 }],
	[{ localAccountsTakeUsernames: false }],
	[{ limitAbove100: 'cap' }],
	[{ mixedSearch: false }],
	[{ mixedSearch: false, localAccountsInSearch: false }],
	[{ searchPaging: 'address' }],
	[{ attributesInSearch: false }],
	[{ employeeIdentifierInTerms: false }],
	[{ localAccountsInSearch: false }],
	[{ membershipMethodShown: 'everywhere' }],
	[{ membershipMethodShown: 'nowhere' }],
	[{ scheduledStates: 'lower' }],
	[{ stateInEcho: false }],
	[{ stateWords: 'lower' }],
	[{ stateWords: 'title', suspendedAs: 'text' }],
	[{ writeReply: 'none' }],
	[{ writeReply: 'record' }],
	[{ scheduleReply: 'none', scheduleIdName: '_id' }],
	[{ emptyEntriesRefused: false }],
	[{ managerDeletion: 400 }],
];

describe('from the first day to a return, however JumpCloud behaves where nobody knows', () => {
	it.each(variants)('%j', async (switches, credential = {}) => {
		const sim = await jumpCloud({
			users: [{ username: 'Noor.Vidal', email: 'other@corp.example' }],
			foreignEmails: ['taken@corp.example'],
			switches,
		});
		const actions: unknown[] = [];
		const step = async (operation: string, about = {}, parameters = {}) => {
			const target = ['upsert', 'create'].includes(operation) ? {} : byEmployee('512');
			const { items, error } = await runUser(sim, operation, {
				items: [aPerson(about)],
				parameters: { ...target, ...parameters },
				credential,
			});
			actions.push(error?.message ?? items[0]?.reason ?? items[0]?.action);
		};

		await step('upsert');
		await step('upsert');
		await step('upsert', { last_name: 'Prats', work_email: 'noor.prats@corp.example' });
		await step('upsert', { last_name: 'Prats', work_email: 'taken@corp.example' });
		await step('activate');
		await step('activate');
		await step('suspend', {}, { when: 'at', date: inHours(100).slice(0, 10) });
		await step('suspend', {}, { when: 'at', date: inHours(200).slice(0, 10) });
		await step('unsuspend', {}, { options: { cancelScheduled: true } });
		await step('suspend');
		await step('activate');
		await step('unsuspend');

		expect(actions).toEqual([
			'created',
			'unchanged',
			'updated',
			'conflict',
			'activated',
			'unchanged',
			'scheduled',
			'scheduled',
			'cancelled',
			'suspended',
			'suspended',
			'unsuspended',
		]);
		expect(sim.state.users).toHaveLength(2);
		expect(sim.state.user('noor.prats@corp.example')).toMatchObject({
			username: 'noor.vidal1',
			lastname: 'Prats',
			state: 'ACTIVATED',
			suspended: false,
		});
		expect(sim.state.schedules).toEqual([]);
		expect(sim.state.mails).toHaveLength(1);
	});
});
