import fc from 'fast-check';
import { serialise } from '../../../playground/factorial/payload';

const digits = fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String);

describe('a resource in an older schema', () => {
	it('has ids as digits that read as the very same digits', () => {
		fc.assert(
			fc.property(digits, digits, (id, teamId) => {
				const text = serialise({ id, team_id: teamId, employee_ids: [id] }, '2026-04-01');
				expect(text).toBe(`{"id":${id},"team_id":${teamId},"employee_ids":[${id}]}`);
			}),
			{ numRuns: Number(process.env.FC_RUNS ?? 200) },
		);
	});

	it('keeps as text what is not an id, and ids that are not numbers', () => {
		const person = { identifier: '123', company_identifier: '7', node_uuid: '9', id: 'access-1' };

		expect(serialise(person, '2026-04-01')).toBe(JSON.stringify(person));
		expect(serialise({ location_id: null }, '2026-04-01')).toBe('{"location_id":null}');
	});

	it('has ids as text from 2026-07-01 on', () => {
		expect(serialise({ id: '512' }, '2026-07-01')).toBe('{"id":"512"}');
		expect(serialise({ id: '512' }, '2026-10-01')).toBe('{"id":"512"}');
	});
});
