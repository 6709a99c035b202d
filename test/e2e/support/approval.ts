import axios from 'axios';
import type { AxiosResponse } from 'axios';
import type { Stage } from '../../../playground/n8n/stage';
import type { Execution } from '../../../playground/n8n/wire';
import { lastItem, runAbout } from './runs';

/** What IT was told about one new hire, and where the form is. */
interface Request {
	run: Execution;
	facts: Record<string, unknown>;
	link: string;
}

/** Waits until a run asks IT about somebody. */
export async function requestFor(
	stage: Stage,
	workflowId: string,
	fullName: string,
): Promise<Request> {
	const run = await runAbout(stage, workflowId, 'waiting', `"full_name":"${fullName}"`);
	const facts = lastItem(run, 'Ask for Approval') ?? {};
	return { run, facts, link: String(facts.approval_link) };
}

/** The form as a browser gets it. */
export async function openForm(link: string): Promise<AxiosResponse<string>> {
	return await axios.get<string>(link, { proxy: false, validateStatus: () => true });
}

/** Sends the form as a browser does, and gives the status of the answer. */
export async function decide(link: string, decision: string, reason = ''): Promise<number> {
	const form = new FormData();
	form.append('field-0', decision);
	form.append('field-1', reason);
	const answer = await axios.post(link, form, { proxy: false, validateStatus: () => true });
	return answer.status;
}
