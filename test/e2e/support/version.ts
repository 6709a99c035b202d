import { preparedByRunner } from '../../../playground/n8n/installation';

/** Whether the n8n under test is of this version or a later one. */
export function isAtLeast(version: string): boolean {
	const { version: ours } = preparedByRunner().installation;
	return ours.localeCompare(version, undefined, { numeric: true }) >= 0;
}
