import { inspect, parseArgs } from 'node:util';
import { startWorld } from './company/world';
import type { World } from './company/world';
import { waysOf } from './worlds';

/**
 * `npm run simulators`: both simulated services with an invented company, until Ctrl-C. With `--seed 7`
 * each of them behaves in one of its plausible ways, chosen at random, the same for the same number.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'factorial-port': { type: 'string', default: '4010' },
			'jumpcloud-port': { type: 'string', default: '4020' },
			seed: { type: 'string' },
		},
	});
	const switches = values.seed === undefined ? undefined : waysOf(seedOf(values.seed));
	const world = await startWorld({
		switches,
		factorialPort: portOf(values['factorial-port']),
		jumpCloudPort: portOf(values['jumpcloud-port']),
	});
	process.stdout.write(describe(world));
	if (switches) process.stdout.write(`${inspect(switches)}\n`);

	const stop = () => {
		world.close().then(() => process.exit(0), fail);
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function describe({ factorial, jumpCloud }: World): string {
	const lines = [
		'For the credentials in n8n:',
		`Factorial API   Environment Custom Address, Base URL ${factorial.url}, API Key ${factorial.credential.apiKey}`,
		`JumpCloud API   Region Custom Address, Base URL ${jumpCloud.url}, API Key ${jumpCloud.credential.apiKey}`,
		'',
		`${factorial.state.employees.length} people in Factorial, ${jumpCloud.state.users.length} users in JumpCloud. All of them are invented.`,
		`What you can do with them: curl ${factorial.url}/_simulator`,
		'Stop with Ctrl-C.',
	];
	return `${lines.join('\n')}\n`;
}

function portOf(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${text}`);
	return port;
}

function seedOf(text: string): number {
	const seed = Number(text);
	if (!Number.isSafeInteger(seed)) throw new Error(`Not a whole number: ${text}`);
	return seed;
}

function fail(failure: unknown): void {
	const reason = failure instanceof Error ? failure.message : String(failure);
	const isBusy = reason.includes('is taken');
	const advice = isBusy ? '. Choose other ports with --factorial-port and --jumpcloud-port.' : '';
	process.stderr.write(`${reason}${advice}\n`);
	process.exitCode = 1;
}

main().catch(fail);
