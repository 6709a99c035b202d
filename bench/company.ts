import { mountFactorialControls } from '../playground/factorial/control';
import { startFactorial } from '../playground/factorial/simulator';
import type { CompanySeed } from '../playground/factorial/state';

/** Serves an invented company until it is ended; the first line it prints is its credential. */
async function main(people: number): Promise<void> {
	const sim = await startFactorial({ company: companyOf(people) });
	mountFactorialControls(sim);
	process.stdout.write(`${JSON.stringify(sim.credential)}\n`);
	process.once('SIGTERM', () => {
		sim.close().then(() => process.exit(0), fail);
	});
}

/** Everybody has one contract, one team, a location, a legal entity and (but for one) a manager. */
function companyOf(count: number): CompanySeed {
	const ids = Array.from({ length: count }, (_, n) => String(n + 1));
	const among = (n: number, many: number) => String((n % many) + 1);
	return {
		employees: ids.map((id, n) => ({
			id,
			first_name: `Person ${id}`,
			last_name: 'Vidal',
			email: `person${id}@corp.example`,
			login_email: `person${id}@corp.example`,
			personal_email: `person${id}@mail.example`,
			manager_id: n === 0 ? null : String(Math.ceil(n / 8)),
			location_id: among(n, 12),
			legal_entity_id: among(n, 3),
			address_line_1: `${id} Invented Street`,
			social_security_number: `00-${id}`,
		})),
		contracts: ids.map((employee_id, n) => ({
			employee_id,
			id: String(n + 1),
			job_title: `Job ${among(n, 40)}`,
		})),
		teams: Array.from({ length: 60 }, (_, n) => ({ id: String(n + 1), name: `Team ${n + 1}` })),
		memberships: ids.map((employee_id, n) => ({
			employee_id,
			id: String(n + 1),
			team_id: among(n, 60),
			lead: n < 60,
		})),
		locations: Array.from({ length: 12 }, (_, n) => ({ id: String(n + 1), name: `Town ${n + 1}` })),
		legalEntities: ['1', '2', '3'].map((id) => ({ id, legal_name: `Corp Example ${id} SL` })),
	};
}

function fail(failure: unknown): void {
	process.stderr.write(`${String(failure)}\n`);
	process.exitCode = 1;
}

main(Number(process.argv[2] ?? 10_000)).catch(fail);
