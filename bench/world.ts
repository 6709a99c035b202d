import { setTimeout as wait } from 'node:timers/promises';
import { commonControls, mountControls } from '../playground/core/control';
import { startFactorial } from '../playground/factorial/simulator';
import type { FactorialSimulator } from '../playground/factorial/simulator';
import { startJumpCloud } from '../playground/jumpcloud/simulator';
import type { JumpCloudSimulator } from '../playground/jumpcloud/simulator';
import { benchPeople, companyOf, countRight, usersOf } from './company';

const JOINER_MS = 30_000;

/**
 * Both services with an invented company, in a process of their own until it is ended; the first line
 * it prints says where they are.
 *
 * @param people how many
 * @param isNew nobody has a user yet
 */
async function main(people: number, isNew: boolean): Promise<void> {
	const everybody = benchPeople(people).map((person) =>
		isNew ? { ...person, drift: 'none' as const } : person,
	);
	// Otherwise a joiner could not be created by hand at all from what the event says.
	const switches = { nullEmailsInCreatePayload: false };
	const factorial = await startFactorial({ company: companyOf(everybody), switches });
	const jumpCloud = await startJumpCloud({ users: isNew ? [] : usersOf(everybody) });
	mountControls(factorial, {
		...commonControls(factorial, () => ({ people: factorial.state.people.length })),
		'POST /joiner': {
			about:
				'Hire somebody, and tell how long it took until JumpCloud had the user: {"name": "Noa"}',
			run: async ({ name }) => await timeJoiner(factorial, jumpCloud, String(name)),
		},
	});
	mountControls(jumpCloud, {
		...commonControls(jumpCloud, () => ({ users: jumpCloud.state.users.length })),
		'GET /outcome': {
			about: 'How many people there are, and how many have the user that they should have',
			run: () => ({ people, right: countRight(everybody, jumpCloud.state.users) }),
		},
	});
	const where = { factorial: factorial.credential, jumpCloud: jumpCloud.credential };
	process.stdout.write(`${JSON.stringify(where)}\n`);
	process.once('SIGTERM', () => {
		Promise.all([factorial.close(), jumpCloud.close()]).then(() => process.exit(0), fail);
	});
}

async function timeJoiner(
	factorial: FactorialSimulator,
	jumpCloud: JumpCloudSimulator,
	name: string,
): Promise<{ ms: number }> {
	const email = `${name.toLowerCase()}@corp.example`;
	const startedMs = performance.now();
	factorial.hire({ first_name: name, last_name: 'Ensayo', login_email: email, email });
	while (performance.now() - startedMs < JOINER_MS) {
		if (jumpCloud.state.findUser(email)) return { ms: performance.now() - startedMs };
		await wait(1);
	}
	throw new Error(`${name} had no user after ${JOINER_MS} ms`);
}

function fail(failure: unknown): void {
	process.stderr.write(`${String(failure)}\n`);
	process.exitCode = 1;
}

main(Number(process.argv[2]), process.argv[3] === 'new').catch(fail);
