import { refusalOf } from '../../../nodes/shared/token';

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

it.each([
	['401', { status: 401, isFinal: false }],
	['503', { status: 503, isFinal: false }],
	['ECONNRESET', { status: 0, isFinal: false }],
	['EAUTH', { status: 401, isFinal: true }],
	['ERR_ASSERTION', { status: 401, isFinal: true }],
])('makes do with the %s that n8n 1 keeps of the cause', (httpCode, { status, isFinal }) => {
	const refusal = refusalOf(Object.assign(new Error('wrapped'), { httpCode }));
	expect(refusal).toMatchObject({ answer: { status }, isFinal });
});

it('does not take a status of the token endpoint for one of the service', () => {
	const cause = Object.assign(new Error('HTTP status 404'), { code: 'ESTATUS', status: 404 });
	const failure = Object.assign(new Error('wrapped', { cause }), { httpCode: '404' });
	expect(refusalOf(failure)).toMatchObject({ answer: { status: 401 }, isFinal: true });
});

it('ends although a failure is its own cause', () => {
	const failure = new Error('round');
	failure.cause = failure;
	expect(refusalOf(failure).answer.status).toBe(401);
});
