import type { Call } from '../../shared/http';
import type { JumpCloud } from './client';
import { paths } from './paths';
import type { MailChoice } from './schedules';

/**
 * Gives a staged user access at once. The answer is empty or a text, and 409 means that the user is
 * active already.
 *
 * @throws NodeApiError when JumpCloud refuses
 */
export async function activateUser(
	api: JumpCloud,
	userId: string,
	mail: MailChoice,
): Promise<void> {
	const email = mail.kind === 'address' ? mail.address : mail.kind === 'default';
	const call: Call = { method: 'POST', path: paths.activateUser(userId), body: { email } };
	const options = { accept: [403, 409], mayBeEmpty: true };
	const answer = await api.http.send({ ...call, ...options });
	if (answer.status !== 403) return;

	// This route is documented without the organization header and may refuse it.
	if (api.organizationId === '') throw api.http.failure(answer);
	const second = await api.http.send({
		...call,
		accept: [401, 403, 404, 409],
		mayBeEmpty: true,
		credential: { organizationId: '' },
	});
	if (second.status >= 400 && second.status !== 409) throw api.http.failure(answer);
}
