import { join } from 'node:path';

import { CHECKOUT, ensureDependencies } from '../playground/install.mjs';
import { inheritedEnvironment, run } from '../playground/n8n/process.cjs';

const WRITERS = 'contract/(docs|names|packages|schemas)';

async function tool(command, args, environment = {}) {
	const env = { ...inheritedEnvironment(), ...environment };
	const bin = join(CHECKOUT, 'node_modules', '.bin', command);
	const { code, output } = await run(bin, args, { cwd: CHECKOUT, env });
	if (code === 0) return;
	process.stderr.write(`${output.trim()}\n`);
	process.exit(1);
}

await ensureDependencies();
await tool('gulp', ['build', '--silent']);
await tool('jest', ['--selectProjects', 'contract', '--testPathPatterns', WRITERS], {
	RENEW_FIXTURES: '1',
});
process.stdout.write(
	'Written: test/fixtures/names.json, nodes/*/__schema__ the manifests in packages/ and the tables of docs. Look at the diff.\n',
);
