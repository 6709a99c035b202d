// Runs a program that is not Node.js on the leash that n8n is on: in the process group of this one,
// which ends with whoever started it. What to run comes as JSON: { command, args, uid, gid }.
require('./leash.cjs');
const { spawn } = require('node:child_process');

const { command, args, ...owner } = JSON.parse(process.argv[2]);
const child = spawn(command, args, { stdio: 'inherit', ...owner });
// A signal is sent to the whole group; this process ends when the program has.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
child.once('error', (failure) => {
	process.stderr.write(`${failure.message}\n`);
	process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));
