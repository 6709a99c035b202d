import assert from 'node:assert/strict';

import template from '../../workflows/joiner-mover-leaver.json';
import { applyChanges, planChanges } from '../engine/jumpcloud/sync/sync.support';
import { Instance } from '../engine/trigger/instance.support';
import { UPDATED, startWorld } from '../engine/trigger/world.support';
import { factorial } from '../support/factorial';
import { aPerson, aUser, closedLater, jumpCloud, runUser, words } from '../support/jumpcloud';

/** Something users have done for them, whose way through the code is measured. */
export interface Journey {
	name: string;
	/** What it is, for the reader of the architecture. */
	about: string;
	/** More files than this are too many to follow. */
	goal: number;
	/**
	 * Makes everything ready and gives the function that goes the journey. That one throws when it does
	 * not arrive, because a journey that breaks off looks short. `closeAll` closes what was made.
	 */
	prepare(): Promise<() => Promise<void>>;
}

export const journeys: Journey[] = [
	{
		name: 'delivery',
		about:
			'A changed employee is delivered to the _Factorial Trigger_, which reads them again and starts a run',
		goal: 14,
		async prepare() {
			const { factorial: sim, n8n } = closedLater(await startWorld());
			await (await n8n.node({ parameters: { events: [UPDATED] } })).start();
			return async () => {
				sim.updateEmployee('512', { last_name: 'Prats' });
				await sim.settled();
				const names = n8n.executions.map((items) => items.map((item) => item.full_name));
				assert.deepEqual(names, [['Noor Prats']]);
			};
		},
	},
	{
		name: 'upsert',
		about: '_Create or Update_ of somebody whose user has another last name',
		goal: 24,
		async prepare() {
			const sim = await jumpCloud({ users: [aUser()] });
			return async () => {
				const { items, error } = await runUser(sim, 'upsert', { items: [mover] });
				assert.equal(words(error), '');
				assert.deepEqual(
					items.map(({ action }) => action),
					['updated'],
				);
			};
		},
	},
	{
		name: 'plan-apply',
		about: '_Plan Changes_ of one person with another last name, and _Apply Changes_ of that plan',
		goal: 42,
		async prepare() {
			const sim = await jumpCloud({ users: [aUser()] });
			return async () => {
				const planned = await planChanges(sim, [mover], { people: 'some' });
				const applied = await applyChanges(sim, planned.items);
				assert.equal(words(planned.error ?? applied.error), '');
				assert.deepEqual(
					applied.items.map(({ action, result }) => [action, result]),
					[['update', 'applied']],
				);
			};
		},
	},
	{
		name: 'publish',
		about:
			'The _Factorial Trigger_ of `joiner-mover-leaver.json` is published for a company without subscriptions',
		goal: 14,
		async prepare() {
			const sim = await factorial();
			const n8n = closedLater(await Instance.start(sim.credential));
			const events = eventsOfTemplate();
			const node = await n8n.node({ parameters: { events } });
			return async () => {
				await node.listen();
				const subscribed = sim.state.subscriptions.map(({ type }) => type);
				assert.deepEqual(subscribed.toSorted(), events.toSorted());
			};
		},
	},
];

const mover = aPerson({ last_name: 'Prats' });

/** What the trigger listens to in the template that users import first. */
function eventsOfTemplate(): string[] {
	const events = template.nodes.flatMap(({ parameters }) =>
		'events' in parameters ? (parameters.events ?? []) : [],
	);
	assert.notEqual(events.length, 0);
	return events;
}
