// The two legs of n8n's own package scanner: the folder of the sources, and the one of an unpacked tarball.
import { resolve } from 'node:path';
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [sources, unpacked] = process.argv.slice(2);
const legs = {
	source: [sources, SOURCE_FILE_PATTERNS],
	tarball: [unpacked, ['**/*.js', 'package.json']],
};
for (const [leg, [folder, patterns]] of Object.entries(legs)) {
	const { passed, message, details } = await analyzePackage(resolve(folder), patterns);
	// A folder without matching files counts as passed, but with a message.
	const isClean = passed && !message;
	process.stdout.write(`${leg}: ${isClean ? 'clean' : `${message}\n${JSON.stringify(details)}`}\n`);
	if (!isClean) process.exitCode = 1;
}
