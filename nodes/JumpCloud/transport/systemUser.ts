/** Wire shapes of JumpCloud, reduced to what is read or written here. */

export type UserState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

interface Attribute {
	name: string;
	value: string;
}

interface PhoneNumber {
	type: string;
	number: string;
}

/** https://docs.jumpcloud.com/api/1.0/index.html#tag/Systemusers */
interface SystemUser {
	_id: string;
	username: string;
	/** name of the local account on the user's devices, where it is another one */
	systemUsername?: string;
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
	enable_user_portal_multifactor?: boolean;
	externally_managed?: boolean;
	restrictedFields?: Array<{ field?: string }>;
}

/** A user with the name that version 2 of the API has for the same id. */
export interface User extends SystemUser {
	id: string;
}

/** What is read of a user: all that is compared or shown, and nothing about passwords or keys. */
export const USER_FIELDS =
	'_id username systemUsername email state suspended activated firstname lastname displayname employeeIdentifier employeeType jobTitle department costCenter company location alternateEmail manager attributes phoneNumbers created';
