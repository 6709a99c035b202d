/** @type {import('jest').Config} */
const shared = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }] },
};

const project = (name) => ({
	...shared,
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	...(name === 'engine' && { setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'] }),
});

module.exports = { projects: ['unit', 'engine', 'contract', 'e2e'].map(project) };
