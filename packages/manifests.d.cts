import manifest from '../package.json';

type Manifest = typeof manifest;

/** One package for a single service. */
export interface Part {
	name: string;
	/** the folder of its nodes, and how the files of its credentials begin */
	service: string;
	description: string;
	keywords: string[];
}

export const PARTS: Part[];
export const ROOT: string;
export function rootManifest(): Manifest;
export function manifestOf(part: Part, root?: Manifest): Pick<Manifest, 'version' | 'n8n'>;
export function forSinglePackages(text: string): string;

/** A page for a place where the others are not beside it: its links lead to the repository. */
export function withFullLinks(text: string, folder?: string): string;
