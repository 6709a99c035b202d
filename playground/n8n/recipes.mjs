/** The n8n of the playground and of every test that does not ask for another. */
export const N8N_VERSION = '2.41.1';

/** The Node.js version that is fetched when the machine has none that fits. */
export const NODE_VERSION = '24.21.0';

/**
 * What each n8n that we know needs, oldest first.
 *
 * - `nodes`: the major versions of Node.js that it runs on;
 * - `overrides`: packages to install instead of those that it asks for;
 * - `settings`: of n8n, by the names of their environment variables.
 */
const RECIPES = {
	'1.123.81': {
		nodes: [20, 22, 24],
		// It asks for an archive that is on no registry.
		overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' },
		// The other engine is native, and cannot be built for Node.js 20.
		settings: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
	'2.20.12': { nodes: [22, 24], overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' }, settings: {} },
	'2.41.1': {
		// isolated-vm, which it needs, comes ready-made for these two.
		nodes: [24, 26],
		overrides: {},
		// Asks a server for a list; older versions do not know the name and refuse to start.
		settings: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
};

export const KNOWN_VERSIONS = Object.keys(RECIPES);

/** Throws an error that names the versions there are. */
export function recipeOf(version) {
	const recipe = RECIPES[version];
	if (recipe !== undefined) return recipe;
	throw new Error(`How to install n8n ${version} is unknown; known: ${KNOWN_VERSIONS.join(', ')}`);
}
