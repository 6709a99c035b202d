import { config } from '@n8n/node-cli/eslint';

export default [
	// The folders of `packages/` lead to the sources that are checked here, or are built.
	{ ignores: ['dist/**', 'packages/*/**', 'playground/page/**'] },
	...config,
	{
		// These folders never ship: they drive processes, sockets and timers.
		files: ['{test,playground,bench}/**/*.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
		},
	},
];
