import { run } from './process.cjs';

const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];

const CAUSES = [
	[
		/EUSAGE[\s\S]*in sync/,
		'package.json and package-lock.json do not belong together: `npm install` brings them together, if the change to either was meant.',
	],
	[/ENOSPC/, 'The disk is full. Free some space, then run the same command again.'],
	[/EACCES|EPERM|EROFS/, 'A folder may not be written. Check who owns it, then run again.'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
		'npm could not reach its registry. Check the network and `npm config get registry` (behind a proxy also `npm config get proxy`), then run the same command again.',
	],
	[
		/CERT|SSL|self.signed/i,
		'The registry’s certificate is not trusted here: see `npm config get cafile`.',
	],
	[/ETARGET|E404/, 'The registry does not have a package that is needed: is it a complete mirror?'],
];

const SHOWN_LINES = 12;

/** npm says first what is wrong, what it ran says it last. */
function beginningAndEnd(output) {
	const lines = output.trim().split('\n');
	if (lines.length <= 2 * SHOWN_LINES) return lines;
	return [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)];
}

/** What npm printed, shortened, with what to do about it in front. */
function explain(what, output) {
	const advice = CAUSES.find(([pattern]) => pattern.test(output))?.[1] ?? 'Run the command again.';
	return `${what} failed. ${advice}\n  ${beginningAndEnd(output).join('\n  ')}`;
}

/** Runs npm quietly in a folder. Throws an error that says what to do when npm fails. */
export async function npm(what, args, folder) {
	const [command, ...rest] = args;
	const { code, output } = await run('npm', [command, ...QUIET, ...rest], { cwd: folder });
	if (code !== 0) throw new Error(explain(what, output));
	return output;
}
