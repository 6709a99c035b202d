import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import { descriptions } from '../support/descriptions';
import { loadPackage } from '../support/engine';
import { IS_RENEWING } from '../support/renewing';

const ROOT = path.resolve(__dirname, '../..');
const HOME = manifest.repository.url.replace(/\.git$/, '');

/** Links to this project, by what follows its address: its pages, releases and reports. */
const OWN_LINK =
	/https:\/\/github\.com\/[\w.-]+\/[\w.-]+(?=\/blob\/main\/(?:docs|workflows)\/|\/releases\b|\/security\/advisories\/new|#readme)/g;

const FOLDERS = ['.github', 'credentials', 'docs', 'nodes', 'packages', 'workflows'];
const TEXTS = /\.(md|yml|ts|json)$/;
/** Made by the build, or linked to. */
const COPIES = /^packages\/[^/]+\/(dist|nodes|credentials|workflows|CHANGELOG\.md|LICENSE\.md)\b/;

const files = [
	...FOLDERS.flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			path.join(folder, file),
		),
	),
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
].filter((file) => TEXTS.test(file) && !COPIES.test(file));

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('where the project lives stands in package.json', () => {
	it('and the homepage is there, too', () => {
		expect(manifest.homepage).toBe(`${HOME}#readme`);
	});

	it('and every link to its own pages leads there: npm run renew writes them', () => {
		const leading = files.filter((file) => read(file).search(OWN_LINK) >= 0);
		for (const file of IS_RENEWING ? leading : []) {
			writeFileSync(path.join(ROOT, file), read(file).replace(OWN_LINK, HOME));
		}
		const links = leading.flatMap((file) => read(file).match(OWN_LINK) ?? []);
		expect(links.length).toBeGreaterThan(10);
		expect([...new Set(links)]).toEqual([HOME]);
	});

	it('and who holds the copyright is its author', () => {
		const line = /^Copyright \(c\) (\d{4}) .+$/m;
		if (IS_RENEWING) {
			const renewed = read('LICENSE.md').replace(line, `Copyright (c) $1 ${manifest.author.name}`);
			writeFileSync(path.join(ROOT, 'LICENSE.md'), renewed);
		}
		expect(line.exec(read('LICENSE.md'))?.[0].endsWith(` ${manifest.author.name}`)).toBe(true);
	});
});

/** The headings of a page, as GitHub makes anchors of them. */
function anchorsOf(page: string): string[] {
	const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
	return headings.map((text) => text.toLowerCase().replaceAll(' ', '-'));
}

describe('Docs in n8n leads to the page of this package', () => {
	const PAGE_OF_NODE = {
		factorial: 'docs/operations.md#factorial',
		factorialPollingTrigger: 'docs/trigger.md#factorial-polling-trigger',
		factorialTrigger: 'docs/trigger.md',
		jumpCloud: 'docs/operations.md',
	};
	const PAGE_OF_CREDENTIAL = {
		factorialApi: 'docs/credentials.md#factorial-api',
		factorialOAuth2Api: 'docs/credentials.md#factorial-oauth2-api',
		jumpCloudApi: 'docs/credentials.md#jumpcloud-api',
		jumpCloudOAuth2Api: 'docs/credentials.md#jumpcloud-oauth2-api',
	};

	it('about the node whose panel is open', async () => {
		const linked = Object.values(await descriptions()).map(({ name, codex }) => [
			name,
			codex?.resources?.primaryDocumentation?.map(({ url }) => url),
		]);
		expect(Object.fromEntries(linked)).toEqual(
			Object.fromEntries(
				Object.entries(PAGE_OF_NODE).map(([name, page]) => [name, [`${HOME}/blob/main/${page}`]]),
			),
		);
	});

	it('about the credential that is open', async () => {
		const loader = await loadPackage();
		const linked = Object.keys(PAGE_OF_CREDENTIAL).map((name) => [
			name,
			loader.getCredential(name).type.documentationUrl,
		]);
		expect(Object.fromEntries(linked)).toEqual(
			Object.fromEntries(
				Object.entries(PAGE_OF_CREDENTIAL).map(([name, page]) => [
					name,
					`${HOME}/blob/main/${page}`,
				]),
			),
		);
	});

	it.each(Object.values({ ...PAGE_OF_NODE, ...PAGE_OF_CREDENTIAL }))('%s is there', (link) => {
		const [page = '', anchor] = link.split('#');
		expect(existsSync(path.join(ROOT, page))).toBe(true);
		if (anchor !== undefined) expect(anchorsOf(page)).toContain(anchor);
	});
});
