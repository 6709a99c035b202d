import { isDate, isEmail } from '../core/formats';
import { workEmail } from '../company/workEmail';
import type { Employee } from '../factorial/types';
import type { Stage } from '../n8n/stage';
import { Refusal, optionalText, text } from './refusal';
import type { Desk } from './state';
import type { Sweeps } from './sweeps';

type Body = Record<string, unknown>;
type Action = (stage: Stage, body: Body) => string;

const HOUR_MS = 60 * 60 * 1000;

const nameOf = ({ first_name, last_name }: Employee) => `${first_name} ${last_name}`.trim();

function employee({ factorial }: Stage, body: Body): Employee {
	const id = text(body, 'id');
	const found = factorial.state.employee(id);
	if (found === undefined) throw new Refusal(404, `There is no employee ${id}`);
	return found;
}

function lastDay(body: Body): string {
	const day = text(body, 'terminated_on');
	if (isDate(day)) return day;
	throw new Refusal(400, `'${day}' is not a day: write it as YYYY-MM-DD`);
}

/** Undefined for whoever has none. */
function address(body: Body): string | undefined {
	const email = optionalText(body, 'login_email');
	if (email === undefined || isEmail(email)) return email;
	throw new Refusal(400, `“${email}” is no email address: write it like ada@corp.example`);
}

function hours(body: Body): number {
	const value = Number(body.hours);
	if (Number.isFinite(value) && value > 0) return value;
	throw new Refusal(400, "'hours' must be a number above 0: this clock only goes forward");
}

function inWords(moved: number): string {
	const isDays = moved >= 24 && moved % 24 === 0;
	const [count, noun] = isDays ? [moved / 24, 'day'] : [moved, 'hour'];
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What the page's buttons do; each gives the sentence that the time line shows. */
const ACTIONS: Record<string, Action> = {
	hire({ factorial }, body) {
		const login_email = address(body);
		const person = { first_name: text(body, 'first_name'), last_name: text(body, 'last_name') };
		const hired = factorial.hire({ ...person, ...(login_email ? { login_email } : {}) });
		return `HR hires ${nameOf(hired)}${login_email ? '' : ', without a work email'}`;
	},
	rename(stage, body) {
		const before = employee(stage, body);
		const names = { first_name: text(body, 'first_name'), last_name: text(body, 'last_name') };
		const after = stage.factorial.updateEmployee(before.id, names);
		return `HR renames ${nameOf(before)} to ${nameOf(after)}`;
	},
	email(stage, body) {
		const { id } = employee(stage, body);
		const login_email = address(body) ?? null;
		const after = stage.factorial.updateEmployee(id, { login_email, email: login_email });
		return `HR sets the work email of ${nameOf(after)} to ${login_email ?? 'nothing'}`;
	},
	terminate(stage, body) {
		const { id } = employee(stage, body);
		const gone = stage.factorial.terminate(id, lastDay(body));
		return `HR terminates ${nameOf(gone)} on ${gone.terminated_on}`;
	},
	rehire(stage, body) {
		const person = employee(stage, body);
		if (person.terminated_on === null) {
			throw new Refusal(409, `${nameOf(person)} is not terminated`);
		}
		stage.factorial.unterminate(person.id);
		return `HR takes back the termination of ${nameOf(person)}`;
	},
	'hire-again'(stage, body) {
		const person = employee(stage, body);
		if (person.terminated_on === null) {
			throw new Refusal(409, `${nameOf(person)} is not terminated`);
		}
		const { first_name, last_name } = person;
		const email = workEmail(person);
		stage.factorial.hire({ first_name, last_name, ...(email && { login_email: email }) });
		return `HR hires ${nameOf(person)} again, with a new record`;
	},
	clock({ clock }, body) {
		const moved = hours(body);
		clock.advance(moved * HOUR_MS);
		return `The clock moves on by ${inWords(moved)}`;
	},
};

/** The buttons that are about everybody at once; they note by themselves what they do. */
const SWEEPS: Record<string, (sweeps: Sweeps, body: Body) => Promise<void> | void> = {
	mess: (sweeps) => sweeps.mess(),
	import: (sweeps) => sweeps.importFile(),
	'undo-import': (sweeps) => sweeps.undoImport(),
	preview: async (sweeps, body) => await sweeps.preview(optionalText(body, 'option') ?? ''),
	reconcile: async (sweeps) => await sweeps.reconcile(),
};

/** Does what a button asks for and notes it on the time line. Throws a Refusal when it cannot. */
export async function perform(desk: Desk, name: string, body: Body): Promise<void> {
	const { stage, timeline, sweeps } = desk;
	const action = own(ACTIONS, name);
	const sweep = own(SWEEPS, name);
	if (!action && !sweep) throw new Refusal(404, `There is no action '${name}'`);
	// Looked at first, so that what comes true by a moved clock is noticed as such.
	await timeline.refresh();
	const at = stage.clock.now();
	if (action) timeline.note(action(stage, body), at);
	await sweep?.(sweeps, body);
}

function own<T>(actions: Record<string, T>, name: string): T | undefined {
	return Object.hasOwn(actions, name) ? actions[name] : undefined;
}
