import { run } from './process.cjs';

const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];

const CAUSES = [
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

/** What npm printed, in at most ten lines, with what to do about it in front. */
function explain(what, output) {
	const advice = CAUSES.find(([pattern]) => pattern.test(output))?.[1] ?? 'Run the command again.';
	const tail = output.trim().split('\n').slice(-10).join('\n  ');
	return `${what} failed. ${advice}\n  ${tail}`;
}

/** Runs npm quietly in a folder. Throws an error that says what to do when npm fails. */
export async function npm(what, args, folder) {
	const [command, ...rest] = args;
	const { code, output } = await run('npm', [command, ...QUIET, ...rest], { cwd: folder });
	if (code !== 0) throw new Error(explain(what, output));
	return output;
}
