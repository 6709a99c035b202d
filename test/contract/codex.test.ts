import { readFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';

const ROOT = path.resolve(__dirname, '../..');

/** The categories of n8n that are open to community nodes. */
const CATEGORIES = [
	...['Analytics', 'Communication', 'Data & Storage', 'Development', 'Finance & Accounting'],
	...['Marketing & Content', 'Miscellaneous', 'Productivity', 'Sales', 'Utility'],
];

/** What people type who do not know the names of the services. */
const WORDS = [
	...['HR', 'employee', 'onboarding', 'offboarding', 'provisioning', 'identity'],
	...['joiner', 'mover', 'leaver', 'human resources', 'new hire', 'terminate'],
];

const files = manifest.n8n.nodes.map((file) =>
	file.replace(/^dist\//, '').replace(/\.js$/, '.json'),
);

describe.each(files)('%s', (file) => {
	const codex = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as {
		node: string;
		nodeVersion: string;
		categories: string[];
		alias: string[];
	};

	it('stands where people look, with nothing that only n8n itself may use', () => {
		expect(codex.categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex).not.toHaveProperty('subcategories');
		expect(codex.nodeVersion).toBe('1.0');
	});

	it('is found by what people look for in a directory, where it is one', () => {
		const ofDirectories = ['SSO', 'user group', 'directory', 'suspend'];
		const wanted = codex.node.endsWith('.jumpCloud') ? ofDirectories : [];
		expect(codex.alias).toEqual(expect.arrayContaining(wanted));
	});

	it('is found by the words of the job', () => {
		expect(codex.alias).toEqual(expect.arrayContaining(WORDS));
		const lowerCase = codex.alias.map((word) => word.toLowerCase());
		expect(new Set(lowerCase).size).toBe(lowerCase.length);
	});
});
