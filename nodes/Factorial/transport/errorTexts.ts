import { NOT_DATA } from '../../shared/commonTexts';
import type { ErrorText, ErrorTexts } from '../../shared/errors';
import { FIELD_LABELS } from './fieldLabels';

const FIELDS: ErrorText = {
	when: 'it names fields',
	labels: FIELD_LABELS,
	message: 'Factorial does not accept {fields}',
	description: 'Correct the value in this item.',
};

/** https://apidoc.factorialhr.com/docs/faqs */
export const FACTORIAL_TEXTS: ErrorTexts = {
	[NOT_DATA]: {
		when: 'a page',
		says: /^\s*</,
		message: 'Factorial answered with a page instead of data',
		description:
			'Check the environment or the base URL in the Factorial credential: a website or a proxy answers there.',
	},
	300: {
		message: 'Factorial sent the request elsewhere instead of answering it',
		description: 'Check the environment or the base URL in the Factorial credential.',
	},
	400: FIELDS,
	401: {
		message: 'Factorial does not accept the API key',
		description:
			'Check the key in the Factorial credential: it must be pasted without Bearer, and it may have been deleted in Factorial.',
		cause: 'credential-invalid',
	},
	402: {
		message: 'The Factorial plan of this company does not include this',
		description: 'Ask Factorial which plan includes the API and webhooks.',
		cause: 'configuration-invalid',
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
	409: {
		message: 'Factorial cannot do this in the present state of the record',
		description: 'Look the record up in Factorial; somebody may have changed it in the meantime.',
	},
	422: FIELDS,
};
