/** What a version is judged by. */
export interface Candidate {
	/** of git */
	tag: string;
	manifest: {
		version: string;
		author?: { name: string; email: string };
		homepage?: string;
		repository?: { url: string };
	};
	/** the manifests of the packages for one service, as they stand and as they should */
	parts: Array<{ name: string; written: string; wanted: string }>;
	changelog: string;
	codeowners: string;
}

/** Every reason why a version must not be published; none when it may be. */
export function faultsOf(candidate: Candidate): string[];

/** What the changelog says of a version, without its heading; empty where it does not know it. */
export function notesOf(changelog: string, version: string): string;
