/** @type {import('jest').Config} */
const shared = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }] },
};

const project = (name) => ({
	...shared,
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	// The tests of n8n itself say for themselves how long they may take.
	...(name !== 'e2e' && { setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'] }),
});

module.exports = {
	projects: ['unit', 'engine', 'contract', 'e2e'].map(project),
	// Every file loads n8n's engine anew, and a worker grows past a gigabyte. On a busy machine the end of
	// so large a process takes longer than the half second after which Jest says that a worker "failed to
	// exit", although nothing in it was left open.
	workerIdleMemoryLimit: '800MB',
};
