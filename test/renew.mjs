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

const renew = (pattern, ...more) =>
	tool('jest', ['--selectProjects', 'contract', '--testPathPatterns', pattern, ...more], {
		RENEW_FIXTURES: '1',
	});

await ensureDependencies();
// Links to the project's own pages are a part of what is built.
await renew('contract/home', '-t', 'where the project lives');
await tool('gulp', ['build', '--silent']);
await renew(WRITERS);
process.stdout.write(
	'Written: test/fixtures/names.json, nodes/*/__schema__, the manifests in packages/, the tables of docs, and links to the project. Look at the diff.\n',
);
