import { brokenOff, readResponse } from './answer';
import type { ApiContext, Sending } from './http';

/** Sends with an API key, which is read once: n8n would otherwise decrypt it for every request. */
export function withKey(context: ApiContext, type: string): Sending {
	return async (request, data) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				type,
				// A 401 that n8n sees itself is sent a second time, which cannot help an API key.
				{ ...request, ignoreHttpStatusErrors: true },
				{ credentialsDecrypted: { id: '', name: '', type, data } },
			);
			return readResponse(response);
		} catch (failure) {
			return brokenOff(failure);
		}
	};
}
