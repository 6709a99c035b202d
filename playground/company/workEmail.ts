import type { Employee } from '../factorial/types';

/** What the package takes for the work email: never the private one. */
export function workEmail({ login_email, email, personal_email }: Employee): string | null {
	return [login_email, email].find((address) => address && address !== personal_email) ?? null;
}
