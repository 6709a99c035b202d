import fc from 'fast-check';

import { transliterate } from '../../../nodes/JumpCloud/sync/letters';
import {
	freeUsername,
	hasLetters,
	isMadeFromName,
	usernamePatterns,
	wantedUsername,
} from '../../../nodes/JumpCloud/sync/username';
import type { UsernameRules } from '../../../nodes/JumpCloud/sync/username';
import { anyName, anyPerson, anyRules } from './names';
import { forAll } from './properties';

const VALID = /^[A-Za-z](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** A user with this name and as many namesakes as given, some in capitals. */
function namesakes(wanted: string, rules: UsernameRules, count: number): string[] {
	const taken: string[] = [];
	while (taken.length < count) {
		const next = freeUsername(wanted, taken, rules);
		taken.push(taken.length % 2 === 0 ? next : next.toUpperCase());
	}
	return taken;
}

const found = (username: string, patterns: string[]) =>
	patterns.some((pattern) => new RegExp(pattern, 'i').test(username));

const anyCrowd = fc.record({
	person: anyPerson,
	rules: anyRules,
	count: fc.oneof(fc.nat(12), fc.constantFrom(98, 99, 100, 101)),
});

describe('for every name in every script', () => {
	it('the wanted username is valid, within the limit, and the same every time', () => {
		forAll(fc.tuple(anyPerson, anyRules), ([person, rules]) => {
			const wanted = wantedUsername(person, rules);
			expect(wanted).toMatch(VALID);
			expect(wanted).not.toMatch(/\.\.|--/);
			expect(wanted.length).toBeLessThanOrEqual(rules.maxLength ?? 1024);
			expect(wantedUsername({ ...person }, rules)).toBe(wanted);
		});
	});

	it('what the rules make of it, with whatever number, is known for made of it', () => {
		forAll(anyCrowd, ({ person, rules, count }) => {
			const wanted = wantedUsername(person, rules);
			const username = freeUsername(wanted, namesakes(wanted, rules, count), rules);
			expect(isMadeFromName(username, person, rules)).toBe(hasLetters(person, rules));
			expect(isMadeFromName(`x${username}`, person, rules)).toBe(false);
		});
	});

	it('at most one dot separates the names', () => {
		forAll(fc.tuple(anyPerson, anyRules), ([person, rules]) => {
			const named = { ...person, firstName: `A${person.firstName}` };
			expect(wantedUsername(named, rules).split('.').length).toBeLessThanOrEqual(2);
		});
	});

	it('lower case differs from as typed in letter case only', () => {
		forAll(anyPerson, (person) => {
			const lower = wantedUsername(person, { letterCase: 'lower', maxLength: 30 });
			const typed = wantedUsername(person, { letterCase: 'asTyped', maxLength: 30 });
			expect(lower).toBe(typed.toLowerCase());
		});
	});

	it('accents written as marks of their own make no difference', () => {
		forAll(anyName, (name) => {
			expect(transliterate(name.normalize('NFD'))).toBe(transliterate(name.normalize('NFC')));
		});
	});

	it('transliteration leaves only ASCII', () => {
		forAll(anyName, (name) => {
			expect([...transliterate(name)].filter((letter) => letter > '\u007f')).toEqual([]);
		});
	});
});

describe('for every crowd of namesakes', () => {
	it('the next username is free in any letter case, valid and within the limit', () => {
		forAll(anyCrowd, ({ person, rules, count }) => {
			const wanted = wantedUsername(person, rules);
			const taken = namesakes(wanted, rules, count);
			const free = freeUsername(wanted, taken, rules);
			expect(taken.map((name) => name.toLowerCase())).not.toContain(free.toLowerCase());
			expect(free).toMatch(VALID);
			expect(free.length).toBeLessThanOrEqual(rules.maxLength ?? 1024);
			expect(freeUsername(wanted, [...taken].reverse(), rules)).toBe(free);
		});
	});

	it('the search patterns find every username that was given out, and the next one', () => {
		forAll(anyCrowd, ({ person, rules, count }) => {
			const wanted = wantedUsername(person, rules);
			const patterns = usernamePatterns(wanted, rules);
			const missed = namesakes(wanted, rules, count + 1).filter((name) => !found(name, patterns));
			expect(missed).toEqual([]);
		});
	});

	it('what the patterns do not find cannot change the outcome', () => {
		const crowdAndStrangers = fc.tuple(anyCrowd, fc.array(anyPerson, { maxLength: 5 }));
		forAll(crowdAndStrangers, ([{ person, rules, count }, strangers]) => {
			const wanted = wantedUsername(person, rules);
			const everybody = [
				...namesakes(wanted, rules, count),
				...strangers.map((stranger) => wantedUsername(stranger, rules)),
				`${wanted}a`,
				`x${wanted}`,
			];
			const patterns = usernamePatterns(wanted, rules);
			const searched = everybody.filter((name) => found(name, patterns));
			expect(freeUsername(wanted, searched, rules)).toBe(freeUsername(wanted, everybody, rules));
		});
	});
});

describe('the search patterns', () => {
	it('take a dot for a dot, and are anchored at both ends', () => {
		const patterns = usernamePatterns('alpha.zed', { letterCase: 'lower', maxLength: 30 });
		expect(patterns).toEqual(['^alpha\\.zed[0-9]*$']);
		expect(found('alphaxzed', patterns)).toBe(false);
		expect(found('alpha.zeda', patterns)).toBe(false);
	});

	it('follow the name where it gives way to the number, up to four digits', () => {
		const patterns = usernamePatterns('abcdefgh.ijklmnopqrs', {
			letterCase: 'lower',
			maxLength: 20,
		});
		expect(patterns).toEqual([
			'^abcdefgh\\.ijklmnopqrs[0-9]*$',
			'^abcdefgh\\.ijklmnopqr[0-9]{1}$',
			'^abcdefgh\\.ijklmnopq[0-9]{2}$',
			'^abcdefgh\\.ijklmnop[0-9]{3}$',
			'^abcdefgh\\.ijklmno[0-9]{4}$',
		]);
	});
});
