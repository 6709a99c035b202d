import type { Arrangement } from './arrangement';

/** An option that can be tried on the invented company. */
export interface Trial {
	/** as it is called in n8n's panel */
	name: string;
	/** what to look for in what comes of it */
	about: string;
	/** makes what the option needs to be seen, for the time of the trial alone; gives it as sentences */
	arrange?: (arrangement: Arrangement) => string;
	/** parameters of *Plan*, on top of those of the nightly workflow; of the guard and the options only what they name */
	plan?: Record<string, unknown>;
	/** further parameters of *Plan* that hold without the option as well, so that there is less to look at */
	limits?: Record<string, unknown>;
	/** what else has to be read of the people */
	include?: string[];
	/** further parameters of the step that reads them */
	people?: Record<string, unknown>;
	/** what follows the plan, where the trial does more than plan; its last step tells what came of it */
	steps?: Step[];
	/** steps of *building-blocks* by their names, instead of the plan of the night, from their trigger on */
	blocks?: string[];
}

/** A step behind the plan. */
export type Step =
	| { name: string; kind: 'jumpCloud'; parameters: Record<string, unknown> }
	| { name: string; kind: 'code'; code: string };

/** Trials by the word with which the page asks for them. */
export type Trials = Readonly<Record<string, Trial>>;
