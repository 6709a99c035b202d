import axios from 'axios';
import { workEmail } from '../company/workEmail';
import type { Scene } from './step';

/** IT changes somebody's user by hand, as the Admin Portal does; found by the email of the person. */
export async function correct(
	{ factorial, jumpCloud }: Scene,
	employeeId: string,
	changes: object,
): Promise<void> {
	const employee = factorial.state.employee(employeeId);
	const user = jumpCloud.state.user((employee && workEmail(employee)) ?? employeeId);
	const headers = { 'x-api-key': jumpCloud.credential.apiKey };
	const url = `${jumpCloud.url}/api/systemusers/${user._id}`;
	// As the portal does, the username comes along: an update may have to repeat it.
	await axios.put(url, { username: user.username, ...changes }, { headers, proxy: false });
}
