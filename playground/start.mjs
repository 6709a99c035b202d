import { createRequire } from 'node:module';
import { CHECKOUT, ensureDependencies, ensureN8n, packPackages } from './install.mjs';
import { stopAll } from './n8n/process.cjs';
import { Advice } from './n8n/progress.cjs';

const HELP = `npm start              the playground: n8n, Factorial and JumpCloud on this machine
npm start -- --check   plays a scripted story through it and tells whether all went well

N8N_URL=http://127.0.0.1:5678 npm start   with an n8n that runs already, such as one from a container
                       image on the network of this machine, instead of the one that is fetched from
                       npm; it has this package, and its owner is N8N_EMAIL with N8N_PASSWORD
`;

/** The playground itself is TypeScript; it can be loaded once the packages are installed. */
async function loadPlayground() {
	const { register } = await import('tsx/cjs/api');
	register();
	return createRequire(import.meta.url)('./main.ts');
}

async function prepare() {
	process.chdir(CHECKOUT);
	if (process.env.N8N_URL) return await ensureDependencies();
	const [installation, tarballs] = await Promise.all([
		ensureN8n(),
		ensureDependencies().then(packPackages),
	]);
	return { installation, tarballs };
}

let running;
let stopping = false;

/** Stops everything; asked a second time, or when stopping hangs, at once and roughly. */
async function stop(signal) {
	if (stopping) process.exit(1);
	stopping = true;
	process.stdout.write(`\nStopping (${signal}) …\n`);
	setTimeout(() => process.exit(1), 10_000).unref();
	await running?.close();
	stopAll('SIGTERM');
	process.exit(running === undefined ? 130 : 0);
}

async function main(options) {
	if (options.includes('--help')) return process.stdout.write(HELP);
	const unknown = options.find((option) => option !== '--check');
	if (unknown !== undefined) throw new Advice(`Unknown option ${unknown}\n${HELP}`);
	const prepared = await prepare();
	const playground = await loadPlayground();
	if (options.includes('--check')) {
		process.exit((await playground.check(prepared)) ? 0 : 1);
	}
	running = await playground.start(prepared);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal));

main(process.argv.slice(2)).catch((failure) => {
	if (stopping) return;
	process.stderr.write(`\n${failure instanceof Advice ? failure.message : failure.stack}\n`);
	process.exit(1);
});
