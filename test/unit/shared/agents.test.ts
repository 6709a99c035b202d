import type { IExecuteFunctions } from 'n8n-workflow';

import { allowsAgents, checkAgent } from '../../../nodes/shared/agents';

/** The context of a node; `isToolExecution` is missing where n8n is older than it. */
function contextOf(type: string, parameters = {}, isToolExecution?: boolean) {
	const node = { name: 'Users', type, typeVersion: 1, parameters };
	const context = {
		getNode: () => node,
		...(isToolExecution !== undefined && { isToolExecution: () => isToolExecution }),
	};
	return context as Partial<IExecuteFunctions> as IExecuteFunctions;
}

const SUSPEND = { name: 'Suspend', agents: 'ifAllowed' } as const;

describe('who decides what is done', () => {
	it.each([
		['a person, in an n8n that does not tell', 'x.jumpCloud', undefined, true],
		['a person, in one that tells', 'x.jumpCloud', false, true],
		['a model, in an n8n that does not tell', 'x.jumpCloudTool', undefined, false],
		['a model, in one that tells only of some', 'x.jumpCloudTool', false, false],
		['a model, in one that tells', 'x.jumpCloud', true, false],
	])('%s', (_case, type, told, isPerson) => {
		const context = contextOf(type, {}, told);

		expect(allowsAgents(context)).toBe(isPerson);
		const check = () => checkAgent(context, SUSPEND, 0);
		if (isPerson) expect(check).not.toThrow();
		else expect(check).toThrow('An AI agent may not');
	});
});

it.each([[true], ['true'], ['={{ true }}'], [1], [undefined]])(
	'an agent is allowed by a switch that is on, and by nothing else: %j',
	(allowAgents) => {
		expect(allowsAgents(contextOf('x.jumpCloudTool', { allowAgents }))).toBe(allowAgents === true);
	},
);
