import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

const FILE = path.resolve(__dirname, '../../../workflows/joiner-mover-leaver.json');

function step(name: string): INode {
	const { nodes } = JSON.parse(readFileSync(FILE, 'utf8')) as { nodes: INode[] };
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`the template has no step ${name}`);
	return found;
}

describe('the leaver of the template keeps access to the end of the last day', () => {
	it.each(['2099-12-31', '2099-12-31T00:00:00.000Z', '2099-12-31T00:00:00+01:00'])(
		'%s',
		async (terminated_on) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const { parameters } = step('Plan');
			const resource = 'sync';
			const { items } = await runUser(sim, 'plan', {
				...{ resource, items: [aPerson({ terminated_on })], parameters },
			});

			expect(items).toContainEqual(
				expect.objectContaining({ action: 'schedule', effectiveAt: '2099-12-31T22:59:00.000Z' }),
			);
		},
	);
});
