import { APPLYING } from './applying';
import { IDENTITY } from './identity';
import { JOINERS } from './joiners';
import { KEPT } from './kept';
import { LEAVERS } from './leavers';
import { LIMITS } from './limits';
import { SCOPE } from './scope';
import type { Trials } from './trial';

/** What can be tried, in the order and under the titles of the page, which are those of n8n's panel. */
export const TRIAL_GROUPS: ReadonlyArray<{ title: string; trials: Trials }> = [
	{ title: 'Whom a plan is about', trials: SCOPE },
	{ title: 'People who join', trials: JOINERS },
	{ title: 'People who leave', trials: LEAVERS },
	{ title: 'What follows the source', trials: KEPT },
	{ title: 'What stops a plan', trials: LIMITS },
	{ title: 'Whose user it is', trials: IDENTITY },
	{ title: 'Steps that do something', trials: APPLYING },
];

/** By the word with which the page asks for them. */
export const TRIALS: Trials = Object.assign({}, ...TRIAL_GROUPS.map(({ trials }) => trials));
