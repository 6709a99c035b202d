import { FIXED_TERM_ID, LEAVER_ID } from '../../company/people';
import type { Trials } from './trial';

const ONE_DELETION = { deleteAfter: { days: 30 }, guard: { deletions: 1, deletionsPercent: 10 } };

/** What happens to people who leave, come back or are away. */
export const LEAVERS: Trials = {
	suspendNow: {
		name: 'Leavers: Suspend Now',
		about:
			'Ines Halloran leaves at the end of next month, and loses the access now: with this choice a last day to come is enough.',
		plan: { leavers: 'now' },
	},
	neverSuspend: {
		name: 'Leavers: Never Suspend',
		about:
			'Nothing is planned for Ines Halloran, who leaves at the end of next month: the access is ended by somebody else.',
		plan: { leavers: 'never' },
	},
	clock: {
		name: 'Suspension Time and Time Zone',
		about:
			'The last day of Ines Halloran ends at 18:00 in Madrid. This page shows the same moment in UTC.',
		plan: { suspensionTime: '18:00', timeZone: 'Europe/Madrid' },
	},
	atOnce: {
		name: 'At Once for These Reasons',
		about:
			'Both leave in ten days. Priya Raghunathan is let go for a reason that stands in the list, so the access ends now; Hanako Satō for another one, so it ends on the last day.',
		arrange: (now) => {
			const leaves = (id: string, termination_reason: string) =>
				now.person(id, { terminated_on: now.day(10), termination_reason });
			leaves(FIXED_TERM_ID, 'Disciplinary dismissal');
			leaves('1015', 'Voluntary resignation');
			now.person(LEAVER_ID, { terminated_on: null });
			return 'HR has entered that Priya Raghunathan (Disciplinary dismissal) and Hanako Satō (Voluntary resignation) leave in ten days, and that Ines Halloran stays.';
		},
		plan: {
			leaving: {
				atOnceReasons: ['Disciplinary dismissal'],
				reason: '={{ $json.termination_reason }}',
			},
		},
		include: ['termination'],
	},
	rehires: {
		name: 'Rehires: Unsuspend',
		about:
			'Søren Kjær works here and is suspended, so the access comes back. The plan of the night only reports that, because IT may have had a reason.',
		arrange: (now) => {
			now.user('soren.kjaer', { state: 'SUSPENDED', suspended: true });
			return 'Somebody has suspended soren.kjaer by hand.';
		},
		plan: { rehires: 'unsuspend' },
	},
	terms: {
		name: 'Fixed Terms: Counts as a Last Day',
		about:
			'The end of a contract counts as a last day where HR has entered none, so that JumpCloud ends the access of Priya Raghunathan on that day.',
		plan: { contractEnd: 'lastDay' },
	},
	termsReport: {
		name: 'Fixed Terms: Report What Has Passed',
		about:
			'The contract of Priya Raghunathan is over, and HR has entered no last day. The access goes on, and a person has to look at it.',
		arrange: (now) => {
			now.contract(FIXED_TERM_ID, { ends_on: now.day(-3) });
			return 'The contract of Priya Raghunathan ended three days ago.';
		},
		plan: { contractEnd: 'report' },
	},
	leaves: {
		name: 'Leaves: Suspend Until They Are Over',
		about:
			'Whoever is on leave today is suspended, and let in again when it is over. Half a day and home office are no leave. The day is kept in the custom attribute awaySince.',
		plan: { leaves: 'suspend', leaveMemory: { __rl: true, mode: 'name', value: 'awaySince' } },
		include: ['leaves'],
	},
	leaving: {
		name: 'When Somebody Has Left: All Groups and the Manager',
		about:
			'Besides the suspension: out of all groups, and no manager any more. What is taken stands in the plan, so that it can be given back.',
		plan: { leaving: { groups: 'all', manager: 'clear' } },
	},
	leavingPattern: {
		name: 'When Somebody Has Left: Groups of a Pattern',
		about:
			'Tom Lee, who has left, goes out of the groups whose names begin with “app-” or “vpn-”, and stays in the others.',
		arrange: (now) => {
			for (const name of ['app-crm', 'vpn-dublin', 'Alumni']) {
				now.newGroup(name, ['tom.lee', 'hanako.sato']);
			}
			return 'tom.lee and hanako.sato are in the groups app-crm, vpn-dublin and Alumni.';
		},
		plan: { leaving: { groups: 'pattern', groupPattern: 'app-*, vpn-*' } },
	},
	deletions: {
		name: 'Delete After',
		about:
			'Whom this package has suspended is deleted thirty days after the last day. Whoever reported to that user reports to the next manager from then on. The guard lets one deletion through here; without a number it lets none.',
		arrange: (now) => {
			now.reportTo('soren.kjaer', 'tom.lee');
			return 'soren.kjaer still reports to tom.lee in JumpCloud.';
		},
		plan: ONE_DELETION,
	},
	deletionsNobody: {
		name: 'Delete After: Reports Go to Nobody',
		about:
			'Somebody reports to Tom Lee, who left long ago. Nobody is to get those reports, so the user is not deleted, and a person has to look.',
		arrange: (now) => {
			now.reportTo('soren.kjaer', 'tom.lee');
			return 'soren.kjaer still reports to tom.lee in JumpCloud.';
		},
		limits: ONE_DELETION,
		plan: { deleteAfter: { days: 30, reportsTo: 'nobody' } },
	},
};
