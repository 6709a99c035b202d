import axios from 'axios';
import type { AxiosInstance } from 'axios';
import type { Browser } from 'playwright-core';
import { aCompany } from '../../playground/company/company';
import { aDirectory, addGroups } from '../../playground/company/directory';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import type { PlanLine } from '../../playground/reconcile/planLines';
import { TRIALS } from '../../playground/reconcile/trials';
import type { Outcome, SweepState } from '../../playground/server/sweeps';
import type { Entry } from '../../playground/server/entry';
import { importTemplates } from '../../playground/templates';
import { WAYS_TO_LOOK, openBrowser, picture, violations } from './support/browser';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

const stage = world({ company: aCompany(new Date()), users: aDirectory() });
let server: PageServer;
let http: AxiosInstance;

beforeAll(async () => {
	addGroups(stage().jumpCloud.state, aCompany(new Date()));
	const templates = await importTemplates(stage());
	server = await startPageServer({ stage: stage(), templates });
	http = axios.create({ baseURL: server.url, proxy: false, validateStatus: () => true });
});
afterAll(async () => await server.close());

interface Seen {
	employees: object[];
	users: object[];
	sweeps: SweepState;
	timeline: Entry[];
}

const see = async () => (await http.get<Seen>('/api/state')).data;

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

async function tryOut<K extends Outcome['kind']>(option: string, kind: K): Promise<Of<K>> {
	const answer = await http.post<unknown>('/api/preview', { option });
	expect(answer.data).toEqual({});
	const { outcome } = (await see()).sweeps.last ?? {};
	expect(outcome).toMatchObject({ kind, trial: { name: TRIALS[option]?.name } });
	return outcome as Of<K>;
}

const writes = () => stage().jumpCloud.journal.writes().length;

const records = () => {
	const { users, groups, schedules } = stage().jumpCloud.state;
	const { people, contracts } = stage().factorial.state;
	return structuredClone({ users, groups, schedules, people, contracts });
};

const nameOf = ({ name, username }: Pick<PlanLine, 'name' | 'username'>) => name || username;

/** What lines say, a sentence for each line and each change. */
const saidIn = (lines: PlanLine[]) =>
	lines.flatMap((line) => [
		`${nameOf(line)}: ${line.action} ${line.reason}`,
		...(line.mail ? [`${nameOf(line)}: mail to ${line.mail}`] : []),
		...line.changes.map(({ field, to }) => `${nameOf(line)}: ${field} becomes ${to}`),
	]);

/** For each trial of a plan what it does, and what is done without it. */
const PLANS: Record<string, { own: unknown[]; instead?: string[] }> = {
	scope: {
		own: ['Kwame Mensah: noop out_of_scope'],
		instead: ['Kwame Mensah: create joiner'],
	},
	notWho: { own: ['Ana Conceição: noop out_of_scope', 'Kwame Mensah: noop out_of_scope'] },
	notInGroups: {
		own: ["Seán O'Brien: noop out_of_scope"],
		instead: ["Seán O'Brien: lastname becomes O'Brien"],
	},
	leavesScope: { own: ['Δήμητρα Παπαδοπούλου: suspend out_of_scope'] },
	absent: { own: ['iris.vantage: suspend absent'], instead: ['iris.vantage: skip orphan'] },
	begin: { own: ['Kwame Mensah: skip later'], instead: ['Kwame Mensah: create joiner'] },
	beginGroups: {
		own: ['Jean-Luc Lefèvre: skip later', 'Ines Halloran: skip later'],
		instead: ['Jean-Luc Lefèvre: update adopted'],
	},
	activateNow: {
		own: ['Kwame Mensah: state becomes ACTIVATED', 'Kwame Mensah: mail to person19@mail.example'],
	},
	firstDay: {
		own: [
			'Jörn Pereira: mail to none',
			expect.stringMatching(/^Jörn Pereira: scheduled.ACTIVATED becomes .*T0[78]:30:00.000Z/),
		],
	},
	keepPlanned: { own: ['Jörn Pereira: scheduled.ACTIVATED becomes null'] },
	active: { own: ['Kwame Mensah: state becomes ACTIVATED'] },
	beforehand: {
		own: ['Jörn Pereira: skip too_early'],
		instead: ['Jörn Pereira: create joiner'],
	},
	factors: { own: ['Kwame Mensah: mfa becomes 7', 'Kwame Mensah: state becomes ACTIVATED'] },
	emails: {
		own: ['Amira Haddad: email becomes ahaddad@corp.example'],
		instead: ['Amira Haddad: skip missing_work_email'],
	},
	given: { own: ['Joan Ramon de la Fuente i Puig-Soler: username becomes joanramon'] },
	letters: { own: ['Jörn Pereira: username becomes joern.pereira'] },
	short: { own: ['Joan Ramon de la Fuente i Puig-Soler: username becomes joanramon.delafuente'] },
	long: {
		own: ['Joan Ramon de la Fuente i Puig-Soler: username becomes JoanRamon.delaFuenteiPuig-Soler'],
	},
	renames: { own: ['Hanako Tanaka: username becomes hanako.tanaka'] },
	suspendNow: {
		own: ['Ines Halloran: suspend terminated'],
		instead: ['Ines Halloran: schedule last_day'],
	},
	neverSuspend: {
		own: ['Ines Halloran: noop in_step'],
		instead: ['Ines Halloran: schedule last_day'],
	},
	clock: {
		own: [expect.stringMatching(/^Ines Halloran: scheduled.SUSPENDED becomes .*T1[67]:00:00/)],
	},
	atOnce: {
		own: ['Priya Raghunathan: suspend terminated'],
		instead: ['Priya Raghunathan: schedule last_day'],
	},
	rehires: { own: ['Søren Kjær: unsuspend rehired'], instead: ['Søren Kjær: skip suspended'] },
	terms: { own: ['Priya Raghunathan: schedule last_day'] },
	termsReport: { own: ['Priya Raghunathan: skip contract_ended'] },
	leaves: { own: ['Zoë van den Berg: suspend on_leave'] },
	leaving: { own: ['Tom Lee: groups.Sales becomes false', 'Tom Lee: manager becomes null'] },
	leavingPattern: {
		own: ['Tom Lee: groups.app-crm becomes false', 'Tom Lee: groups.vpn-dublin becomes false'],
	},
	deletions: {
		own: ['Tom Lee: delete deleted_after', expect.stringMatching(/^Tom Lee: reports.soren.kjaer/)],
	},
	deletionsNobody: {
		own: ['Tom Lee: skip not_deleted'],
		instead: ['Tom Lee: delete deleted_after'],
	},
	managers: { own: [expect.stringMatching(/^Seán O'Brien: manager becomes \w{24}$/)] },
	attributes: {
		own: [
			'Hanako Satō: jobTitle becomes Talent Partner',
			'Zoë van den Berg: location becomes Valencia',
			'María García: attributes.onboarding becomes ask IT',
		],
	},
	clearEmpty: { own: ['Łukasz Wiśniewski: location becomes null'] },
	groupRules: {
		own: ['Hanako Satō: groups.VPN becomes false', 'Kwame Mensah: groups.VPN becomes true'],
	},
	groups: { own: ['Kwame Mensah: groups.Team Engineering becomes true'] },
	custom: { own: ['Kwame Mensah: groups.Mode Remote staff becomes true'] },
	exceptions: {
		own: ['Hanako Satō: groups.Human Resources becomes true'],
		instead: ['Marta Oliveras: groups.Team Leadership becomes true'],
	},
	neverRemove: {
		own: ['Hanako Satō: noop in_step'],
		instead: ['Hanako Satō: groups.Team Sales becomes false'],
	},
	allowed: { own: [], instead: ['Group Team Finance: skip missing_group'] },
	unmatched: {
		own: ['Priya Raghunathan: groups.Team Moonshot becomes false'],
		instead: ['Group Team Moonshot: skip unmatched_group'],
	},
	protected: {
		own: [
			...['Ines Halloran: skip protected', "Anne-Sophie D'Arcy: skip protected"],
			'Jean-Luc Lefèvre: skip protected',
		],
	},
	guard: { own: [] },
	customLink: { own: ["Seán O'Brien: attributes.hrId becomes 1004"] },
	noLink: {
		own: ['Priya Raghunathan: create joiner'],
		instead: ['Priya Raghunathan: email becomes priya.r@corp.example'],
	},
	unlinkedReport: {
		own: ['Jean-Luc Lefèvre: conflict conflict'],
		instead: ['Jean-Luc Lefèvre: update adopted'],
	},
	unlinkedAlways: {
		own: ['Jean-Luc Lefèvre: update adopted'],
		instead: ['Jean-Luc Lefèvre: conflict name_differs'],
	},
	// Whoever came back is for a person to make: the page has a button for it.
	relink: { own: [] },
};

describe('a trial of the page', () => {
	it.each(Object.keys(PLANS))(
		'shows what %s changes, tells it as a report, and leaves everything as it was',
		async (option) => {
			const before = { records: records(), writes: writes() };
			const { trial, plan } = await tryOut(option, 'preview');
			const { own, instead } = trial?.comparison ?? {};
			const wanted = PLANS[option];
			const said = saidIn(Object.values(own ?? {}).flat());
			expect(said).toEqual(expect.arrayContaining(wanted?.own ?? []));
			expect(saidIn(instead ?? [])).toEqual(expect.arrayContaining(wanted?.instead ?? []));
			expect(plan.alarms.map(({ kind }) => kind)).toEqual(
				option === 'guard' ? ['creations', 'changes'] : [],
			);
			const report = await http.get<string>('/api/report');
			expect(report.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
			expect(report.data).toMatch(/^<!DOCTYPE html>.*Plan of/);
			expect((await http.get<string>('/api/message')).data).toMatch(/^Plan of/);
			expect({ records: records(), writes: writes() }).toEqual(before);
		},
	);

	it('leaves out nothing that its words promise', async () => {
		const first = await tryOut('beginGroups', 'preview');
		expect(saidIn(first.plan.changes)).toContain("Anne-Sophie D'Arcy: update adopted");
		expect(saidIn(first.plan.changes).filter((line) => line.includes('create'))).toEqual([]);
		const { trial } = await tryOut('atOnce', 'preview');
		expect(saidIn(trial?.comparison.same ?? [])).toContain('Hanako Satō: schedule last_day');
		const again = await tryOut('leavingPattern', 'preview');
		expect(saidIn(again.plan.changes)).not.toContain('Tom Lee: groups.Alumni becomes false');
	});

	it('applies what can be applied, and says what JumpCloud refuses and why', async () => {
		const before = { records: records(), writes: writes() };
		const { lines, failure } = await tryOut('apply', 'tried');
		expect(failure).toBeNull();
		expect(lines).toMatchObject([
			{ name: 'Hanako Satō', result: 'done', changes: [{ field: 'lastname', to: 'Satō' }] },
			{ name: 'Priya Raghunathan', result: 'not_done', reason: 'not_accepted' },
		]);
		expect((await http.get<string>('/api/message')).data).toMatch(/^Changes of/);
		expect(writes()).toBe(before.writes + 2);
		expect(records()).toEqual(before.records);
	});

	it('ends as failed where that is chosen, after everything was tried', async () => {
		const before = writes();
		const { failure } = await tryOut('applyStop', 'tried');
		expect(failure?.message).toContain('Not done for Priya Raghunathan');
		expect(writes()).toBe(before + 2);
	});

	it('refuses a plan that has waited too long, and writes nothing', async () => {
		const before = writes();
		const { lines } = await tryOut('old', 'tried');
		expect(new Set(lines.map(({ result, reason }) => `${result} ${reason}`))).toEqual(
			new Set(['not_done plan_too_old']),
		);
		expect(lines).toHaveLength(9);
		expect(writes()).toBe(before);
	});

	it('sends the activation mail again to whoever needs it, and says why to nobody else', async () => {
		const before = records();
		const { lines } = await tryOut('resend', 'tried');
		const told = lines.map(({ name, result, reason }) => `${name}: ${result} ${reason}`.trim());
		expect(told.sort()).toEqual([
			...['Hanako Satō: left_alone has_password', 'Priya Raghunathan: done'],
			'Søren Kjær: left_alone staged',
		]);
		expect(lines.flatMap(({ mail }) => mail ?? [])).toEqual(['priya@home.example']);
		expect(records()).toEqual(before);
		const texts = (await see()).timeline.map(({ text }) => text);
		expect(texts).toContain('n8n tries it: 1 done, 2 not');
	});

	it('is one of those that the page offers, and every one is here', async () => {
		const { trials } = (await see()).sweeps;
		const words = trials.flatMap(({ options }) => options.map(({ word }) => word));
		const tried = [...Object.keys(PLANS), 'apply', 'applyStop', 'old', 'resend'];
		expect(words.toSorted()).toEqual(tried.toSorted());
	});

	it('does not show what is arranged for it among people and users', async () => {
		const { employees, users } = await see();
		stage().jumpCloud.traffic.latencyMs = 500;
		const trial = http.post('/api/preview', { option: 'absent' });
		while ((await see()).sweeps.busy === null) {
			// It has just been asked for.
		}
		const meanwhile = await see();
		stage().jumpCloud.traffic.latencyMs = 0;
		expect(stage().jumpCloud.state.findUser('iris.vantage')).toBeDefined();
		expect(meanwhile).toMatchObject({ employees, users });
		expect((await trial).status).toBe(200);
	});
});

describe('what comes of a trial, in a browser', () => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await openBrowser();
	});
	afterAll(async () => await browser.close());

	const shown = ['notInGroups', 'neverRemove', 'managers', 'guard', 'apply', 'applyStop', 'resend'];

	it.each(WAYS_TO_LOOK)('keeps nobody out (%s)', async (way, options) => {
		const context = await browser.newContext({ ...options, bypassCSP: true });
		const page = await context.newPage();
		await page.goto(server.url);
		for (const option of shown) {
			await page.getByLabel('Preview with').selectOption({ value: option });
			await page.getByRole('button', { name: 'Preview' }).click();
			const name = TRIALS[option]?.name ?? '';
			await page
				.locator('.outcome h3')
				.filter({ hasText: `“${name}”` })
				.waitFor();
			for (const summary of await page.locator('.outcome summary').all()) await summary.click();
			expect(await violations(page)).toEqual([]);
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width).toBeLessThanOrEqual(options.viewport?.width ?? 0);
			await picture(page.locator('#everybody'), `trial-${option}-${way}`);
		}
		await context.close();
	});
});
