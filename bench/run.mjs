import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CHECKOUT } from '../playground/install.mjs';
import { start } from '../playground/n8n/process.cjs';

/** The service runs in a process of its own, so that its memory is not counted. */
async function main() {
	if (!existsSync(join(CHECKOUT, 'dist')))
		throw new Error('There is no dist/: npm run build first.');
	const [{ model }] = cpus();
	process.stdout.write(
		`Node.js ${process.version}, ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB\n`,
	);
	const company = start(process.execPath, ['--import', 'tsx', 'bench/company.ts'], {
		cwd: CHECKOUT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		const [credential] = await once(createInterface(company.stdout), 'line');
		const args = ['--expose-gc', '--import', 'tsx', 'bench/employees.ts', credential];
		const reader = start(process.execPath, args, { cwd: CHECKOUT, stdio: 'inherit' });
		[process.exitCode] = await once(reader, 'exit');
	} finally {
		company.kill('SIGTERM');
	}
}

main().catch((failure) => {
	process.stderr.write(`${failure.message}\n`);
	process.exitCode = 1;
});
