import type { IDataObject } from 'n8n-workflow';

import { aPerson, closeAll, jumpCloud, runUser, words } from '../../../support/jumpcloud';
import { planAndApply, planChanges } from './sync.support';

afterEach(closeAll);

const jorg = (id: string): IDataObject =>
	aPerson({ id, first_name: 'Jörg', last_name: 'Müller', work_email: `j${id}@corp.example` });

const EXPANDED = { options: { letterSpelling: 'expanded' } };

describe('the spelling of letters in usernames', () => {
	it.each([
		['as before, without the option', {}, 'jorg.muller'],
		['plain, as chosen', { options: { letterSpelling: 'plain' } }, 'jorg.muller'],
		['spelled out, as chosen', EXPANDED, 'joerg.mueller'],
	])('is %s, in a plan and in Create', async (_case, parameters, expected) => {
		const sim = await jumpCloud();
		await planAndApply(sim, [jorg('1')], parameters);
		await runUser(sim, 'create', { parameters, items: [jorg('2')] });
		expect(sim.state.users.map(({ username }) => username)).toEqual([expected, `${expected}1`]);
	});

	it('is that of the plan where another one is faster and the number moves', async () => {
		const sim = await jumpCloud();
		const { items } = await planAndApply(sim, [jorg('1'), jorg('2')], EXPANDED, (planned) => {
			sim.state.addUser({ username: 'joerg.mueller', email: 'x@corp.example' });
			return planned;
		});
		expect(items.map(({ result }) => result)).toEqual(['applied', 'applied']);
		expect(sim.state.users.map(({ username }) => username).toSorted()).toEqual([
			...['joerg.mueller', 'joerg.mueller1', 'joerg.mueller2'],
		]);
	});

	it('may differ from person to person', async () => {
		const sim = await jumpCloud();
		const people = [
			{ ...jorg('1'), how: 'expanded' },
			{ ...jorg('2'), how: 'plain' },
			{ ...jorg('3'), how: 'phonetic' },
		];
		const { items } = await planChanges(sim, people, {
			options: { letterSpelling: '={{ $json.how }}' },
		});
		const usernames = items.map(({ reason, changes }) =>
			reason === 'joiner' ? (changes as IDataObject[])[0]?.to : reason,
		);
		expect(usernames).toEqual(['joerg.mueller', 'jorg.muller', 'unclear_setting']);
	});

	it('is an error for everybody where it is none of the two', async () => {
		const sim = await jumpCloud();
		const { error } = await planChanges(sim, [jorg('1')], { options: { letterSpelling: 'x' } });
		expect(words(error)).toContain("'Username Letter Spelling' cannot be 'x'");
	});
});
