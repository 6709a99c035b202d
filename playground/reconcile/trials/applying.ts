import type { Arrangement } from './arrangement';
import type { Step, Trial, Trials } from './trial';

/** Two users whom somebody has misspelled, so that there is something to apply; JumpCloud refuses one of them. */
function twoMisspelled(now: Arrangement): string {
	now.user('hanako.sato', { lastname: 'Sata' });
	now.user('priya.raghunathan', { lastname: 'Ragu' });
	now.refuse('priya.raghunathan');
	return 'Somebody has misspelled the last names of hanako.sato and priya.raghunathan in JumpCloud, and JumpCloud refuses changes of the latter.';
}

const BOTH: Trial['plan'] = {
	scope: {
		onlyWho: {
			condition: [
				{ by: 'field', field: 'last_name', operator: 'is', values: ['Satō', 'Raghunathan'] },
			],
		},
	},
};

const apply = (options: Record<string, unknown>): Step => ({
	...{ name: 'Apply', kind: 'jumpCloud' },
	parameters: { resource: 'sync', operation: 'apply', options },
});

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

/** What comes behind a plan, and what stands on its own. */
export const APPLYING: Trials = {
	apply: {
		name: 'Apply Changes: If a Change Fails, Let It Out',
		about:
			'Both last names are to be as HR says. One is written; JumpCloud refuses the other, and its item says what was not done. The report tells both.',
		arrange: twoMisspelled,
		plan: BOTH,
		steps: [apply({ whenFailed: 'continue', report: ['csv', 'html', 'text'] })],
	},
	applyStop: {
		name: 'Apply Changes: If a Change Fails, Stop',
		about:
			'Everything is tried for everybody first, then the run ends as failed, so that a workflow for failures can raise an alert.',
		arrange: twoMisspelled,
		plan: BOTH,
		steps: [apply({ whenFailed: 'stop' })],
	},
	old: {
		name: 'Apply Changes: Refuse Plans Older Than (Hours)',
		about:
			'The plan has waited two days for a yes, and no more than 24 hours are allowed: HR may say something else by now. All of it is refused, and nothing is written.',
		steps: [
			{
				name: 'As if Two Days Had Passed',
				kind: 'code',
				code: `return $input.all().map(({ json }) => {
	const madeAt = new Date(Date.parse(json.plan.madeAt) - ${TWO_DAYS_MS}).toISOString();
	return { json: { ...json, plan: { ...json.plan, madeAt } } };
});`,
			},
			apply({ maxAgeHours: 24 }),
		],
	},
	resend: {
		name: 'User: Resend Activation Mail',
		about:
			'These are the steps of the template “Build your own” that remind whoever began three or seven days ago. Priya Raghunathan has set no password and gets the mail once more, at the private address. Hanako Satō has set one, and Søren Kjær is not activated yet: both are left alone.',
		arrange: (now) => {
			const began = (id: string, days: number) => {
				const day = now.day(-days);
				now.contract(id, { effective_on: day, starts_on: day });
			};
			began('1016', 3);
			began('1015', 7);
			began('1008', 3);
			now.user('priya.raghunathan', {
				...{ activated: false, alternateEmail: 'priya@home.example' },
			});
			now.user('soren.kjaer', { state: 'STAGED', activated: false });
			return 'Priya Raghunathan and Søren Kjær began three days ago, Hanako Satō seven. priya.raghunathan has set no password, soren.kjaer is Staged.';
		},
		blocks: ['Every Morning', 'Who Works Here', 'Began 3 or 7 Days Ago', 'Resend Activation Mail'],
	},
};
