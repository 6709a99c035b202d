import type { ErrorTexts } from '../../shared/errors';

const ELSEWHERE = {
	message: 'Factorial answered with a page instead of data',
	description: 'Check the environment or the base URL in the Factorial credential.',
};

/** https://apidoc.factorialhr.com/docs/faqs */
export const FACTORIAL_TEXTS: ErrorTexts = {
	301: ELSEWHERE,
	302: ELSEWHERE,
	401: {
		message: 'Factorial does not accept the API key',
		description:
			'Check the key in the Factorial credential: it must be pasted without Bearer, and it may have been deleted in Factorial.',
	},
	402: {
		message: 'The Factorial plan of this company does not include this',
		description: 'Ask Factorial which plan includes the API and webhooks.',
	},
	403: {
		message: 'The API key may not do this in Factorial',
		description:
			'Use a key created by a full admin, and check that the module is part of the plan.',
	},
	404: {
		message: 'Factorial does not know this record',
		description: 'Check the ID, and that it belongs to the company of this key.',
	},
};
