import { config } from '@n8n/node-cli/eslint';

export default [
	{ ignores: ['dist/**', 'playground/page/**'] },
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
