import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, onlyWrite, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

const FILE = path.resolve(__dirname, '../../../workflows/joiner-mover-leaver.json');

/** A step of the template, with what it takes from the trigger taken from its own input instead. */
function step(name: string): INode {
	const text = readFileSync(FILE, 'utf8').replaceAll("$('Factorial Trigger').item", '$input.item');
	const { nodes } = JSON.parse(text) as { nodes: INode[] };
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`the template has no step ${name}`);
	return found;
}

describe('the leaver of the template keeps access to the end of the last day', () => {
	it.each(['2099-12-31', '2099-12-31T00:00:00.000Z', '2099-12-31T00:00:00+01:00'])(
		'%s',
		async (terminated_on) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const { parameters } = step('Suspend User');
			await runUser(sim, 'suspend', { items: [aPerson({ terminated_on })], parameters });

			expect(onlyWrite(sim)).toMatchObject({ start_date: '2099-12-31T22:59:00.000Z' });
		},
	);
});
