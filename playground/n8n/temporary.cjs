const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const folders = new Set();

/** A new folder that is removed when this process ends, if nobody removed it before. */
function temporaryFolder(what) {
	const folder = mkdtempSync(join(tmpdir(), `factorial-jumpcloud-${what}-`));
	folders.add(folder);
	return folder;
}

function removeFolder(folder) {
	folders.delete(folder);
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

process.once('exit', () => folders.forEach(removeFolder));

module.exports = { removeFolder, temporaryFolder };
