import { masked } from './mask';

/** One request as the simulator saw it. Secrets are masked; headers are not kept at all. */
export interface JournalEntry {
	/** Arrival, by the simulator's clock. */
	at: Date;
	method: string;
	/** Path without the query. */
	path: string;
	query: Record<string, string | string[]>;
	body: unknown;
	/** 0 when the connection was cut without an answer, or while the answer is still under way. */
	status: number;
	/** Time taken in milliseconds of real time. */
	ms: number;
}

/** What was asked of a simulator, in order of arrival. */
export class Journal {
	/** The largest number of requests that were ever being answered at the same time. */
	peakInFlight = 0;
	private entries: JournalEntry[] = [];
	private inFlight = 0;

	all(): JournalEntry[] {
		return [...this.entries];
	}

	reads(): JournalEntry[] {
		return this.entries.filter(isRead);
	}

	writes(): JournalEntry[] {
		return this.entries.filter((entry) => !isRead(entry));
	}

	clear(): void {
		this.entries = [];
		this.peakInFlight = this.inFlight;
	}

	/** Notes an arrival; the returned function notes its answer. For the server, not for tests. */
	open(arrival: Omit<JournalEntry, 'status' | 'ms'>): (status: number) => void {
		const entry = { ...arrival, body: masked(arrival.body), status: 0, ms: 0 };
		const startedMs = performance.now();
		this.entries.push(entry);
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
		return (status) => {
			entry.status = status;
			entry.ms = Math.round(performance.now() - startedMs);
			this.inFlight -= 1;
		};
	}
}

/** A search is a POST that changes nothing. */
function isRead(entry: JournalEntry): boolean {
	return ['GET', 'HEAD'].includes(entry.method) || entry.path.includes('/search/');
}
