/** Wire shapes of JumpCloud, reduced to what is read or written here. */

export type UserState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

export interface Attribute {
	name: string;
	value: string;
}

export interface PhoneNumber {
	type: string;
	number: string;
}

/** https://docs.jumpcloud.com/api/1.0/index.html#tag/Systemusers */
export interface SystemUser {
	_id: string;
	username: string;
	email: string;
	state: UserState;
	suspended?: boolean;
	activated?: boolean;
	firstname?: string;
	lastname?: string;
	displayname?: string;
	employeeIdentifier?: string;
	employeeType?: string;
	jobTitle?: string;
	department?: string;
	costCenter?: string;
	company?: string;
	location?: string;
	alternateEmail?: string;
	manager?: string | null;
	attributes?: Attribute[];
	phoneNumbers?: PhoneNumber[];
	created?: string;
}

/** https://docs.jumpcloud.com/api/2.0/index.html#tag/Bulk-Job-Requests */
export interface ScheduledUserState {
	scheduledJobId?: string;
	id?: string;
	systemUserId: string;
	state: 'ACTIVATED' | 'SUSPENDED';
	scheduledDate: string;
}
