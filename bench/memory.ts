import { readFileSync } from 'node:fs';

const SAMPLE_MS = 50;
const KB_PER_MB = 1024;

export interface Memory {
	/** of n8n's own process, in MB */
	peakMb: number;
	/** before the work began */
	idleMb: number;
	/** of its children, which run the code of Code nodes */
	peakChildrenMb: number;
}

/** Watches the resident memory of a process and of its children until it is stopped. */
export function watchMemory(pid: number): { stop(): Memory } {
	const idleMb = residentMb(pid);
	let [peakMb, peakChildrenMb] = [idleMb, 0];
	const look = () => {
		peakMb = Math.max(peakMb, residentMb(pid));
		const children = childrenOf(pid).reduce((sum, child) => sum + residentMb(child), 0);
		peakChildrenMb = Math.max(peakChildrenMb, children);
	};
	const timer = setInterval(look, SAMPLE_MS);
	return {
		stop() {
			clearInterval(timer);
			look();
			return { peakMb, idleMb, peakChildrenMb };
		},
	};
}

/** One that has ended takes nothing. */
function residentMb(pid: number): number {
	const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`)) ?? [];
	return Math.round(Number(kilobytes) / KB_PER_MB);
}

function childrenOf(pid: number): number[] {
	return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
