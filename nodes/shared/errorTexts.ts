import type { Failure } from 'n8n-workflow';

import { COMMON_TEXTS } from './commonTexts';

/** What an answer means to the user; `{service}`, `{fields}` and `{later}` are filled in. */
export interface ErrorText {
	/** what happened */
	message: string;
	/** what to do */
	description: string;
	/** why, in n8n's own terms, where the answer proves it */
	cause?: Failure['cause'];
	/** the conditions below in words; a text with conditions comes before those without */
	when?: string;
	/** what the answer has to say; without an answer, why the connection broke */
	says?: RegExp;
	/** which calls it is about, as `METHOD /path` */
	calls?: RegExp;
	/** the answer has to name fields; the names of the parameters that users know them by */
	labels?: Readonly<Record<string, string>>;
}

/**
 * What a service's failures mean, by HTTP status, NO_ANSWER or NOT_DATA. Where the status alone does
 * not tell, the first text counts whose conditions hold. 300, 400 and 500 also stand for the statuses
 * above them that have no text.
 */
export interface ErrorTexts {
	readonly [status: number]: ErrorText | readonly ErrorText[];
}

/** What the conditions of a text are compared with. */
export interface Clues {
	/** the words of the service, or the code of the broken connection */
	said: string;
	/** `METHOD /path`, or empty where it is not known */
	call: string;
	/** the fields that the answer names */
	fields: string[];
}

/** The text for an answer: the service's own ones win over the common ones. */
export function textFor(texts: ErrorTexts, status: number, clues: Clues): ErrorText | undefined {
	const family = status >= 300 ? Math.floor(status / 100) * 100 : status;
	const candidates = [status, family].flatMap((key) =>
		[texts[key] ?? [], COMMON_TEXTS[key] ?? []].flat(),
	);
	return candidates.find((text) => holds(text, clues));
}

function holds({ says, calls, labels }: ErrorText, { said, call, fields }: Clues): boolean {
	if (says && !says.test(said)) return false;
	if (calls && !calls.test(call)) return false;
	return labels === undefined || fields.length > 0;
}
