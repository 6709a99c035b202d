import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from './process.cjs';

/** The npm package that holds nothing but Node.js itself for this machine. */
export function nodePackage(platform = process.platform, arch = process.arch) {
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${arch}`;
}

async function pathOf(command, majors) {
	const script = 'console.log(process.versions.node + " " + process.execPath)';
	const { code, output } = await run(command, ['-e', script]);
	const [version = '', path = ''] = output.trim().split(' ');
	return code === 0 && majors.includes(Number.parseInt(version, 10)) ? path : undefined;
}

/** The path of a Node.js on this machine of one of these major versions, or undefined. */
export async function fittingNode(majors) {
	return (await pathOf(process.execPath, majors)) ?? (await pathOf('node', majors));
}

/** The Node.js that came from npm into `folder`. */
export function fetchedNode(folder) {
	const manifest = join(folder, 'node_modules', nodePackage(), 'package.json');
	return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.node);
}

/** The folder whose include/node has the headers of this Node.js, or undefined when it has none. */
export function headersOf(node) {
	const root = dirname(dirname(node));
	return existsSync(join(root, 'include', 'node', 'node_api.h')) ? root : undefined;
}

/** Resolves a file of a package as seen from another package in `folder`, or undefined. */
export function findModule(folder, from, request) {
	try {
		return createRequire(join(folder, 'node_modules', from, 'package.json')).resolve(request);
	} catch {
		return undefined;
	}
}
