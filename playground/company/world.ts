import { Clock } from '../core/clock';
import { commonControls, mountControls } from '../core/control';
import { mountFactorialControls } from '../factorial/control';
import { startFactorial } from '../factorial/simulator';
import type { FactorialSimulator } from '../factorial/simulator';
import type { FactorialSwitches } from '../factorial/switches';
import { startJumpCloud } from '../jumpcloud/simulator';
import type { JumpCloudSimulator } from '../jumpcloud/simulator';
import type { JumpCloudSwitches } from '../jumpcloud/switches';
import { aCompany } from './company';
import { aDirectory } from './directory';

export interface World {
	factorial: FactorialSimulator;
	jumpCloud: JumpCloudSimulator;
	/** Both live by this clock. */
	clock: Clock;
	close(): Promise<void>;
}

interface WorldOptions {
	factorialPort?: number;
	jumpCloudPort?: number;
	/** Where nobody knows how the services behave: which of the plausible ways they choose. */
	switches?: { factorial: Partial<FactorialSwitches>; jumpCloud: Partial<JumpCloudSwitches> };
}

/**
 * The invented company in Factorial, and in JumpCloud those of its people who came before.
 *
 * Both simulators also answer below `/_simulator`, where a person can look and interfere.
 * @throws when a port is taken
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
	const clock = new Clock();
	const factorial = await startFactorial({
		port: options.factorialPort,
		clock,
		company: aCompany(clock.now()),
		switches: options.switches?.factorial,
	});
	mountFactorialControls(factorial);
	const jumpCloud = await startJumpCloud({
		port: options.jumpCloudPort,
		clock,
		users: aDirectory(),
		switches: options.switches?.jumpCloud,
	}).catch(async (failure: unknown) => {
		await factorial.close();
		const reason = failure instanceof Error ? failure.message : String(failure);
		throw new Error(`JumpCloud's simulator did not start: ${reason}`, { cause: failure });
	});
	mountJumpCloudControls(jumpCloud);
	return {
		factorial,
		jumpCloud,
		clock,
		close: async () => {
			await Promise.all([factorial.close(), jumpCloud.close()]);
		},
	};
}

function mountJumpCloudControls(sim: JumpCloudSimulator): void {
	const state = () => {
		const { users, groups, schedules, mails } = sim.state;
		return { users, groups, schedules, mails };
	};
	mountControls(sim, commonControls(sim, state));
}
