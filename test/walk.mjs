import { join } from 'node:path';

import { CHECKOUT, ensureDependencies } from '../playground/install.mjs';
import { inheritedEnvironment, run, stopAll } from '../playground/n8n/process.cjs';

const env = {
	...inheritedEnvironment(),
	// n8n-core keeps its settings here; without it each run would leave a folder of its own.
	N8N_USER_FOLDER: join(CHECKOUT, '.cache', 'n8n-engine', 'walk'),
};

async function tool(command, args, { echo = false } = {}) {
	const { code, output } = await run(command, args, { cwd: CHECKOUT, env, echo });
	if (code === 0) return;
	if (!echo) process.stderr.write(`${output.trim()}\n`);
	process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		stopAll('SIGTERM');
		process.exit(130);
	});
}

await ensureDependencies();
await tool(join(CHECKOUT, 'node_modules', '.bin', 'gulp'), ['build', '--silent']);
await tool(process.execPath, ['--import', 'tsx', 'test/walk/walk.ts', ...process.argv.slice(2)], {
	echo: true,
});
