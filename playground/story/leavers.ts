import { dayAfter, endOfDayMs } from './day';
import { prospects, usersOf } from './see';
import type { Step } from './step';
import { idOf } from './step';

const MINUTE_MS = 60_000;

/** People who go: on a date, not after all, and today. Days are those of the simulated clock. */
export function leavers(now: Date): Step[] {
	const lastDay = dayAfter(now, 20);
	const movedDay = dayAfter(now, 27);
	const today = dayAfter(now, 0);
	const gone = `SUSPENDED by the end of ${today}`;
	return [
		{
			name: `HR terminates Noa on ${lastDay}`,
			expected: `ACTIVATED, SUSPENDED at the end of ${lastDay}`,
			act: (scene) => void scene.factorial.terminate(idOf(scene, 'Noa'), lastDay),
			see: (scene) => prospects(scene, 'Noa'),
		},
		{
			name: `The last day moves to ${movedDay}`,
			expected: `ACTIVATED, SUSPENDED at the end of ${movedDay}`,
			act(scene) {
				scene.factorial.updateEmployee(idOf(scene, 'Noa'), { terminated_on: movedDay });
			},
			see: (scene) => prospects(scene, 'Noa'),
		},
		{
			name: 'HR takes the termination back',
			expected: 'ACTIVATED, nothing scheduled',
			act: (scene) => void scene.factorial.unterminate(idOf(scene, 'Noa')),
			see: (scene) => prospects(scene, 'Noa'),
		},
		{
			name: `HR terminates Noa today, ${today}`,
			expected: gone,
			act: (scene) => void scene.factorial.terminate(idOf(scene, 'Noa'), today),
			see(scene) {
				// In the last hour of the day JumpCloud takes no schedule any more, so it happens at once.
				const seen = prospects(scene, 'Noa');
				const atOnce = seen === 'SUSPENDED, nothing scheduled';
				return atOnce || seen === `ACTIVATED, SUSPENDED at the end of ${today}` ? gone : seen;
			},
		},
		{
			name: 'The day ends',
			expected: 'SUSPENDED, nothing scheduled, suspended: true',
			act: ({ clock }) => clock.set(new Date(endOfDayMs(today) + MINUTE_MS)),
			see(scene) {
				const [user] = usersOf(scene, 'Noa');
				return `${prospects(scene, 'Noa')}, suspended: ${user?.suspended}`;
			},
		},
	];
}
