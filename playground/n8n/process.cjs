const { spawn } = require('node:child_process');

/** Everything started here that still runs. Each is the leader of a process group of its own. */
const running = new Set();

const KEPT_CHARACTERS = 64 * 1024;

/** npm hands its own settings to what it starts; in another folder they would mislead a second npm. */
const FOREIGN_SETTING = /^npm_(config_(ignore_scripts|local_prefix|prefix)|package_|lifecycle_)/i;

function inheritedEnvironment(source = process.env) {
	return Object.fromEntries(Object.entries(source).filter(([name]) => !FOREIGN_SETTING.test(name)));
}

/** Starts a program in a process group of its own, so that its children can be stopped with it. */
function start(command, args, options = {}) {
	const child = spawn(command, args, { env: inheritedEnvironment(), ...options, detached: true });
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/** Signals a program and all of its children; one that is gone already is no failure. */
function signalGroup(child, signal) {
	try {
		if (child.pid !== undefined) process.kill(-child.pid, signal);
	} catch (failure) {
		if (failure.code !== 'ESRCH') throw failure;
	}
}

/**
 * Runs a program to its end and gives { code, output }: both streams in the order they came, the
 * last 64 KiB of them. `echo: true` also shows them while it runs. A program that cannot be started
 * is code 127, as in a shell.
 */
function run(command, args, { echo = false, ...options } = {}) {
	return new Promise((resolve) => {
		const stdio = ['ignore', 'pipe', 'pipe'];
		const child = start(command, args, { stdio, ...options });
		let output = '';
		const keep = (chunk) => {
			output = (output + chunk).slice(-KEPT_CHARACTERS);
			if (echo) process.stdout.write(chunk);
		};
		child.stdout?.on('data', keep);
		child.stderr?.on('data', keep);
		child.once('error', (failure) => resolve({ code: 127, output: failure.message }));
		child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
	});
}

/** Signals everything that still runs, children included. */
function stopAll(signal = 'SIGTERM') {
	for (const child of running) signalGroup(child, signal);
}

// The last resort: whatever way this process ends, nothing it started stays behind.
process.once('exit', () => stopAll('SIGKILL'));

module.exports = { inheritedEnvironment, run, signalGroup, start, stopAll };
