import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/values';

/**
 * The version of a contract that applies on a day: the latest that has taken effect. For somebody
 * who has not started yet it is the one that takes effect first, and `isFuture` says so.
 *
 * @param versions of one employee; of two for the same day the later one in the list counts
 * @param today YYYY-MM-DD
 */
export function currentContract(
	versions: readonly IDataObject[],
	today: string,
): { version: IDataObject; isFuture: boolean } | undefined {
	const byDay = versions.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
	const version = byDay.findLast((one) => dayOf(one) <= today);
	if (version) return { version, isFuture: false };
	const [next] = byDay;
	const first = next && byDay.findLast((one) => dayOf(one) === dayOf(next));
	return first && { version: first, isFuture: true };
}

/** What an employee's item says of the contract; null where there is nothing to say. */
export function contractFields(versions: readonly IDataObject[], today: string): IDataObject {
	const current = currentContract(versions, today);
	const { job_title, starts_on, effective_on, ends_on } = current?.version ?? {};
	const firstDay = versions.map(dayOf).filter(Boolean).sort()[0];
	return {
		job_title: job_title ?? null,
		start_date: starts_on ?? firstDay ?? null,
		contract_starts_on: starts_on ?? null,
		contract_effective_on: effective_on ?? null,
		contract_ends_on: ends_on ?? null,
		contract_is_future: current?.isFuture ?? false,
	};
}

/** The day as YYYY-MM-DD in a zone. */
export function dayIn(timeZone: string, moment: Date): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment);
}

function dayOf(version: IDataObject): string {
	return asText(version.effective_on);
}
