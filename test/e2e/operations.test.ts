import { resources as factorial } from '../../nodes/Factorial/actions';
import { resources as jumpCloud } from '../../nodes/JumpCloud/actions';
import { aCompany } from '../../playground/company/company';
import { PACKAGE } from '../../playground/n8n/stage';
import { withCredentials } from '../../playground/n8n/template';
import type { Execution, WorkflowNode } from '../../playground/n8n/wire';
import { eventually } from './support/runs';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

type Parameters = Record<string, unknown>;

/** The user that the step `Create` made. */
const user = { user: { __rl: true, mode: 'id', value: "={{ $('user.create').first().json.id }}" } };
const named = (name: string, id: string) => ({
	email: `${name}@corp.example`,
	firstname: name,
	lastname: 'Ejemplo',
	employeeId: id,
	active: 'true',
});
const nextYear = `${new Date().getUTCFullYear() + 1}-06-30`;

/** What an admin could do one after the other; every operation of the node once. */
const JUMPCLOUD: Record<string, Parameters> = {
	'user.create': named('alma', '9001'),
	'user.upsert': named('alma', '9001'),
	'user.update': { ...user, updateFields: { department: 'Finance' } },
	'user.get': user,
	'user.getAll': { filters: { search: 'alma' } },
	'sync.plan': { ...named('alma', '9001'), lastname: 'Prueba', lastDay: '' },
	'sync.apply': {},
	'userGroup.getAll': {},
	'userGroup.addUser': { ...user, groups: ['Finance'] },
	'userGroup.removeUser': { ...user, groups: ['Finance'] },
	'user.activate': { ...user, sendEmailTo: 'none' },
	'user.resendActivation': user,
	'user.suspend': { ...user, when: 'at', date: nextYear, timeZone: 'Europe/Madrid' },
	'scheduledChange.getAll': {},
	'scheduledChange.cancel': { changeId: "={{ $('scheduledChange.getAll').first().json.id }}" },
	'user.unsuspend': user,
	'user.delete': { ...user, confirmation: 'alma.ejemplo' },
};

const FACTORIAL: Record<string, Parameters> = {
	'employee.getAll': { include: ['contract', 'legalEntity', 'location', 'manager', 'teams'] },
	'employee.get': {
		employee: { __rl: true, mode: 'id', value: "={{ $('employee.getAll').first().json.id }}" },
	},
	'contractVersion.getAll': {},
	'team.getAll': {},
	'location.getAll': {},
	'webhookSubscription.getAll': {},
	'webhookSubscription.repair': {},
};

describe.each([
	['jumpCloud', jumpCloud, JUMPCLOUD],
	['factorial', factorial, FACTORIAL],
])('every operation of the node %s', (type, resources, steps) => {
	const stage = world({ company: aCompany(new Date()) });
	let run: Execution;

	beforeAll(async () => {
		stage().jumpCloud.state.addGroup({ name: 'Finance' });
		run = await runOneAfterTheOther(type, steps);
	}, PATIENCE_MS);

	it('has its place in the workflow', () => {
		const operations = Object.entries(resources).flatMap(([resource, { operations: own }]) =>
			Object.keys(own).map((operation) => `${resource}.${operation}`),
		);
		expect(Object.keys(steps).sort()).toEqual(operations.sort());
	});

	it.each(Object.keys(steps))('does its work in a real n8n: %s', (name) => {
		const [done] = run.data.resultData.runData[name] ?? [];
		expect(done?.error).toBeUndefined();
		const items = done?.data?.main?.[0] ?? [];
		// Nobody has subscribed to anything yet.
		if (!name.startsWith('webhookSubscription')) expect(items.length).toBeGreaterThan(0);
		expect(items.filter(({ json }) => json.action === 'skipped')).toEqual([]);
	});

	it('leaves the directory as it was', () => {
		expect(stage().jumpCloud.state.users).toEqual([]);
		expect(stage().jumpCloud.state.schedules).toEqual([]);
	});

	async function runOneAfterTheOther(node: string, all: Record<string, Parameters>) {
		const { client, credentials } = stage();
		const names = Object.keys(all);
		const nodes: WorkflowNode[] = names.map((name, index) => ({
			id: String(index + 1),
			name,
			type: `${PACKAGE}.${node}`,
			typeVersion: 1,
			position: [200 * (index + 1), 0],
			parameters: {
				resource: name.split('.')[0],
				operation: name.split('.')[1],
				...all[name],
			},
			// Each step works once, and one that finds nothing does not end the walk.
			executeOnce: true,
			alwaysOutputData: true,
		}));
		const start = {
			id: '0',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const inTurn = ['Start', ...names];
		const connections = Object.fromEntries(
			names.map((name, index) => [
				inTurn[index],
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
		);
		const file = { name: `Every operation of ${node}`, nodes: [start, ...nodes], connections };
		const { id } = await client.createWorkflow(withCredentials(file, credentials));
		await client.runFrom(id, 'Start');
		return await eventually('The end of the run', async () => {
			const [newest] = await client.executions(id);
			const isOver = newest && !['new', 'running', 'waiting'].includes(newest.status);
			return isOver ? await client.execution(newest.id) : undefined;
		});
	}
});
