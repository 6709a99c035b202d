import type { SystemUser, UserGroup } from '../../jumpcloud/types';
import type { Services } from '../../mess/healthy';
import { day } from '../../company/days';
import type { ContractVersion, EmployeeRecord } from '../../factorial/types';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What is made in both services for the time of one trial. It goes into the records themselves, so that
 * no event tells of it, and `undo` takes it back: whoever tries something finds the company as it was.
 */
export class Arrangement {
	private readonly undoing: Array<() => void> = [];

	constructor(private readonly services: Services) {}

	/** Takes everything back, the last first. */
	undo(): void {
		for (const undo of this.undoing.splice(0).toReversed()) undo();
	}

	/** `YYYY-MM-DD`, so many days from today on by the simulated clock. */
	day(later: number): string {
		return day(new Date(this.services.clock.now().getTime() + later * DAY_MS));
	}

	/** Changes somebody's record in Factorial. */
	person(id: string, fields: Partial<EmployeeRecord>): void {
		this.change(this.services.factorial.state.people, ({ id: one }) => one === id, fields);
	}

	/** Changes somebody's contract in Factorial. */
	contract(employeeId: string, fields: Partial<ContractVersion>): void {
		const { contracts } = this.services.factorial.state;
		this.change(contracts, ({ employee_id: one }) => one === employeeId, fields);
	}

	/** Changes a user; nothing where somebody has deleted them. */
	user(username: string, fields: Partial<SystemUser>): void {
		const { users } = this.services.jumpCloud.state;
		this.change(users, (one) => one.username === username, fields);
	}

	/** A user who is there for now. */
	newUser(fields: Partial<SystemUser>): SystemUser {
		const { state } = this.services.jumpCloud;
		const user = state.addUser(fields);
		this.goes(state.users, user);
		return user;
	}

	/** A group that is there for now, with these users in it, as far as there are such. */
	newGroup(name: string, usernames: string[] = []): UserGroup {
		const { state } = this.services.jumpCloud;
		const members = usernames.flatMap((one) => state.findUser(one)?._id ?? []);
		const group = state.addGroup({ name, members });
		this.goes(state.groups, group);
		return group;
	}

	/** Makes one user the manager of another. */
	reportTo(username: string, manager: string): void {
		const { state } = this.services.jumpCloud;
		this.user(username, { manager: state.findUser(manager)?._id ?? null });
	}

	/** An activation that JumpCloud keeps for now. */
	activation(user: SystemUser, scheduledDate: Date): void {
		const { state } = this.services.jumpCloud;
		const scheduledJobId = state.nextId();
		const about = { systemUserId: user._id, state: 'ACTIVATED' as const, sendMail: true };
		const schedule = { ...about, scheduledJobId, scheduledDate };
		state.schedules.push(schedule);
		this.goes(state.schedules, schedule);
	}

	/** Lets JumpCloud refuse the next change of a user. */
	refuse(username: string): void {
		const { jumpCloud } = this.services;
		const id = jumpCloud.state.findUser(username)?._id ?? username;
		const body = { message: 'This user is managed elsewhere' };
		const path = new RegExp(`/${id}$`);
		jumpCloud.fail({ kind: 'answer', status: 400, body, method: 'PUT', path });
		this.undoing.push(() => jumpCloud.faults.clear());
	}

	private change<T extends object>(records: T[], isMeant: (one: T) => boolean, fields: object) {
		const record = records.find(isMeant);
		if (!record) return;
		const before = { ...record };
		Object.assign(record, fields);
		this.undoing.push(() => {
			for (const name of Object.keys(fields)) {
				if (name in before) Object.assign(record, { [name]: before[name as keyof T] });
				else Reflect.deleteProperty(record, name);
			}
		});
	}

	private goes<T>(list: T[], record: T): void {
		this.undoing.push(() => {
			const index = list.indexOf(record);
			if (index !== -1) list.splice(index, 1);
		});
	}
}
