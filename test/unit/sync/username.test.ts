import type { NamedPerson, UsernameRules } from '../../../nodes/JumpCloud/sync/username';
import {
	RESERVED_NAMES,
	freeUsername,
	isMadeFromName,
	wantedUsername,
} from '../../../nodes/JumpCloud/sync/username';

const LOWER: UsernameRules = { letterCase: 'lower', maxLength: 30 };
const AS_TYPED: UsernameRules = { letterCase: 'asTyped', maxLength: 30 };

const aPerson = (firstName: string, lastName: string, more: Partial<NamedPerson> = {}) => ({
	firstName,
	lastName,
	email: 'someone@corp.test',
	employeeId: '512',
	...more,
});

describe('the wanted username', () => {
	it.each([
		['Alpha', 'Zed', 'alpha.zed'],
		['Siobhán', "O'Brien", 'siobhan.obrien'],
		['Siobhán', 'O’Brien', 'siobhan.obrien'],
		['Lucía', 'García López', 'lucia.garcialopez'],
		['Jean-Luc', 'Moreau', 'jean-luc.moreau'],
		['Jean‑Luc', 'Moreau–Petit', 'jean-luc.moreau-petit'],
		['-Ana--Rita-', '- Sá -', 'ana-rita.sa'],
		['J. R.', 'Ewing', 'jr.ewing'],
		['Jürgen', 'Weiß', 'jurgen.weiss'],
		['Ægir', 'Þórðarson', 'aegir.thordarson'],
		['Søren', 'Łukasiewicz', 'soren.lukasiewicz'],
		['İbrahim', 'Işık', 'ibrahim.isik'],
		['Đặng', 'Nguyễn', 'dang.nguyen'],
		['Cœur', 'Ŧ', 'coeur.t'],
		['ﬁona', 'Ａｂｅ', 'fiona.abe'],
		['Mª', 'Pérez', 'ma.perez'],
		['Γεώργιος', 'Παπαδόπουλος', 'georgios.papadopoulos'],
		['Ευάγγελος', 'Μπακογιάννης', 'evangelos.bakogiannis'],
		['Ευθύμιος', 'Καραμπέτσος', 'efthymios.karampetsos'],
		['Χριστίνα', 'Ξένου', 'christina.xenou'],
		['Άυλος', 'Ταΰγετος', 'aylos.taygetos'],
		['Юлия', 'Щербакова', 'yuliya.shcherbakova'],
		['Андрій', 'Їжакевич', 'andriy.yizhakevich'],
		['Людмил', 'Бързаков', 'lyudmil.brzakov'],
		['Ђорђе', 'Љубичић', 'djordje.ljubichic'],
		['Madonna', '', 'madonna'],
		['', 'Madonna', 'madonna'],
		['愛子', 'Tanaka', 'tanaka'],
		['3rd', 'Zed', 'rd.zed'],
		['123', 'Zed', 'zed'],
	])('of %s %s is %s', (firstName, lastName, expected) => {
		expect(wantedUsername(aPerson(firstName, lastName), LOWER)).toBe(expected);
	});

	it.each([
		['Jürgen', 'Weiß', 'juergen.weiss'],
		['Ju\u0308rgen', 'Weiss', 'juergen.weiss'],
		['ÖZLEM', 'Äpfel', 'oezlem.aepfel'],
		['Søren', 'Ågård', 'soeren.aagaard'],
		['Bjǿrn', 'Æbelø', 'bjoern.aebeloe'],
		['Zoë', 'Łuçón', 'zoe.lucon'],
		['Юлия', 'Παπαδόπουλος', 'yuliya.papadopoulos'],
	])('spells the letters of %s %s out when asked to', (firstName, lastName, expected) => {
		const rules: UsernameRules = { ...LOWER, letterSpelling: 'expanded' };
		expect(wantedUsername(aPerson(firstName, lastName), rules)).toBe(expected);
	});

	it.each([
		['Alpha', 'Zed', 'Alpha.Zed'],
		['Leigh-Anne', 'McDonald', 'Leigh-Anne.McDonald'],
		['ÉLODIE', 'Œuvray', 'ELODIE.Oeuvray'],
		['Щука', 'Ψάλτη', 'Shchuka.Psalti'],
	])('keeps the letters of %s %s as typed when asked to', (firstName, lastName, expected) => {
		expect(wantedUsername(aPerson(firstName, lastName), AS_TYPED)).toBe(expected);
	});

	it('is made from the email when the names leave no letter, keeping its dots', () => {
		const person = aPerson('明', '王', { email: 'Ming.Wáng_1@corp.test' });
		expect(wantedUsername(person, LOWER)).toBe('ming.wang_1');
	});

	it('is made from the employee id when the email leaves no letter either', () => {
		const person = aPerson('محمد', 'אברהם', {
			email: '007@corp.test',
			employeeId: '9007199254740993',
		});
		expect(wantedUsername(person, LOWER)).toBe('user9007199254740993');
	});

	it('is "user" for somebody about whom nothing is known', () => {
		expect(wantedUsername(aPerson('', '', { email: '', employeeId: '' }), LOWER)).toBe('user');
	});

	it('is cut to the limit, and not right behind a dot or a hyphen', () => {
		expect(wantedUsername(aPerson('a'.repeat(200), 'Zed'), LOWER)).toBe('a'.repeat(30));
		expect(wantedUsername(aPerson('a'.repeat(29), 'Zed'), LOWER)).toBe('a'.repeat(29));
		expect(wantedUsername(aPerson(`${'a'.repeat(19)}-b`, 'Zed'), { ...LOWER, maxLength: 20 })).toBe(
			'a'.repeat(19),
		);
	});

	it('is never longer than JumpCloud stores, even without a limit', () => {
		const person = aPerson('a'.repeat(2000), 'Zed');
		expect(wantedUsername(person, { ...LOWER, maxLength: null })).toHaveLength(1024);
	});
});

describe('a free username', () => {
	it('is the wanted one when nobody has it', () => {
		expect(freeUsername('alpha.zed', ['alpha.zed1', 'alpha.zeda'], LOWER)).toBe('alpha.zed');
	});

	it('is the smallest free number behind the last name, whatever the letter case of the others', () => {
		expect(freeUsername('alpha.zed', ['Alpha.Zed', 'ALPHA.ZED1', 'alpha.zed3'], LOWER)).toBe(
			'alpha.zed2',
		);
	});

	it('keeps the number when the name fills the limit', () => {
		const full = `alexandra.${'z'.repeat(20)}`;
		const nine = Array.from({ length: 9 }, (_, index) => `${full.slice(0, 29)}${index + 1}`);
		expect(freeUsername(full, [full], LOWER)).toBe(`${full.slice(0, 29)}1`);
		expect(freeUsername(full, [full, ...nine], LOWER)).toBe(`${full.slice(0, 28)}10`);
	});

	it('puts the number on the first name rather than behind a dot', () => {
		const full = `${'a'.repeat(28)}.z`;
		expect(freeUsername(full, [full], LOWER)).toBe(`${'a'.repeat(28)}1`);
	});

	it.each(['root', 'Admin', 'administrator', 'guest', 'daemon', 'nobody', 'system'])(
		'is never the account %s that systems have themselves',
		(name) => {
			expect(freeUsername(name, [], LOWER)).toBe(`${name}1`);
		},
	);

	it('passes over numbers that make a reserved name', () => {
		expect(freeUsername('com', ['com'], LOWER)).toBe('com10');
	});

	it('compares reserved names as they are listed, in lower case', () => {
		expect(RESERVED_NAMES.filter((name) => name !== name.toLowerCase())).toEqual([]);
	});
});

describe('a username that is made of a name', () => {
	const zed = { firstName: 'Alpha', lastName: 'Zed' };
	const long = { firstName: 'Alexandra', lastName: 'z'.repeat(40) };
	const NONE: UsernameRules = { letterCase: 'lower', maxLength: null };

	it.each([
		['the name itself', 'alpha.zed', zed, LOWER],
		['with a number', 'alpha.zed12', zed, LOWER],
		['as it is typed', 'Alpha.Zed1', zed, AS_TYPED],
		['thirty letters', `alexandra.${'z'.repeat(20)}`, long, LOWER],
		['thirty with the number', `alexandra.${'z'.repeat(18)}10`, long, LOWER],
		['without a limit', `alexandra.${'z'.repeat(40)}7`, long, NONE],
		['a number of its own', 'alpha.zed2', { firstName: 'Alpha', lastName: 'Zed 2' }, LOWER],
		['and one behind that', 'alpha.zed21', { firstName: 'Alpha', lastName: 'Zed 2' }, LOWER],
		['a reserved one with a number', 'admin1', { firstName: 'Admin', lastName: '' }, LOWER],
	])('is known: %s', (_case, username, names, rules) => {
		expect(isMadeFromName(username, names, rules)).toBe(true);
	});

	it.each([
		['another letter case', 'Alpha.Zed', zed, LOWER],
		['a zero in front of the number', 'alpha.zed01', zed, LOWER],
		['the number zero', 'alpha.zed0', zed, LOWER],
		['another word', 'azed', zed, LOWER],
		['letters behind the number', 'alpha.zed1x', zed, LOWER],
		['longer than the limit', `alexandra.${'z'.repeat(20)}1`, long, LOWER],
		['cut for no number', `alexandra.${'z'.repeat(19)}`, long, LOWER],
		['a reserved one', 'admin', { firstName: 'Admin', lastName: '' }, LOWER],
		['a reserved one because of its number', 'com1', { firstName: 'Com', lastName: '' }, LOWER],
		['made of the email', 'someone', { firstName: '愛子', lastName: '' }, LOWER],
		['nothing', '', { firstName: '', lastName: '' }, LOWER],
	])('is not: %s', (_case, username, names, rules) => {
		expect(isMadeFromName(username, names, rules)).toBe(false);
	});
});
