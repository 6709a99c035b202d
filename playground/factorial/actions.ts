import {
	addContractVersion,
	approvePromotion,
	deleteContractVersion,
	updateContractVersion,
} from './contracts';
import { addMembership, addMemberships, removeMembership, updateMembership } from './memberships';
import { grantLeave } from './leaves';
import type { Office } from './office';
import {
	hire,
	invite,
	setRegularAccessStartDate,
	terminate,
	unterminate,
	updateEmployee,
	updateEmployees,
} from './people';

/**
 * What the simulated HR department can do. Each action changes the records at once and raises the
 * event that Factorial would raise; its last argument can name an author or keep it silent.
 */
export function actionsOf(office: Office) {
	const by =
		<A extends unknown[], R>(action: (office: Office, ...given: A) => R) =>
		(...given: A): R =>
			action(office, ...given);
	return {
		hire: by(hire),
		updateEmployee: by(updateEmployee),
		updateEmployees: by(updateEmployees),
		terminate: by(terminate),
		unterminate: by(unterminate),
		invite: by(invite),
		setRegularAccessStartDate: by(setRegularAccessStartDate),
		addContractVersion: by(addContractVersion),
		approvePromotion: by(approvePromotion),
		updateContractVersion: by(updateContractVersion),
		deleteContractVersion: by(deleteContractVersion),
		addMembership: by(addMembership),
		addMemberships: by(addMemberships),
		updateMembership: by(updateMembership),
		removeMembership: by(removeMembership),
		grantLeave: by(grantLeave),
	};
}
