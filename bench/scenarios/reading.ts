import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { start } from '../../playground/n8n/process.cjs';
import { startServices } from '../services';

/** What reading a whole company with everything included takes, in n8n's engine alone. */
export interface Reading {
	items: number;
	seconds: number;
	calls: Record<string, number>;
	/** above what there was before */
	peakHeapMb: number;
	peakRssMb: number;
	/** what the items themselves take */
	keptMb: number;
}

/** Reads so many people, in a process of its own. */
export async function measureReading(people: number): Promise<Reading> {
	const services = await startServices(people);
	try {
		const args = ['--expose-gc', '--import', 'tsx', 'bench/employees.ts'];
		const child = start(process.execPath, [...args, JSON.stringify(services.factorial)], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		if (!child.stdout) throw new Error('The reader cannot be heard');
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const { calls } = (await services.calls()).factorial;
		return { ...(JSON.parse(line) as Omit<Reading, 'calls'>), calls };
	} finally {
		await services.close();
	}
}
