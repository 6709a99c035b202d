import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { run } from '../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../playground/n8n/temporary.cjs';
import { faultsOf, notesOf } from '../../packages/release-check.cjs';
import type { Candidate } from '../../packages/release-check.cjs';

const ROOT = path.resolve(__dirname, '../..');
const WORKFLOWS = path.join(ROOT, '.github/workflows');

describe('the workflows for releases and checks', () => {
	const complaints = async (...files: string[]) => {
		const linter = path.join(__dirname, 'actionlint.mjs');
		const { code, output } = await run(process.execPath, [linter, ...files], { cwd: ROOT });
		expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
		return output;
	};

	it('are ones that GitHub understands', async () => {
		const files = readdirSync(WORKFLOWS).map((file) => path.join(WORKFLOWS, file));
		expect(files.length).toBeGreaterThan(3);
		expect(await complaints(...files)).toBe('');
	});

	it('are told from broken ones', async () => {
		const folder = temporaryFolder('workflow');
		const file = path.join(folder, 'broken.yml');
		const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - rn: x\n';
		writeFileSync(file, broken);
		expect(await complaints(file)).toMatch(/^broken\.yml:\d/);
		removeFolder(folder);
	});

	it('publish only after a check of the same commit and an approval, without a token of long life', () => {
		const release = readFileSync(path.join(WORKFLOWS, 'release.yml'), 'utf8');
		expect(release).toMatch(/needs: check\n/);
		expect(release).toMatch(/environment: npm\n/);
		expect(release).toMatch(/id-token: write/);
		expect(release).toMatch(/git merge-base --is-ancestor HEAD origin\/main/);
		expect(release).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN|_authToken/);
		expect(release.match(/npm publish (?!.*--provenance)/g)).toBeNull();
	});
});

const workflows = readdirSync(WORKFLOWS).map((file): [string, string] => [
	file,
	readFileSync(path.join(WORKFLOWS, file), 'utf8'),
]);

describe.each(workflows)('%s', (_file, text) => {
	it('uses every action as it is at one commit, and says which version that is', () => {
		const used = text.match(/uses: .*/g) ?? [];
		expect(used.length).toBeGreaterThan(0);
		const loose = used.filter((use) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use));
		expect(loose).toEqual([]);
	});

	it('may read the repository, and no more unless a job says what for', () => {
		expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
		expect(text.match(/: write\b/g)?.length ?? 0).toBeLessThanOrEqual(2);
		expect(text).not.toMatch(/pull_request_target|write-all/);
	});

	it('keeps no credential beside the code, ends in time, and does not overtake itself', () => {
		const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
		expect(count(/persist-credentials: false/g)).toBe(count(/actions\/checkout@/g));
		expect(count(/timeout-minutes: \d+/g)).toBe(count(/runs-on: /g));
		expect(text).toMatch(/^concurrency:\n/m);
	});

	it('puts nothing that others write into a command', () => {
		expect(text).not.toMatch(/run: .*\$\{\{/);
	});
});

it('one job may write to npm, another one to the releases, and none both', () => {
	const [, ...jobs] = (new Map(workflows).get('release.yml') ?? '').split(/^ {2}(?=\w+:\n {4})/m);
	const rights = jobs.map((job) => job.match(/[\w-]+: write\b/g) ?? []);
	expect(rights.flat().toSorted()).toEqual(['contents: write', 'id-token: write']);
	expect(rights.filter((own) => own.length > 1)).toEqual([]);
});

describe('whoever wants a template without installing the package', () => {
	const templates = readdirSync(path.join(ROOT, 'workflows')).filter((file) =>
		/\.json$/.test(file),
	);
	const page = readFileSync(path.join(ROOT, 'workflows/README.md'), 'utf8');

	it.each(templates)('gets %s from the release, for either way of installing', (file) => {
		const release = readFileSync(path.join(WORKFLOWS, 'release.yml'), 'utf8');
		expect(release).toMatch(/cp workflows\/\*\.json templates\//);
		expect(release).toMatch(/"templates\/two-packages-\$\(basename "\$file"\)"/);
		for (const name of [file, `two-packages-${file}`]) {
			expect(page).toContain(`/releases/latest/download/${name})`);
		}
	});
});

it('a release says what the changelog says of this version alone', () => {
	const log = '# Changelog\n\n## 1.2.3 - 2026-12-01\n\n- new\n\n## 1.2.2 - 2026-11-01\n\n- old\n';
	expect(notesOf(log, '1.2.3')).toBe('- new');
	expect(notesOf(log, '1.2.4')).toBe('');
});

describe('a version may be published', () => {
	const good: Candidate = {
		tag: 'v1.2.3',
		manifest: {
			version: '1.2.3',
			author: { name: 'Corp Example Ltd', email: 'it@corp.test' },
			homepage: 'https://github.com/corp-test/nodes#readme',
			repository: { url: 'https://github.com/corp-test/nodes.git' },
		},
		parts: [{ name: 'one', written: '{}', wanted: '{}' }],
		changelog: '# Changelog\n\n## 1.2.3 - 2026-12-01\n\n### Added\n',
		codeowners: '* @corp-test',
	};

	it('when everything is filled in and fits together', () => {
		expect(faultsOf(good)).toEqual([]);
	});

	// As the project stands before somebody publishes it; afterwards its own manifest says other things.
	const project = 'n8n-nodes-factorial-jumpcloud';
	const unfilled = {
		author: { name: `${project} maintainers`, email: `maintainers@${project}.example` },
		homepage: `https://github.com/${project}/${project}#readme`,
		repository: { url: `https://github.com/${project}/${project}.git` },
	};
	const anonymous = { ...good.manifest, author: undefined };
	it.each<[string, Partial<Candidate>]>([
		['nobody is named as its author', { manifest: anonymous }],
		['its author is a placeholder', { manifest: { ...good.manifest, author: unfilled.author } }],
		['its homepage is', { manifest: { ...good.manifest, homepage: unfilled.homepage } }],
		['its repository is', { manifest: { ...good.manifest, repository: unfilled.repository } }],
		['the owners of its code are', { codeowners: `* @${project}/maintainers` }],
		['the tag is of another version', { tag: 'v1.2.4' }],
		['there is no tag', { tag: '' }],
		[
			'the changelog does not know it',
			{ changelog: '# Changelog\n\n## 1.2.2 - 2026-11-01\n\n- x\n' },
		],
		[
			'the changelog is not finished',
			{ changelog: '# Changelog\n\n## 1.2.3 - 2026-12-01\n\nUnreleased.\n' },
		],
		['a part is out of date', { parts: [{ name: 'one', written: '{}', wanted: '{ }' }] }],
	])('but not while %s', (_, change) => {
		expect(faultsOf({ ...good, ...change })).not.toEqual([]);
	});

	it.each([
		{ author: { name: 'Corp maintainers', email: 'maintainers@corp.test' } },
		{ homepage: 'https://corp.test/maintainers' },
		{ repository: { url: `https://github.com/corp-test/${project}.git` } },
		{ homepage: `https://github.com/corp-test/${project}/wiki` },
	])(
		'also by people who call themselves maintainers, or the repository like the project: %j',
		(own) => {
			expect(faultsOf({ ...good, manifest: { ...good.manifest, ...own } })).toEqual([]);
			expect(faultsOf({ ...good, codeowners: '* @corp-test/maintainers' })).toEqual([]);
		},
	);

	it('but not while whoever publishes it has filled in nothing: each field is named', () => {
		const own = { ...good, manifest: { ...good.manifest, ...unfilled } };
		expect(faultsOf(own).filter((fault) => /placeholder/.test(fault))).toHaveLength(4);
	});
});
