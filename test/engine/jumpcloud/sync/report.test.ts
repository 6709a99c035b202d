import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, runUser, words } from '../../../support/jumpcloud';
import { EVERYONE, applyChanges, company, planChanges } from './sync.support';

afterEach(closeAll);

const ALL = { options: { report: ['csv', 'html', 'text'] } };
const LONG_AGO = '2026-01-31';

/** The item of the report, and its files as text. */
function reportIn(leaving: INodeExecutionData[]) {
	const item = leaving.find(({ json }) => json.action === 'report');
	if (!item) throw new Error('there is no report');
	const file = (name: string) =>
		Buffer.from(item.binary?.[name]?.data ?? '', 'base64').toString('utf8');
	return {
		...{ item, json: item.json, html: String(item.json.html), text: String(item.json.text) },
		...{ page: file('html'), csv: file('csv') },
		titles: (item.json.sections as IDataObject[]).map(({ title }) => title),
	};
}

/** Rows of a table as RFC 4180 has them. */
function rowsOf(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, cell = '', end] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
		rows.at(-1)?.push(cell.replaceAll('""', '"'));
		if (end !== ',') rows.push([]);
	}
	return rows.slice(0, -1);
}

/** What a reader sees of a page. */
const seen = (html: string) =>
	html
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<(?:br|p|h1|h2|tr)[^>]*>/g, '\n')
		.replace(/<[^>]+>/g, '');

describe('the report of a plan', () => {
	const some = async (parameters: IDataObject = ALL) => {
		const sim = await jumpCloud({
			users: [
				aUser({ state: 'ACTIVATED' }),
				aUser({
					...{ username: 'kai.berg', email: 'kai.berg@corp.example', employeeIdentifier: '7' },
					...{ firstname: 'Kai', lastname: 'Berg', state: 'ACTIVATED' },
				}),
			],
		});
		const people = [
			aPerson({ id: '9', first_name: 'Ada', last_name: 'Neu', work_email: 'ada@corp.example' }),
			aPerson({ last_name: 'Vidal Prats' }),
			aPerson({
				...{ id: '7', first_name: 'Kai', last_name: 'Berg', work_email: 'kai.berg@corp.example' },
				...{ terminated_on: LONG_AGO },
			}),
			aPerson({ id: '8', first_name: 'Nia', last_name: 'Ohne', work_email: '' }),
		];
		return await planChanges(sim, people, parameters);
	};

	it('is not there unless it is chosen', async () => {
		for (const report of [undefined, [], 'none']) {
			const { items } = await some(report === undefined ? {} : { options: { report } });
			expect(items.map(({ action }) => action)).toEqual(['create', 'update', 'suspend', 'skip']);
		}
	});

	it('is an item of nobody after the others, before the summary, and is nothing to apply', async () => {
		const { leaving, items } = await some({ options: { ...ALL.options, summaryItem: true } });
		const actions = items.map(({ action }) => action);
		expect(actions).toEqual(['create', 'update', 'suspend', 'skip', 'report', 'summary']);
		expect(reportIn(leaving).item.pairedItem).toEqual([]);

		const sim = await jumpCloud({ users: [] });
		const { items: applied } = await applyChanges(sim, [reportIn(leaving).json]);
		expect(applied.map(({ result }) => result)).toEqual(['noop']);
	});

	it('tells what hurts most first, in words that nobody has to look up', async () => {
		const { leaving } = await some();
		const { json, titles, text, html } = reportIn(leaving);

		expect(titles).toEqual([
			...['Access ends', 'New accounts, without access yet', 'Changed accounts'],
			'Left to a person',
		]);
		expect(json.headline).toBe(
			'1 person loses access, 1 new account, 1 account is changed, 1 left to a person',
		);
		for (const told of [text, seen(html)]) {
			expect(told).toMatch(/Kai Berg.*Loses access at once\. The last day is over\./s);
			expect(told).toMatch(/Noor Vidal.*last name: Vidal → Vidal Prats/s);
			expect(told).toMatch(/Ada Neu.*Gets an account without access yet\. New in HR\./s);
			expect(told).toMatch(/Nia Ohne.*There is no work email in HR\./s);
			expect(told).not.toMatch(/noop|drift|orphan|adopted|in_step|[a-z]_[a-z]|STAGED|SUSPENDED/);
		}
	});

	it('tells times in the zone of the workflow', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'ACTIVATED' })] });
		const parameters = { ...ALL, suspensionTime: '18:30' };
		const { leaving } = await runUser(sim, 'plan', {
			...{ resource: 'sync', parameters, timezone: 'Asia/Tokyo' },
			items: [aPerson({ terminated_on: '2098-12-31' })],
		});
		const { text } = reportIn(leaving);
		expect(text).toContain('Loses access on 31 December 2098, 18:30 GMT+9.');
		expect(text).toContain('access ends: nothing → 31 December 2098, 18:30 GMT+9');
	});

	it('tells what a change has to say besides: in all forms, and to whoever asks for a yes', async () => {
		const sim = await jumpCloud({ users: [] });
		const hostile = 'B & "1 1"';
		const { leaving, items } = await planChanges(
			sim,
			[aPerson({ last_name: hostile, start_date: null, work_email: '' })],
			{ ...ALL, activation: 'firstDay', noWorkEmail: 'makeFromName', emailDomain: 'corp.example' },
		);
		const { json, text, html, page, csv } = reportIn(leaving);
		const told = [
			'There is no first day on which to activate the user, so the user stays Staged.',
			'noor.b11@corp.example',
		];
		expect(items[0]).toMatchObject({
			action: 'create',
			message: expect.stringContaining(told[0] ?? ''),
		});
		const [{ parts = [] } = {}] = (
			json.sections as Array<{ lines: Array<{ parts?: IDataObject[] }> }>
		).flatMap(({ lines }) => lines);
		for (const sentence of told) {
			for (const form of [text, seen(html), seen(page), csv, String(parts[0]?.note)]) {
				expect(form).toContain(sentence);
			}
		}
		for (const form of [html, page]) expect(form).not.toContain(hostile);
	});

	it.each([
		[
			'terminated',
			{ terminated_on: LONG_AGO },
			'The user stays in "Everybody": JumpCloud computes',
		],
		['mover', { last_name: 'Prats' }, "keeps the username 'noor.vidal': "],
	])('tells of an update (%s) what stays as it is', async (_reason, about, sentence) => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'ACTIVATED', systemUsername: 'noor' })],
			groups: [{ name: 'Everybody', membershipMethod: 'DYNAMIC_AUTOMATED' }, { name: 'Team' }],
		});
		for (const group of sim.state.groups) group.members.push(sim.state.user('noor.vidal')._id);
		const { leaving, items } = await planChanges(sim, [aPerson(about)], {
			...ALL,
			...{ usernameFollowsRename: 'unbound', leaving: { groups: 'all' } },
		});
		expect(items.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence));
		const { text, html, csv } = reportIn(leaving);
		for (const form of [
			text,
			seen(html).replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
			csv.replaceAll('""', '"'),
		]) {
			expect(form).toContain(sentence);
		}
		const { items: applied, leaving: after } = await applyChanges(
			...([sim, items.filter(({ action }) => action !== 'report'), ALL] as const),
		);
		expect(applied.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence));
		expect(reportIn(after).text).toContain(sentence);
	});

	it('does not say twice what the reason says', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'ACTIVATED' })] });
		const { leaving } = await planChanges(sim, [aPerson({ last_name: 'Neu' })], {
			...{ ...ALL, protectedUsers: { usernames: 'noor.vidal' } },
		});
		expect(reportIn(leaving).text).not.toContain('Protected, so');
	});

	it('holds nothing of a person but name, email and the changed fields', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { leaving } = await planChanges(
			sim,
			[aPerson({ last_name: 'Neu', bank_number: 'ES91 2100', birthday_on: '1990-05-17' })],
			ALL,
		);
		const { json, page, csv } = reportIn(leaving);
		const told = `${JSON.stringify({ ...json, plan: undefined })}${page}${csv}`;
		expect(told).not.toMatch(/ES91|1990-05-17|512/);
	});

	it('escapes whatever a name holds, also for a page that n8n evaluates', async () => {
		const names = ['<script>alert(1)</script>', '"><img src=x onerror=y>', '{{ $env.KEY }}'];
		const people = ['Roth', 'Roth', 'Roth', "O'H&"].map((last_name, n) =>
			aPerson({ id: `h${n}`, last_name, work_email: `h${n}@corp.example` }),
		);
		// What is no name is not written, but JumpCloud may hold it.
		const users = names.map((lastname, n) =>
			aUser({
				...{ username: `noor.h${n}`, email: `h${n}@corp.example` },
				...{ employeeIdentifier: `h${n}`, lastname },
			}),
		);
		const { leaving } = await planChanges(await jumpCloud({ users }), people, ALL);
		const { html, page } = reportIn(leaving);
		for (const text of [html, page]) {
			expect(text).not.toMatch(/<script|<img|\{\{|onerror=y>/);
			expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
			expect(text).toContain('&#123;&#123; $env.KEY &#125;&#125;');
			expect(text).toContain('O&#39;H&amp;');
		}
	});

	it('needs nothing from elsewhere, and follows the reader into the dark', async () => {
		const { page } = reportIn((await some()).leaving);
		expect(page).toMatch(/^<!DOCTYPE html><html lang="en">/);
		expect(page).toContain('@media (prefers-color-scheme:dark)');
		expect(page).toContain('width=device-width');
		expect(page).not.toMatch(/<script|<link|<img|https?:|url\(/);
	});

	it('keeps names that are written from right to left to themselves', async () => {
		const people = [
			aPerson({ id: 'a', first_name: 'ليلى', last_name: 'حداد', work_email: 'a@corp.example' }),
			aPerson({ id: 'b', last_name: 'x\u202egnp.exe', work_email: 'b@corp.example' }),
		];
		const { leaving } = await planChanges(await jumpCloud({ users: [] }), people, ALL);
		const { text, html } = reportIn(leaving);
		expect(text).toContain('• \u2068ليلى حداد\u2069, a@corp.example');
		expect(html).toContain('<bdi>ليلى حداد</bdi>');
		expect(`${text}${html}`).not.toContain('\u202e');
	});

	describe('in a chat', () => {
		// What is no name is not written, but JumpCloud may hold it.
		const textOf = async (firstname: string) => {
			const sim = await jumpCloud({ users: [aUser({ firstname })] });
			const { leaving } = await planChanges(sim, [aPerson({ first_name: 'Noor' })], ALL);
			return reportIn(leaving).text;
		};

		it.each([
			['@everyone', '＠everyone'],
			['(@here)', '(＠here)'],
			['Bo@channel', 'Bo＠channel'],
			['<!channel>', '‹!channel›'],
			['<@U012AB3CD>', '‹＠U012AB3CD›'],
			['<https://evil.example|Bo>', '‹https:∕∕evil.example|Bo›'],
			['<users/all>', '‹users/all›'],
			['<at>Bo</at>', '‹at›Bo‹/at›'],
			['[Bo](https://evil.example)', '[Bo］(https:∕∕evil.example)'],
			['www.evil.example', 'www․evil.example'],
			['&lt;!channel&gt;', '＆lt;!channel＆gt;'],
			['*Bo* _Bo_ ~Bo~ `Bo`', '∗Bo∗ ˍBoˍ ∼Bo∼ ˋBoˋ'],
		])('%s calls nobody, and is no link or format', async (name, shown) => {
			const text = await textOf(name);
			expect(text).toContain(`• Noor Vidal, noor.vidal@corp.example:`);
			expect(text).toContain(`(first name: ${shown} → Noor)`);
			expect(text).not.toContain(name);
		});

		it.each(["Anne-Marie O'Brien", 'R&D', 'Bo (Ops) #1', 'Jörg'])('%s stays', async (name) => {
			expect(await textOf(name)).toContain(`(first name: ${name} → Noor)`);
		});
	});

	it('gives a table in which no formula begins behind another mark between cells', async () => {
		const people = ['A;=1+1;', 'B\n=1+1', 'C\t@x'].map((first_name, n) =>
			aPerson({ id: `g${n}`, first_name, work_email: `g${n}@corp.example` }),
		);
		const { leaving } = await planChanges(await jumpCloud({ users: [] }), people, ALL);
		const { csv } = reportIn(leaving);
		expect(csv).toContain("A;'=1+1;");
		expect(csv).not.toMatch(/[;\t\n]\s*[=@]/);
	});

	it('gives a table that a spreadsheet reads and never calculates', async () => {
		const names = ['=cmd|"x"!A1', '+a', '-a', '@SUM(1)', '\t=a', 'A, "B"\nC', '＝a'];
		const people = names.map((first_name, n) =>
			aPerson({ id: `f${n}`, first_name, last_name: 'X', work_email: `f${n}@corp.example` }),
		);
		const { leaving } = await planChanges(await jumpCloud({ users: [] }), people, ALL);
		const { csv } = reportIn(leaving);
		expect(csv.startsWith('\ufeff"Kind","Name"')).toBe(true);
		expect(csv.endsWith('"\r\n')).toBe(true);
		const rows = rowsOf(csv);
		expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([10]));
		expect(rows.flat().filter((cell) => /^\s*[=+\-@＝]/.test(cell))).toEqual([]);
		expect(rows.map(([, name]) => name)).toEqual(
			expect.arrayContaining(['\'=cmd|"x"!A1 X', "'@SUM(1) X"]),
		);
		const fields = rows.filter(([, , email]) => email === 'f5@corp.example');
		expect(fields.map(([, , , , , , field]) => field)).toContain('username');
	});

	it('of ten thousand people is short in the item, and whole in the files', async () => {
		const { people } = company(10_000);
		const sim = await jumpCloud({ users: [] });
		const guard = { creations: 20_000, changes: 20_000 };
		const { leaving } = await planChanges(sim, people, { ...EVERYONE, ...ALL, guard });
		const { json, html, text, page, csv } = reportIn(leaving);

		expect(text.length).toBeLessThanOrEqual(3500);
		const [, rest = ''] = /… and (\d+) more\.$/.exec(text) ?? [];
		expect(Number(rest) + (text.match(/^• /gm) ?? []).length).toBe(10_000);
		expect(JSON.stringify(json).length).toBeLessThan(1_500_000);
		expect(html).toContain('… and 9500 more, in the attached file.');
		expect(page.match(/<p class="r"/g)).toHaveLength(10_000);
		expect(new Set(rowsOf(csv).map(([, , email]) => email)).size).toBe(10_001);
	});

	it('holds everybody who loses access in the item, for a form that asks for a yes', async () => {
		const { people, users } = company(1500);
		const sim = await jumpCloud({ users });
		const left = people.map((person) => ({ ...person, terminated_on: LONG_AGO }));
		const { leaving } = await planChanges(sim, left, {
			...EVERYONE,
			...ALL,
			guard: { suspensions: 2000, suspensionsPercent: 100, changes: 5000 },
		});
		const [ends] = reportIn(leaving).json.sections as Array<{ lines: object[] }>;
		expect(ends?.lines).toHaveLength(1500);
		expect(JSON.stringify(ends).length).toBeLessThan(1_500_000);
	});

	it('says so when the guard has stopped the plan', async () => {
		const { people, users } = company(3);
		const sim = await jumpCloud({ users: users.map((user) => ({ ...user, state: 'ACTIVATED' })) });
		const { leaving } = await planChanges(
			sim,
			people.map((person) => ({ ...person, terminated_on: LONG_AGO })),
			{ ...ALL, guard: { suspensions: 1 }, whenGuarded: 'mark' },
		);
		const { text, page } = reportIn(leaving);
		expect(text).toContain('The guard has stopped this plan');
		expect(page).toContain('Nothing of it is applied.');
	});

	it('tells people about whom nothing has to be done as a number', async () => {
		const { people, users } = company(3);
		const sim = await jumpCloud({ users });
		const { leaving } = await planChanges(sim, people, {
			options: { ...ALL.options, includeUnchanged: true },
		});
		const { json, text, page } = reportIn(leaving);
		expect(json.headline).toBe('3 in step already');
		expect(`${text}${page}`).not.toContain('Person1');
	});

	it('refuses a word that is no report', async () => {
		const { error } = await some({ options: { report: ['html', 'pdf'] } });
		expect(words(error)).toBe(
			"'Report' cannot be 'pdf' Choose from the list, or map one of: none, csv, html, text.",
		);
	});
});

describe('the report of what was applied', () => {
	it('tells first what was not done, and why, then what was', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'ACTIVATED' })] });
		const ada = aPerson({ id: '9', first_name: 'Ada', work_email: 'ada@corp.example' });
		const { items } = await planChanges(sim, [aPerson({ last_name: 'Neu' }), ada]);
		sim.state.user('noor.vidal').lastname = 'Elsewhere';
		const { leaving } = await applyChanges(sim, items, ALL);
		const { titles, text, csv, json } = reportIn(leaving);

		expect(titles).toEqual(['Not done', 'New accounts, without access yet']);
		expect(text).toMatch(/Noor Neu.*: not done: The account is changed\. The account has changed/);
		expect(text).toMatch(/Ada Vidal.*: done: Gets an account without access yet/);
		expect(json.headline).toBe('1 change was not made, 1 new account');
		expect(rowsOf(csv).map((row) => row.at(-1))).toEqual(
			expect.arrayContaining(['Result', 'not done', 'done']),
		);
	});

	it('tells words that nobody here knows as they are written', async () => {
		const sim = await jumpCloud({ users: [] });
		const strange = {
			...{ action: 'resend_welcome', reason: 'asked_by_desk', user: null, changes: [] },
			person: { employeeId: '1', email: 'x@corp.example', firstName: 'Xi', lastName: 'An' },
		};
		const { leaving } = await applyChanges(sim, [strange], ALL);
		expect(reportIn(leaving).text).toMatch(/Xi An, x@corp\.example: not done: Resend welcome\. /);
	});
});
