import { deleteUser, editUser, mistypeNumber, suspendUser } from './byHand';
import { healthyPairs } from './healthy';
import type { Pair, Services } from './healthy';
import { loseHire, loseRename, loseTermination } from './lost';

/** To whom something happened, by their ids in Factorial. */
export interface Victims {
	deleted: string;
	edited: string;
	suspended: string;
	unlinkable: string;
	hired: string;
	renamed: string;
	terminated: string;
}

export interface Mess {
	victims: Victims;
	/** what was done, a sentence each */
	deeds: string[];
}

const NEEDED = 6;

/** Spoils things behind n8n's back, each time those of other people as long as there are any. */
export class MessMaker {
	private count = 0;
	private readonly spoilt = new Set<string>();

	constructor(private readonly services: Services) {}

	/** Undefined when there are not enough people left whose users are as HR says. */
	make(): Mess | undefined {
		const pairs = this.choose();
		const [deleted, edited, suspended, unlinkable, renamed, terminated] = pairs;
		if (!deleted || !edited || !suspended || !unlinkable || !renamed || !terminated) {
			return undefined;
		}
		const { hired, deed } = loseHire(this.services, this.count);
		const deeds = [
			deleteUser(this.services, deleted),
			editUser(this.services, edited),
			suspendUser(this.services, suspended),
			mistypeNumber(this.services, unlinkable),
			deed,
			loseRename(this.services, renamed),
			loseTermination(this.services, terminated),
		];
		this.count += 1;
		for (const { employee } of pairs) this.spoilt.add(employee.id);
		const victims = {
			deleted: deleted.employee.id,
			edited: edited.employee.id,
			suspended: suspended.employee.id,
			unlinkable: unlinkable.employee.id,
			hired: hired.id,
			renamed: renamed.employee.id,
			terminated: terminated.employee.id,
		};
		return { deeds, victims };
	}

	/** The first who have been left in peace so far, then those for whom it is not the first time. */
	private choose(): Pair[] {
		const isNew = ({ employee }: Pair) => !this.spoilt.has(employee.id);
		const healthy = healthyPairs(this.services);
		const inTurn = [...healthy.filter(isNew), ...healthy.filter((pair) => !isNew(pair))];
		return inTurn.slice(0, NEEDED);
	}
}
