/**
 * The packages that serve one service each, made from the same sources as the combined one. n8n verifies
 * only such packages. Their manifests hold what `package.json` of the combined one says and what is here.
 */
const { readFileSync } = require('node:fs');
const { join, posix } = require('node:path');

const ROOT = join(__dirname, '..');

const PARTS = [
	{
		name: 'n8n-nodes-factorialhr',
		service: 'Factorial',
		description:
			'n8n nodes for Factorial (HR): a trigger for employee events, and a node that reads employees, contracts, teams and locations',
		keywords: ['factorial', 'factorialhr', 'hr', 'hris', 'employee', 'onboarding', 'offboarding'],
	},
	{
		name: 'n8n-nodes-jumpcloud-directory',
		service: 'JumpCloud',
		description:
			'n8n node for JumpCloud: create, update, activate and suspend users, groups, scheduled changes, and plan and apply a whole company',
		keywords: ['jumpcloud', 'identity', 'directory', 'provisioning', 'user', 'suspend', 'group'],
	},
];

const rootManifest = () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The `package.json` of one part, with the files of its service only. */
function manifestOf({ name, service, description, keywords }, root = rootManifest()) {
	const own = (files) => files.filter((file) => file.includes(`/${service}`));
	return {
		...{ name, version: root.version, description, license: root.license, author: root.author },
		...{ homepage: root.homepage },
		repository: { ...root.repository, directory: `packages/${name}` },
		...{ keywords: ['n8n-community-node-package', 'n8n', ...keywords], engines: root.engines },
		files: root.files,
		n8n: {
			n8nNodesApiVersion: root.n8n.n8nNodesApiVersion,
			credentials: own(root.n8n.credentials),
			nodes: own(root.n8n.nodes),
		},
		...{ peerDependencies: root.peerDependencies, peerDependenciesMeta: root.peerDependenciesMeta },
	};
}

/**
 * A page of the repository for a place where the others are not beside it, such as a package or a release:
 * its links lead to the repository.
 *
 * @param folder in which the page stands in the repository
 */
function withFullLinks(text, folder = '') {
	const home = `${rootManifest().homepage.replace(/#.*$/, '')}/blob/main/`;
	return text.replace(/\]\((?!https?:|mailto:|#)([^)\s]+)\)/g, (_, link) => {
		const path = posix.normalize(posix.join(folder, link));
		return `](${home}${path})`;
	});
}

/** A workflow of the combined package, with the node types that the single ones give to n8n. */
function forSinglePackages(text) {
	const { name: combined } = rootManifest();
	return PARTS.reduce(
		(changed, { name, service }) =>
			changed.replace(
				new RegExp(
					`"${combined}\\.(${service.charAt(0).toLowerCase()}${service.slice(1)}\\w*)"`,
					'g',
				),
				`"${name}.$1"`,
			),
		text,
	);
}

module.exports = { PARTS, ROOT, forSinglePackages, manifestOf, rootManifest, withFullLinks };
