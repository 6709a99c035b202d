const { rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	promisify(execFile)(process.execPath, [require.resolve('typescript/bin/tsc')]).catch((failure) => {
		throw new Error(`tsc\n${failure.stdout}`);
	});

/** Icons, codex files and output schemas: what n8n reads beside the compiled code. */
const assets = () =>
	// `encoding: false`: gulp 5 would otherwise decode pictures as text and break them.
	src('{nodes,credentials}/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, assets));
exports.default = exports.build;
