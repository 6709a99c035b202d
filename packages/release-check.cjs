// What has to be true before anything is published. Run by the release workflow; by hand:
// node packages/release-check.cjs v0.1.0
// With --notes it gives what the changelog says of this version.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { PARTS, ROOT, manifestOf, rootManifest, withFullLinks } = require('./manifests.cjs');

/** Every reason why a version must not be published. */
function faultsOf({ tag, manifest, parts, changelog, codeowners }) {
	const { author, homepage, repository, version } = manifest;
	const own = [
		['author.name', author?.name],
		['author.email', author?.email],
		['homepage', homepage],
		['repository.url', repository?.url],
	];
	const placeholders = own.filter(([, value]) => isPlaceholder(value));
	const differing = parts.filter(({ written, wanted }) => written !== wanted);
	return [
		...placeholders.map(([field, value]) => `package.json, ${field}: "${value}" is a placeholder`),
		...(isPlaceholder(codeowners) ? ['.github/CODEOWNERS names a placeholder'] : []),
		...(tag === `v${version}` ? [] : [`the tag ${tag} does not fit the version ${version}`]),
		...(new RegExp(
			`^## ${version.replaceAll('.', '\\.')} - \\d{4}-\\d{2}-\\d{2}\\n(?!\\s*Unreleased)`,
			'm',
		).test(changelog)
			? []
			: [`CHANGELOG.md has no finished entry for ${version}`]),
		...differing.map(({ name }) => `packages/${name}/package.json is out of date: npm run renew`),
	];
}

/** Until somebody publishes, everything is called after the project itself, at addresses that nobody owns. */
function isPlaceholder(value) {
	return !value || /\.example\b|(^|github\.com\/|@)n8n-nodes-factorial-jumpcloud[ /]/.test(value);
}

const read = (...path) => readFileSync(join(ROOT, ...path), 'utf8');

/** What the changelog says of a version, without its heading; empty where it does not know it. */
function notesOf(changelog, version) {
	const entries = changelog.split(/^(?=## )/m);
	const entry = entries.find((one) => one.startsWith(`## ${version} - `)) ?? '';
	return entry.replace(/^.*\n/, '').trim();
}

module.exports = { faultsOf, notesOf };

if (require.main === module && process.argv[2] === '--notes') {
	const notes = notesOf(read('CHANGELOG.md'), rootManifest().version);
	process.stdout.write(`${withFullLinks(notes)}\n`);
} else if (require.main === module) {
	const faults = faultsOf({
		tag: process.argv[2],
		manifest: rootManifest(),
		parts: PARTS.map((part) => ({
			name: part.name,
			written: read('packages', part.name, 'package.json'),
			wanted: `${JSON.stringify(manifestOf(part), null, '\t')}\n`,
		})),
		changelog: read('CHANGELOG.md'),
		codeowners: read('.github', 'CODEOWNERS'),
	});
	for (const fault of faults) process.stderr.write(`${fault}\n`);
	if (faults.length > 0) process.exitCode = 1;
}
