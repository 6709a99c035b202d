import type { Clock } from '../core/clock';
import { Ids } from './ids';
import { recipientOf } from './mails';
import { anOrganization } from './organization';
import { aSystemUser } from './seed';
import type { Binding, Mail, Schedule, SystemUser, UserGroup } from './types';

/** Everything one organization holds. Tests read and change it directly. */
export class JumpCloudState {
	readonly organization = anOrganization();
	readonly groups: UserGroup[] = [];
	/** Addresses that are taken in somebody else's organization. */
	readonly foreignEmails: string[] = [];
	private readonly ids = new Ids();
	private readonly people: SystemUser[] = [];
	private readonly waiting: Schedule[] = [];
	private readonly sent: Mail[] = [];
	private readonly bound = new Map<string, Binding[]>();

	constructor(private readonly clock: Clock) {}

	get users(): SystemUser[] {
		return this.settled().people;
	}

	/** Changes that have not come true yet, in the order in which they were asked for. */
	get schedules(): Schedule[] {
		return this.settled().waiting;
	}

	get mails(): Mail[] {
		return this.settled().sent;
	}

	/** The user with this id, username or email (any case). Throws when there is none. */
	user(key: string): SystemUser {
		const found = this.findUser(key);
		if (!found) throw new Error(`No such user: ${key}`);
		return found;
	}

	findUser(key: string): SystemUser | undefined {
		const wanted = key.toLowerCase();
		return this.users.find(({ _id, username, email }) =>
			[_id, username.toLowerCase(), email.toLowerCase()].includes(wanted),
		);
	}

	/** Puts a user there without asking any rule; what is not given gets a plausible value. */
	addUser(given: Partial<SystemUser> = {}): SystemUser {
		const user = aSystemUser(given, this.nextId(), this.clock.now(), this.organization._id);
		this.people.push(user);
		return user;
	}

	addGroup(given: Partial<UserGroup> & { name: string }): UserGroup {
		const group: UserGroup = {
			id: this.nextId(),
			type: 'user_group',
			membershipMethod: 'STATIC',
			members: [],
			attributes: {},
			...given,
		};
		this.groups.push(group);
		return group;
	}

	/** Binds a user to a resource, of their own or because of a group: from now on the username is fixed. */
	bind(key: string, about: Partial<Binding> = {}): void {
		const userId = this.user(key)._id;
		const binding: Binding = { type: 'system', id: this.nextId(), isDirect: true, ...about };
		this.bound.set(userId, [...this.bindingsOf(userId), binding]);
	}

	/** Takes a user from everything. */
	unbind(key: string): void {
		this.bound.delete(this.user(key)._id);
	}

	bindingsOf(userId: string): Binding[] {
		return this.bound.get(userId) ?? [];
	}

	isBound(userId: string): boolean {
		return this.bindingsOf(userId).length > 0;
	}

	nextId(): string {
		return this.ids.next(this.clock.now());
	}

	/** Mails a user about their activation. `address` replaces the default recipient. */
	mail(user: SystemUser, address?: string): void {
		const kind = user.activated ? 'welcome' : 'activation';
		const to = address ?? recipientOf(user, kind);
		this.sent.push({ to, kind, userId: user._id, at: this.clock.now() });
	}

	/** Lets every change come true whose time has come, oldest first. */
	settle(now: Date): void {
		const due = this.waiting.filter(({ scheduledDate }) => scheduledDate <= now);
		due.sort((a, b) => a.scheduledDate.getTime() - b.scheduledDate.getTime());
		for (const schedule of due) {
			this.waiting.splice(this.waiting.indexOf(schedule), 1);
			this.carryOut(schedule);
		}
	}

	private carryOut({ systemUserId, state, sendMail, mailTo }: Schedule): void {
		const user = this.people.find(({ _id }) => _id === systemUserId);
		if (!user || user.state === state) return;
		const wasStaged = user.state === 'STAGED';
		user.state = state;
		user.suspended = state === 'SUSPENDED';
		if (wasStaged && state === 'ACTIVATED' && sendMail) this.mail(user, mailTo);
	}

	private settled(): this {
		this.settle(this.clock.now());
		return this;
	}
}
