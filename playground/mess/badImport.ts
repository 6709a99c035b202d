import type { Services } from './healthy';
import { stays } from './healthy';
import { aWeekAgo } from './lost';

const SHARE = 0.6;
/** Some ways into Factorial are suspected of changing records without an event. */
const SILENT = { silent: true };

/** A file that HR has read in, and should not have. */
export interface BadImport {
	/** ids in Factorial of those whose employment it has ended */
	ids: string[];
	/** how many there were to choose from */
	of: number;
	/** Takes it back. */
	undo(): void;
}

/** Ends the employment of 60 % of the people at once, a week ago. */
export function importBadFile(services: Services): BadImport {
	const { factorial } = services;
	const staying = factorial.state.employees.filter(stays);
	const ids = staying.slice(0, Math.ceil(staying.length * SHARE)).map(({ id }) => id);
	const set = (changes: { terminated_on: string | null; termination_reason_type: string | null }) =>
		factorial.updateEmployees(
			ids.map((id) => ({ id, ...changes })),
			SILENT,
		);
	set({ terminated_on: aWeekAgo(services), termination_reason_type: 'others' });
	return {
		ids,
		of: staying.length,
		undo: () => void set({ terminated_on: null, termination_reason_type: null }),
	};
}
