import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { start } from '../../playground/n8n/process.cjs';
import { startServices } from '../services';

export interface Cost {
	elapsedMs: number;
	/** of the process that plans: what others do on the machine does not count */
	processorMs: number;
}

/** What planning for a whole company takes, in n8n's engine alone: the step *Plan Changes*, with its reading. */
export interface Planning {
	people: number;
	/** of each way; the times are medians */
	rounds: number;
	/** with nothing chosen */
	plain: Cost;
	/** with every option but groups */
	everything: Cost;
}

/** Plans for so many people by turns with nothing and with everything chosen, in a process of its own. */
export async function measurePlanning(people: number): Promise<Planning> {
	const services = await startServices(people);
	try {
		const { factorial, jumpCloud } = services;
		const args = ['--expose-gc', '--import', 'tsx', 'bench/planning.ts'];
		const child = start(process.execPath, [...args, JSON.stringify({ factorial, jumpCloud })], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		if (!child.stdout) throw new Error('The planner cannot be heard');
		const lines = createInterface(child.stdout);
		const failed = once(child, 'exit').then(() =>
			Promise.reject(new Error('The planner has ended')),
		);
		const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string];
		return JSON.parse(line) as Planning;
	} finally {
		await services.close();
	}
}
