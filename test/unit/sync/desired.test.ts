import fc from 'fast-check';

import { SCALAR_FIELDS, changedFields } from '../../../nodes/JumpCloud/sync/attributes';
import type { CurrentUser, WantedUser } from '../../../nodes/JumpCloud/sync/attributes';
import { forAll } from './properties';

const noor: CurrentUser = {
	email: 'noor.vidal@corp.test',
	firstname: 'Noor',
	lastname: 'Vidal',
	department: 'Finance',
	manager: '64f0c0ffee00000000000009',
	employeeIdentifier: '512',
	attributes: [
		{ name: 'badge', value: 'B7' },
		{ name: 'costUnit', value: 'F1' },
	],
	phoneNumbers: [{ type: 'work', number: '+34 600 000 001' }],
};

const nothing = { changed: [], body: {} };

describe('nothing is sent', () => {
	it.each<[string, WantedUser]>([
		['is wanted', {}],
		[
			'differs',
			{ firstname: 'Noor', lastname: 'Vidal', attributes: [{ name: 'badge', value: 'B7' }] },
		],
		['differs but blanks', { firstname: ' Noor ', attributes: [{ name: 'badge', value: 'B7 ' }] }],
		['differs but the letter case of the email', { email: 'Noor.Vidal@Corp.test' }],
		['is wanted but empty values', { department: '', attributes: [{ name: 'badge', value: '' }] }],
		['is wanted for an attribute without a name', { attributes: [{ name: '', value: 'x' }] }],
	])('when nothing %s', (_, wanted) => {
		expect(changedFields(noor, wanted)).toEqual(nothing);
	});

	it('to empty what is empty already', () => {
		const wanted = { jobTitle: '', attributes: [{ name: 'floor', value: '' }] };
		expect(changedFields({ ...noor, jobTitle: null }, wanted, { clearEmpty: true })).toEqual(
			nothing,
		);
	});

	it('to empty the email or the employee identifier: people are found by them', () => {
		const wanted = { email: ' ', employeeIdentifier: '' };
		expect(changedFields(noor, wanted, { clearEmpty: true })).toEqual(nothing);
	});
});

describe('what differs is sent', () => {
	it('and nothing else', () => {
		const wanted = { firstname: 'Noor', lastname: 'Vidal Serra', email: 'noor.serra@corp.test' };
		expect(changedFields(noor, wanted)).toEqual({
			changed: ['email', 'lastname'],
			body: { email: 'noor.serra@corp.test', lastname: 'Vidal Serra' },
		});
	});

	it('when only the letter case of a name is another', () => {
		expect(changedFields(noor, { lastname: 'VIDAL' }).body).toEqual({ lastname: 'VIDAL' });
	});

	it('to a user who has none of it yet', () => {
		const wanted: WantedUser = {
			jobTitle: ' Analyst ',
			attributes: [{ name: 'badge', value: 'B7' }],
			phoneNumbers: [{ type: 'mobile', number: '+34 600 000 002' }],
		};
		expect(changedFields({ attributes: null }, wanted)).toEqual({
			changed: ['attributes.badge', 'jobTitle', 'phoneNumbers.mobile'],
			body: { ...wanted, jobTitle: 'Analyst' },
		});
	});

	it('with the whole array, old entries first and in their order', () => {
		const attributes = [
			{ name: 'floor', value: '3' },
			{ name: 'badge', value: 'B8' },
		];
		expect(changedFields(noor, { attributes })).toEqual({
			changed: ['attributes.badge', 'attributes.floor'],
			body: {
				attributes: [
					{ name: 'badge', value: 'B8' },
					{ name: 'costUnit', value: 'F1' },
					{ name: 'floor', value: '3' },
				],
			},
		});
	});

	it('without the keys that JumpCloud adds to the entries it returns', () => {
		const phone = { _id: '64f0', id: '64f0', type: 'work', number: '1' };
		const wanted = { phoneNumbers: [{ type: 'home', number: '2' }] };
		expect(changedFields({ phoneNumbers: [phone] }, wanted).body.phoneNumbers).toEqual([
			{ type: 'work', number: '1' },
			{ type: 'home', number: '2' },
		]);
	});

	it('and leaves the second number of a type alone', () => {
		const phoneNumbers = [
			{ type: 'work', number: '1' },
			{ type: 'work', number: '2' },
		];
		const wanted = { phoneNumbers: [{ type: 'work', number: '3' }] };
		expect(changedFields({ phoneNumbers }, wanted).body.phoneNumbers).toEqual([
			{ type: 'work', number: '3' },
			{ type: 'work', number: '2' },
		]);
	});

	it('to empty attributes, when that is asked for', () => {
		const wanted = {
			department: '',
			manager: '',
			attributes: [{ name: 'costUnit', value: '' }],
			phoneNumbers: [{ type: 'work', number: '' }],
		};
		expect(changedFields(noor, wanted, { clearEmpty: true })).toEqual({
			changed: ['attributes.costUnit', 'department', 'manager', 'phoneNumbers.work'],
			body: {
				department: '',
				manager: null,
				attributes: [{ name: 'badge', value: 'B7' }],
				phoneNumbers: [],
			},
		});
	});

	it('without changing the user that was read', () => {
		const before = structuredClone(noor);
		changedFields(noor, { attributes: [{ name: 'badge', value: 'B9' }], lastname: 'Serra' });
		expect(noor).toEqual(before);
	});
});

describe('for every user and every wish', () => {
	const anyText = fc.constantFrom('', ' ', 'a', 'A', ' a', 'b', 'a@corp.test', 'A@corp.test');
	const scalars = Object.fromEntries(SCALAR_FIELDS.map((field) => [field, anyText]));
	const anyUser: fc.Arbitrary<WantedUser> = fc.record(
		{
			...scalars,
			attributes: fc.array(fc.record({ name: fc.constantFrom('x', 'y', ''), value: anyText })),
			phoneNumbers: fc.array(fc.record({ type: fc.constantFrom('work', 'home'), number: anyText })),
		},
		{ requiredKeys: [] },
	);
	const anyCase = fc.record({ current: anyUser, wanted: anyUser, clearEmpty: fc.boolean() });

	it('once sent, nothing is left to send', () => {
		forAll(anyCase, ({ current, wanted, clearEmpty }) => {
			const { body } = changedFields(current, wanted, { clearEmpty });
			expect(changedFields({ ...current, ...body }, wanted, { clearEmpty })).toEqual(nothing);
		});
	});

	it('the body holds exactly what is listed as changed', () => {
		forAll(anyCase, ({ current, wanted, clearEmpty }) => {
			const { changed, body } = changedFields(current, wanted, { clearEmpty });
			const listed = new Set(changed.map((name) => name.replace(/\..*/, '')));
			expect(Object.keys(body).sort()).toEqual([...listed].sort());
			expect(changed).toEqual([...changed].sort());
		});
	});

	it('no attribute that is not wanted is lost', () => {
		forAll(anyCase, ({ current, wanted, clearEmpty }) => {
			const { body } = changedFields(current, wanted, { clearEmpty });
			const managed = new Set(wanted.attributes?.map(({ name }) => name));
			const unmanaged = (current.attributes ?? []).filter(({ name }) => !managed.has(name));
			expect(body.attributes ?? unmanaged).toEqual(expect.arrayContaining(unmanaged));
		});
	});
});
