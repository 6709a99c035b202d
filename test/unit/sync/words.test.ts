import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { FieldChange } from '../../../nodes/JumpCloud/sync/planned';
import {
	EFFECT_WORDS,
	effectOf,
	fieldInWords,
	reasonInWords,
	valueInWords,
	whatInWords,
} from '../../../nodes/JumpCloud/sync/words';

const DAY = '2099-01-31T22:59:00.000Z';
const change = (field: string, from: FieldChange['from'], to: FieldChange['to']) => ({
	...{ field, from, to },
});
const told = (action: string, changes: FieldChange[] = [], result = '') => ({
	...{ action, changes, result },
});
const tell = (moment: string) => `the day ${moment.slice(0, 10)}`;

describe('what an entry does to a person', () => {
	it.each([
		['suspend', [change('state', 'ACTIVATED', 'SUSPENDED')], 'ends'],
		['schedule', [change('scheduled.SUSPENDED', null, DAY)], 'ends'],
		['schedule', [change('scheduled.ACTIVATED', null, DAY)], 'begins'],
		[
			'schedule',
			[change('scheduled.ACTIVATED', null, DAY), change('scheduled.ACTIVATED', DAY, null)],
			'begins',
		],
		['cancel_schedule', [change('scheduled.SUSPENDED', DAY, null)], 'begins'],
		['cancel_schedule', [change('scheduled.ACTIVATED', DAY, null)], 'ends'],
		['activate', [change('state', 'STAGED', 'ACTIVATED')], 'begins'],
		['unsuspend', [change('state', 'SUSPENDED', 'ACTIVATED')], 'begins'],
		['update', [change('groups.Finance', true, false)], 'leaves'],
		['update', [change('groups.Finance', false, true)], 'changed'],
		['update', [change('lastname', 'a', 'b')], 'changed'],
		['create', [change('state', null, 'STAGED')], 'made'],
		['create', [change('state', null, 'STAGED'), change('scheduled.SUSPENDED', null, DAY)], 'made'],
		['create', [change('state', null, 'ACTIVATED')], 'begins'],
		['delete', [], 'deleted'],
		['skip', [change('state', 'ACTIVATED', 'SUSPENDED')], 'look'],
		['conflict', [], 'look'],
		['noop', [], 'nothing'],
		['shred', [change('disk', 'a', 'b')], 'other'],
	])('%s of %j', (action, changes, effect) => {
		expect(effectOf(told(action, changes))).toBe(effect);
	});

	it.each([
		['failed', 'notDone'],
		['refused', 'notDone'],
		['noop', 'nothing'],
		['applied', 'ends'],
	])('with the result %s', (result, effect) => {
		expect(effectOf(told('suspend', [], result))).toBe(effect);
	});
});

describe('what happens, in a sentence', () => {
	it.each([
		['suspend', [], '', 'Loses access at once'],
		['suspend', [change('state', 'ACTIVATED', 'SUSPENDED')], '', 'Loses access at once'],
		[
			'suspend',
			[change('state', 'STAGED', 'SUSPENDED')],
			'',
			'Is locked at once, before it was ever open',
		],
		['schedule', [change('scheduled.SUSPENDED', null, DAY)], 'Monday', 'Loses access on Monday'],
		['schedule', [change('scheduled.ACTIVATED', null, DAY)], 'Monday', 'Gets access on Monday'],
		['activate', [], '', 'Gets access at once'],
		['update', [], '', 'The account is changed'],
		[
			'cancel_schedule',
			[change('scheduled.SUSPENDED', DAY, null)],
			'',
			'Keeps access: the planned end is taken back',
		],
		['create', [change('state', null, 'STAGED')], '', 'Gets an account without access yet'],
		[
			'create',
			[change('scheduled.ACTIVATED', null, DAY), change('scheduled.SUSPENDED', null, DAY)],
			'',
			'Gets an account with access from the day 2099-01-31 until the day 2099-01-31',
		],
		['resend_activation', [], '', 'Resend activation'],
	])('%s %j', (action, changes, when, sentence) => {
		expect(whatInWords(told(action, changes), when, tell)).toBe(sentence);
	});
});

it('tells every reason that the rules name, and any other, as a sentence without words of the machine', () => {
	const rules = readFileSync(path.resolve(__dirname, '../../../docs/reconcile.md'), 'utf8');
	const words = [...rules.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map(([, word = '']) => word);
	expect(words.length).toBeGreaterThan(60);
	for (const word of [...words, 'asked_by_desk', 'constructor', 'toString']) {
		expect([word, reasonInWords(word)]).toEqual([
			word,
			expect.stringMatching(/^[A-Z](?!.*_).*\.$/),
		]);
	}
	expect(reasonInWords('')).toBe('');
});

it.each([
	['firstname', 'first name'],
	['groups.Team.Sales', 'group Team.Sales'],
	['phoneNumbers.work_fax', 'phone (work fax)'],
	['attributes.costUnit', 'costUnit'],
	['recovery_email', 'recovery email'],
	['constructor', 'constructor'],
])('names the field %s', (field, name) => {
	expect(fieldInWords(field)).toBe(name);
});

it.each([
	['lastname', null, 'nothing'],
	['state', 'SUSPENDED', 'locked'],
	['state', 'PARKED', 'PARKED'],
	['groups.Finance', true, 'in it'],
	['groups.Finance', null, 'not in it'],
	['scheduled.SUSPENDED', DAY, 'the day 2099-01-31'],
	['manager', 'u1', 'Tom Lee'],
	['manager', 'u2', 'another user'],
	['manager', 'employee:7', 'the new user of 7'],
])('tells the value of %s that is %s', (field, value, text) => {
	const user = (id: string) => (id === 'u1' ? 'Tom Lee' : undefined);
	expect(valueInWords(field, value, { moment: tell, user })).toBe(text);
});

it('has a heading and a count for every kind', () => {
	for (const { title, one, many } of Object.values(EFFECT_WORDS)) {
		expect([title, one, many].filter((text) => text === '')).toEqual([]);
	}
});
