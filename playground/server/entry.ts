export type Kind = 'hr' | 'hand' | 'delivery' | 'execution' | 'jumpcloud' | 'schedule';

/** One line of the time line. */
export interface Entry {
	id: string;
	/** By the simulated clock, ISO 8601. */
	at: string;
	kind: Kind;
	text: string;
	/** `pending` while it is still under way. */
	status?: 'ok' | 'pending' | 'failed';
	/** Where n8n shows the execution. */
	executionUrl?: string;
	/** What follows is about anybody, whoever is named. */
	everybody?: true;
}
