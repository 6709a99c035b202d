import type { Stage } from '../../../playground/n8n/stage';
import type { SystemUser } from '../../../playground/jumpcloud/types';

/** How the directory sees somebody who was hired in Factorial, by the username made of the name. */
export function directoryOf(stage: () => Stage, familyName: string) {
	const state = () => stage().jumpCloud.state;
	const user = (firstName: string): SystemUser =>
		state().user(`${firstName}.${familyName}`.toLowerCase());
	return {
		user,
		schedules: (firstName: string) =>
			state().schedules.filter(({ systemUserId }) => systemUserId === user(firstName)._id),
		groups: (firstName: string) =>
			state()
				.groups.filter(({ members }) => members.includes(user(firstName)._id))
				.map(({ name }) => name)
				.sort(),
		mailsTo: (firstName: string) =>
			state()
				.mails.filter(({ userId }) => userId === user(firstName)._id)
				.map(({ to }) => to),
	};
}

/** What HR types in about a new hire with a work email. */
export function newHire(first_name: string, last_name: string, firstDay: string) {
	return {
		first_name,
		last_name,
		login_email: `${first_name.toLowerCase()}@corp.example`,
		personal_email: `${first_name.toLowerCase()}@home.example`,
		contract: { starts_on: firstDay, effective_on: firstDay, job_title: 'Analyst' },
	};
}
