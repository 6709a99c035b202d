export const UNFINISHED = ['new', 'running', 'waiting', 'unknown'];

/** Whether n8n is still at work on an execution, or rests in it. */
export function isUnfinished({ status }: { status: string }): boolean {
	return UNFINISHED.includes(status);
}
