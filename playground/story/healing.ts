import { importBadFile } from '../mess/badImport';
import type { BadImport } from '../mess/badImport';
import { aWeekAgo } from '../mess/lost';
import { MessMaker } from '../mess/mess';
import type { Victims } from '../mess/mess';
import { untilQuiet } from '../n8n/quiet';
import { planInWords } from '../reconcile/inWords';
import { inNumbers } from '../reconcile/report';
import { previewNow, reconcileNow } from '../reconcile/run';
import type { Reconciliation } from '../reconcile/run';
import { correct } from './adminPortal';
import { accessOf, activeUsers } from './see';
import type { Scene, Step } from './step';
import { idOf } from './step';

const NOTHING = 'nothing to change; to look at: nothing';
const LEFT = '1 conflict, 1 skip (orphan), 1 skip (suspended)';

const preview = async ({ client, workflows }: Scene) =>
	planInWords((await previewNow(client, workflows)).plan);

const reconcile = async ({ client, workflows }: Scene) => await reconcileNow(client, workflows);

const writes = ({ jumpCloud }: Scene) => jumpCloud.journal.writes().length;

/** What events miss is found by comparing everybody; a plan that cannot be right is stopped. */
export function healing(): Step[] {
	let victims: Victims | undefined;
	let badImport: BadImport | undefined;
	let came: Reconciliation | undefined;
	let before = { writes: 0, active: 0 };
	const victim = (what: keyof Victims) => victims?.[what] ?? '';

	return [
		{
			name: 'HR fills in two gaps, and the nightly workflow brings the whole company into step',
			expected: `6 created, 2 changed, 1 scheduled; then: ${NOTHING}`,
			async act(scene) {
				const login_email = 'amira.haddad@corp.example';
				scene.factorial.updateEmployee('18446744073700024', { login_email });
				// An n8n that goes by the real clock does not know that the last day of the story is over.
				scene.factorial.updateEmployee(idOf(scene, 'Noa'), { terminated_on: aWeekAgo(scene) });
				await untilQuiet(scene, scene.workflowId);
				came = await reconcile(scene);
			},
			see: async (scene) => `${inNumbers(came?.sections ?? [])}; then: ${await preview(scene)}`,
		},
		{
			name: 'Somebody makes a mess behind n8n’s back: the preview shows all of it',
			expected: `2 create (joiner), 1 suspend (terminated), 2 update (mover); to look at: ${LEFT}; 0 writes`,
			act(scene) {
				victims = new MessMaker(scene).make()?.victims;
				before = { writes: writes(scene), active: activeUsers(scene) };
			},
			see: async (scene) => `${await preview(scene)}; ${writes(scene) - before.writes} writes`,
		},
		{
			name: 'The nightly workflow puts right what HR knows better',
			expected:
				'deleted: STAGED, as HR says; edited: ACTIVATED, as HR says; hired: STAGED, as HR says; ' +
				'renamed: ACTIVATED, as HR says; terminated: SUSPENDED, as HR says',
			act: async (scene) => void (came = await reconcile(scene)),
			see: (scene) =>
				(['deleted', 'edited', 'hired', 'renamed', 'terminated'] as const)
					.map((what) => `${what}: ${accessOf(scene, victim(what))}`)
					.join('; '),
		},
		{
			name: 'What is left is for people to decide: the suspension by hand and the wrong number',
			expected: `nothing to change; to look at: ${LEFT}`,
			act: () => undefined,
			see: preview,
		},
		{
			name: 'IT puts the two right in JumpCloud',
			expected: NOTHING,
			async act(scene) {
				await correct(scene, victim('suspended'), { state: 'ACTIVATED', suspended: false });
				await correct(scene, victim('unlinkable'), { employeeIdentifier: victim('unlinkable') });
			},
			see: preview,
		},
		{
			name: 'HR imports a file that ends the employment of 60 % of the people',
			expected:
				'The guard stopped this plan: 15 suspensions planned, at most 2 allowed, with 15 active users whom people have; 0 writes; nobody suspended',
			async act(scene) {
				before = { writes: writes(scene), active: activeUsers(scene) };
				badImport = importBadFile(scene);
				came = await reconcile(scene);
			},
			see(scene) {
				const suspended = before.active - activeUsers(scene) || 'nobody';
				return `${came?.failure?.message}; ${writes(scene) - before.writes} writes; ${suspended} suspended`;
			},
		},
		{
			name: 'HR takes the import back',
			expected: NOTHING,
			act: () => badImport?.undo(),
			see: preview,
		},
	];
}
