import { runFactorial } from '../../support/factorial';
import { UPDATED, freshWorld, held } from '../trigger/world.support';

const world = freshWorld();

const repair = async (events: string[] = []) => {
	const { items } = await runFactorial(world.factorial, 'webhookSubscription', 'repair', {
		parameters: { expectedEvents: events },
		n8nUrl: world.n8n.url,
	});
	return items;
};

const rename = async (name: string) => {
	world.factorial.updateEmployee('512', { last_name: name });
	await world.factorial.settled();
};

const received = () => world.n8n.executions.flat().map(({ last_name: name }) => name);

it('receives events again after Factorial had switched its subscription off', async () => {
	const trigger = await world.n8n.node({ parameters: { events: [UPDATED] } });
	await trigger.start();
	held(world, UPDATED).enabled = false;
	await rename('Lost');

	expect(await repair()).toMatchObject([{ action: 'repaired', whose: 'this_n8n' }]);
	await rename('Prats');
	expect(received()).toEqual(['Prats']);
});

it('receives events again after n8n died while listening for a test event', async () => {
	const parameters = { events: [UPDATED] };
	const trigger = await world.n8n.node({ parameters });
	await trigger.start();
	await (await world.n8n.node({ parameters }, true)).start();

	expect(await repair()).toMatchObject([{ action: 'given_back', target_url: trigger.url }]);
	await rename('Prats');
	expect(received()).toEqual(['Prats']);
	expect(await repair()).toMatchObject([{ action: 'unchanged', reason: 'good' }]);
});

it('is left alone while all is well, and missed when it is gone', async () => {
	const trigger = await world.n8n.node({ parameters: { events: [UPDATED] } });
	await trigger.start();
	expect(await repair([UPDATED])).toMatchObject([{ action: 'unchanged', reason: 'good' }]);

	await trigger.stop();
	expect(await repair([UPDATED])).toMatchObject([{ action: 'needs_publish', reason: 'missing' }]);
});
