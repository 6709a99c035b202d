import { TERMINATED, UPDATED, startWorld } from '../../engine/trigger/world.support';
import type { Sample } from './sample';

const CONTRACT = 'contracts/contract_version/update';
const PROMOTION = 'contracts/contract_version_request/approve';
const MEMBER = 'teams/membership/create';

/** Events about somebody for whom everything is set, as the trigger gives them unless told otherwise. */
export const triggerSample: Sample = async () => {
	const world = await startWorld();
	const { factorial, n8n } = world;
	try {
		const events = [UPDATED, TERMINATED, CONTRACT, PROMOTION, MEMBER];
		const node = await n8n.node({ parameters: { events } });
		await node.start();

		const author = { id: '33', type: 'employee' } as const;
		const set = { preferred_name: 'Nono', company_identifier: 'E-512' };
		const ids = { manager_id: '18446744073709777', location_id: '9', legal_entity_id: '3' };
		factorial.updateEmployee('512', { ...set, ...ids });
		factorial.terminate('512', '2099-12-31', { author });
		factorial.updateContractVersion('3001', { job_title: 'Senior Analyst', ends_on: '2099-12-31' });
		factorial.addMembership({ employee_id: '512', team_id: '15' });
		factorial.approvePromotion('512', { job_title: 'Head', ends_on: '2099-12-31' });
		await factorial.settled();
		await node.stop();

		const parameters = { events: [UPDATED], workEmailDomains: 'elsewhere.example' };
		await (await n8n.node({ parameters })).start();
		factorial.updateEmployee('512', set);
		await factorial.settled();
		return n8n.executions.flat();
	} finally {
		await world.close();
	}
};
