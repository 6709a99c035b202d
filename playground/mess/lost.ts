import type { Employee } from '../factorial/types';
import type { Pair, Services } from './healthy';

const DAY_MS = 24 * 60 * 60 * 1000;
const LOST = { lost: true };

const NAMES: ReadonlyArray<readonly [first: string, last: string]> = [
	['Lola', 'Perdida'],
	['Nils', 'Vermisst'],
	['Rosa', 'Olvido'],
	['Paul', 'Verlegt'],
];

/** HR at work while nothing of it reaches n8n. Each gives a sentence about it. */

export function loseHire(
	{ factorial }: Services,
	number: number,
): { hired: Employee; deed: string } {
	const [first_name, last_name] = NAMES[number % NAMES.length] ?? ['Lola', 'Perdida'];
	const round = Math.floor(number / NAMES.length);
	const mailbox = `${first_name}.${last_name}${round || ''}`.toLowerCase();
	const login_email = `${mailbox}@corp.example`;
	const hired = factorial.hire({ first_name, last_name, login_email }, LOST);
	return { hired, deed: `HR hires ${hired.full_name}, and n8n is not told` };
}

export function loseRename({ factorial }: Services, { employee }: Pair): string {
	const last_name = `${employee.last_name}-Ortiz`;
	const { full_name } = factorial.updateEmployee(employee.id, { last_name }, LOST);
	return `HR renames ${employee.full_name} to ${full_name}, and n8n is not told`;
}

export function loseTermination(services: Services, { employee }: Pair): string {
	const day = aWeekAgo(services);
	services.factorial.terminate(employee.id, day, LOST);
	return `HR enters that ${employee.full_name} left on ${day}, and n8n is not told`;
}

/** A day that is over by the simulated clock and by the real one, which n8n may go by. */
export function aWeekAgo({ clock }: Pick<Services, 'clock'>): string {
	const earlierMs = Math.min(clock.now().getTime(), Date.now());
	return new Date(earlierMs - 7 * DAY_MS).toISOString().slice(0, 10);
}
