import { refusalOf } from '../../../nodes/shared/refusal';

/** A failure as n8n wraps it. */
const wrapped = (cause: Error, ...more: string[]): Error =>
	more.reduce((inner: Error, message) => new Error(message, { cause: inner }), cause);

it('finds what the service answered, however deep it is wrapped', () => {
	const response = { status: 422, headers: { 'retry-after': '3' }, data: { message: 'taken' } };
	const cause = Object.assign(new Error('Request failed'), { code: 'ERR_BAD_REQUEST', response });

	expect(refusalOf(wrapped(cause, 'inner', 'outer')).answer).toEqual({
		status: 422,
		headers: { 'retry-after': '3' },
		body: { message: 'taken' },
	});
});

it('takes a broken connection for no answer', () => {
	const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
	const answer = { status: 0, headers: {}, body: 'ECONNREFUSED' };
	expect(refusalOf(wrapped(cause, 'outer'))).toEqual({ answer, isFinal: false });
});

it.each([
	['EAUTH', { error: 'invalid_grant' }, { error: 'invalid_grant' }],
	['ESTATUS', '<html>', undefined],
])('takes a refusal of the token endpoint (%s) for 401', (code, body, said) => {
	const cause = Object.assign(new Error('The grant is invalid'), { code, body });
	const answer = { status: 401, headers: {}, body: said };
	expect(refusalOf(wrapped(cause, 'outer'))).toEqual({ answer, isFinal: true });
});

it.each([new Error('OAuth credentials not connected'), 'a word', undefined])(
	'takes anything else for a connection that does not work: %p',
	(failure) => {
		const answer = { status: 401, headers: {}, body: undefined };
		expect(refusalOf(failure)).toEqual({ answer, isFinal: true });
	},
);

it('ends although a failure is its own cause', () => {
	const failure = new Error('round');
	failure.cause = failure;
	expect(refusalOf(failure).answer.status).toBe(401);
});
