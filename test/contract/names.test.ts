import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { missing, namesToday, renewed } from '../support/names';
import type { Names } from '../support/names';
import { IS_RENEWING } from '../support/renewing';

const FIXTURE = path.resolve(__dirname, '../fixtures/names.json');
const BREAKS = `Saved workflows hold these names and values, and leave out what has its default. They would
fail, or silently do something else, after an update of the package. Keep the parameter as it is, or
put the change into a new version of the node: 'version: [1, 2]', 'defaultVersion: 2', and the old and
the new parameter each shown for its '@version' only.`;
const RENEW = 'New names are fine. Write them down with `npm run renew`, so that they stay.';

let today: Names;

beforeAll(async () => {
	today = await namesToday();
	if (!IS_RENEWING) return;
	writeFileSync(FIXTURE, `${JSON.stringify(renewed(fixture(), today), null, '\t')}\n`);
});

const fixture = () => JSON.parse(readFileSync(FIXTURE, 'utf8')) as Names;

it('still has every name, choice and default that saved workflows may rely on', () => {
	const gone = missing(fixture(), today);
	expect({ gone, ...(gone.length > 0 && { BREAKS }) }).toEqual({ gone: [] });
});

it('has written down every name, choice and default of today', () => {
	const added = missing(today, fixture()).map((line) => line.replace(/ is gone$/, ' is new'));
	expect({ added, ...(added.length > 0 && { RENEW }) }).toEqual({ added: [] });
});

describe('the comparison', () => {
	const held = { type: 'options', default: 'a', values: ['a', 'b'] };
	const before: Names = { 'node x v1': { 'user.get.how': [held] } };
	const now = (how: object) => ({ 'node x v1': { 'user.get.how': [{ ...held, ...how }] } });

	it.each([
		['a node or version', {}, ['node x v1 is gone']],
		['a parameter', { 'node x v1': {} }, ['node x v1: user.get.how is gone']],
		['a choice', now({ values: ['a', 'c'] }), ['node x v1: user.get.how offers no more b']],
		['a default', now({ default: 'b' }), [expect.stringContaining('was options "a" and is')]],
		['a type', now({ type: 'string' }), [expect.stringContaining('and is string')]],
	])('notices %s that is no longer as it was', (_, after, lines) => {
		expect(missing(before, after)).toEqual(lines);
	});

	const typed = { type: 'string', default: 'a' };
	const picked = { type: 'resourceLocator', default: { __rl: true, mode: 'name', value: 'a' } };
	const others = { type: 'resourceLocator', default: { __rl: true, mode: 'name', value: 'b' } };
	const names = (...held: object[]) => ({ 'node x v1': { 'user.get.how': held } }) as Names;

	it.each([
		['a list that takes any text', { ...typed, type: 'options or text' }],
		['a date', { ...typed, type: 'dateTime' }],
		['a locator', picked],
	])('lets a text turn into %s with the same default, and keeps the promise', (_, now) => {
		expect(missing(names(typed), names(now))).toEqual([]);
		expect(renewed(names(typed), names(now))).toEqual(names(now, typed));
	});

	it.each([
		['a list of its own', { ...typed, type: 'options' }],
		['a locator with another default', others],
		['a number', { ...typed, type: 'number' }],
	])('lets no text turn into %s', (_, now) => {
		expect(missing(names(typed), names(now))).toHaveLength(1);
		expect(renewed(names(typed), names(now))).toEqual(names(now));
	});

	it('takes no offence at what is new', () => {
		const variants = [held, { ...held, default: 'c' }];
		const more: Names = { 'node x v1': { 'user.get.how': variants, 'user.get.new': [held] } };
		expect(missing(before, more)).toEqual([]);
	});
});
