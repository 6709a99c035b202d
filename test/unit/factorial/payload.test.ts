import fc from 'fast-check';

import { attemptsOf, readPayload } from '../../../nodes/Factorial/trigger/delivery';
import type { EventType } from '../../../nodes/Factorial/trigger/events';

/** As n8n does: the body is what JSON.parse makes of the text. */
const read = (text: string, event: EventType = 'employees/employee/update') =>
	readPayload(event, JSON.parse(text), text);

describe('reading what Factorial sent', () => {
	it('keeps every digit of ids that came as numbers', () => {
		const text = '{"id": 18446744073709777, "manager_id" :36893488147419103\n,"team_id":15}';
		expect(read(text)).toEqual([
			{ id: '18446744073709777', manager_id: '36893488147419103', team_id: '15' },
		]);
	});

	it.each([
		['{"employee_ids":[512,18446744073709777]}'],
		['{"data":{"employee_ids":[512, 18446744073709777 ]}}'],
		['{"memberships":[{"employee_id":512},{"employee_id":18446744073709777}]}'],
	])('keeps them in a list of people, too: %s', (text) => {
		expect(read(text, 'teams/membership/bulk_upsert')).toEqual([
			{ employee_id: '512' },
			{ employee_id: '18446744073709777' },
		]);
	});

	it.each([
		['{"data":{"id":512}}'],
		['{"payload":{"id":"512"},"event":"update"}'],
		['{"data":[{"id":512}]}'],
		['[{"data":{"id":512}}]'],
	])('takes the record out of an envelope: %s', (text) => {
		expect(read(text)).toEqual([{ id: '512' }]);
	});

	it.each([
		['{"first_name":"Noor","manager":{"id":512}}'],
		['{"data":"512"}'],
		['{"data":[]}'],
		['{"data":{"manager":{"id":512}}}'],
	])('takes nobody else for the one who is meant: %s', (text) => {
		expect(read(text).filter((one) => one !== undefined)).toEqual([]);
	});

	it('keeps data that a record has of its own', () => {
		const text = '{"id":"1","data":{"id":"2"},"ratio":0.12345678901234567,"big":1e21}';
		expect(read(text)).toEqual([JSON.parse(text)]);
	});

	it('changes nothing but ids', () => {
		const text = '{"id":"1","salary_amount":4200000,"age_number":41,"paid":true}';
		expect(read(text)).toEqual([{ id: '1', salary_amount: 4200000, age_number: 41, paid: true }]);
	});

	it('is not misled by texts that look like ids', () => {
		const note = '"id": 18446744073709777, {"x_id":18446744073709777}';
		const text = JSON.stringify({ id: 5, note });
		expect(read(text)).toEqual([{ id: '5', note }]);
	});

	it('reads a list as it reads one', () => {
		expect(read('[{"id":1},{"id":"2"}]')).toEqual([{ id: '1' }, { id: '2' }]);
		expect(read('[]')).toEqual([]);
	});

	it('goes by the body where there is no text, and rather refuses an id than to guess it', () => {
		const event = 'employees/employee/update';
		expect(readPayload(event, { id: 7 }, '')).toEqual([{ id: '7' }]);
		expect(readPayload(event, { id: 2 ** 60 }, '')).toEqual([undefined]);
	});

	it('is content with the employee of a contract or membership that has no id of its own', () => {
		const text = '{"employee_id":18446744073709777}';
		expect(read(text, 'teams/membership/create')).toEqual([{ employee_id: '18446744073709777' }]);
		expect(read('{"employee_id":null}', 'teams/membership/create')).toEqual([undefined]);
		expect(read('{"employee_id":null}')).toEqual([undefined]);
	});

	it('is content with the employee of what was asked of Factorial instead of what came of it', () => {
		expect(read('{"employee_id":512}')).toEqual([{ employee_id: '512' }]);
	});

	it.each([
		['several ids', '{"team_id":15,"employee_ids":["7","8"]}'],
		[
			'several records',
			'{"memberships":[{"team_id":15,"employee_id":7},{"team_id":15,"employee_id":"8"}]}',
		],
		['a list', '[{"team_id":15,"employee_id":7},{"team_id":15,"employee_id":8}]'],
	])('gives one record for each person of %s in one body', (_case, text) => {
		const event = 'teams/membership/bulk_upsert';
		const records = ['7', '8'].map((employee_id) => ({ team_id: '15', employee_id }));
		expect(read(text, event)).toEqual(records);
	});

	it('takes no id that lost its last digits for somebody, also in a list of ids', () => {
		const body = { employee_ids: [Number('18446744073709777'), 7] };
		const event = 'teams/membership/bulk_upsert';
		expect(readPayload(event, body, '')).toEqual([undefined, { employee_id: '7' }]);
	});

	it('does not take what lies inside for people, where only some of it names somebody', () => {
		const text = '{"teams":[{"id":1}],"memberships":[{"employee_id":7}]}';
		expect(read(text, 'teams/membership/bulk_upsert')).toEqual([undefined]);
	});

	it.each([
		'null',
		'"x"',
		'1',
		'{}',
		'{"id":null}',
		'{"id":" "}',
		'{"id":{}}',
		'[1]',
		'[[{"id":1}]]',
	])('finds nobody in %s', (text) => {
		expect(read(text)).toEqual([undefined]);
	});

	it('finds those beside somebody whom nothing names', () => {
		expect(read('[{"id":1},{}]')).toEqual([{ id: '1' }, undefined]);
	});

	it('never throws, and never changes an id', () => {
		const id = fc.bigInt({ min: 1n, max: 2n ** 80n });
		fc.assert(
			fc.property(id, fc.jsonValue(), (number, anything) => {
				const text = `{"id":${number},"more":${JSON.stringify(anything)}}`;
				expect(read(text)[0]?.id).toBe(String(number));
			}),
		);
		fc.assert(
			fc.property(fc.anything(), fc.string(), (body, text) => {
				expect(() => readPayload('teams/membership/create', body, text)).not.toThrow();
			}),
		);
	});
});

describe('how often deliveries are put off', () => {
	const DAY_MS = 24 * 60 * 60 * 1000;
	const many = (name: string) => Array.from({ length: 1010 }, (_, n) => `${name} ${n}`);

	/** Each comes once while nothing can be read; gives those that were put off. */
	const puttingOff = (deliveries: string[]) =>
		deliveries.filter((delivery) => {
			const attempts = attemptsOf(delivery);
			const isLast = attempts.isLast();
			if (isLast) attempts.over();
			else attempts.failed();
			return !isLast;
		});

	afterEach(() => jest.useRealTimers());

	it('has an end, also for more of them than can be counted', () => {
		let waiting = many('event');
		const left = Array.from({ length: 6 }, () => (waiting = puttingOff(waiting)).length);
		expect(left).toEqual([1000, 1000, 1000, 1000, 1000, 0]);
	});

	it('is not changed by those that never came again, after a day', () => {
		jest.useFakeTimers({ now: Date.parse('2031-01-01') });
		puttingOff(many('lost'));
		expect(puttingOff(['a new one'])).toEqual([]);
		jest.setSystemTime(Date.parse('2031-01-01') + DAY_MS);
		expect(puttingOff(['a new one'])).toEqual(['a new one']);
	});
});
