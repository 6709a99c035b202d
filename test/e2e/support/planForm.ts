import axios from 'axios';
import type { N8nClient } from '../../../playground/n8n/rest';
import { DESK } from '../../../playground/n8n/stage';
import type { Stage } from '../../../playground/n8n/stage';
import type { Execution, SavedWorkflow } from '../../../playground/n8n/wire';
import { lastItem, runAbout } from './runs';
import { isAtLeast } from './version';

const FIRST_PAGE = 'Begin Here';
const NO_PROXY = { proxy: false, validateStatus: () => true } as const;

interface Field {
	fieldLabel?: string;
	fieldType: string;
	html?: string;
	fieldOptions?: { values: Array<{ option: string }> };
}

const tables = new WeakMap<Stage, Map<string, string>>();

/**
 * What an admin of n8n 1.x does by hand, where no step makes a data table: makes those that the template
 * would make, and chooses them where it names them.
 */
export async function chooseTables(
	stage: Stage,
	nodes: SavedWorkflow['nodes'],
): Promise<SavedWorkflow['nodes']> {
	if (isAtLeast('2.0.0')) return nodes;
	const made = tables.get(stage) ?? new Map<string, string>();
	tables.set(stage, made);
	for (const { parameters } of nodes) {
		const { tableName, columns } = parameters as {
			tableName?: string;
			columns?: { column?: Array<{ name: string }> };
		};
		if (tableName === undefined || made.has(tableName)) continue;
		const names = (columns?.column ?? []).map(({ name }) => name);
		made.set(tableName, await stage.client.createDataTable(tableName, names));
	}
	return nodes.map((node) => {
		const { dataTableId } = node.parameters as { dataTableId?: { value: string } };
		const value = made.get(dataTableId?.value ?? '');
		if (value === undefined) return node;
		const chosen = { __rl: true, mode: 'list', value };
		return { ...node, parameters: { ...node.parameters, dataTableId: chosen } };
	});
}

/** The template that shows a plan in a form, imported, with all credentials, and published. */
export async function publishPlanForm(stage: Stage): Promise<{ id: string; address: string }> {
	const { client } = stage;
	const { id, nodes: imported } = await stage.importTemplate('preview-and-backfill');
	const nodes = await chooseTables(stage, imported);
	await client.updateWorkflow(id, { nodes });
	const problem = await client.publish(id);
	if (problem !== undefined) throw new Error(problem);
	const first = nodes.find(({ name }) => name === FIRST_PAGE) as { webhookId?: string } | undefined;
	return { id, address: addressOf(client, first?.webhookId ?? '') };
}

function addressOf({ url }: N8nClient, webhookId: string): string {
	return `${url}/form/${webhookId}`;
}

/** Sends the first page, and gives the run once it waits for an answer. */
export async function beginPlan(
	stage: Stage,
	{ id, address }: { id: string; address: string },
	askAgain = false,
): Promise<Execution> {
	const known = new Set((await stage.client.executions(id)).map((run) => run.id));
	const form = new FormData();
	const again = askAgain ? ['Ask me again about those who were left out before'] : [];
	form.append('field-0', JSON.stringify(again));
	const auth = { username: DESK.user, password: DESK.password };
	const { status, data } = await axios.post<unknown>(address, form, { ...NO_PROXY, auth });
	if (status !== 200) throw new Error(`${status} ${JSON.stringify(data)}`);
	const [begun] = (await stage.client.executions(id)).filter((run) => !known.has(run.id));
	return await runAbout(stage, id, 'waiting', '"approval_link"', begun?.id);
}

/** The fields of the second page. */
export function fieldsOf(asked: Execution): Field[] {
	return JSON.parse(String(lastItem(asked, 'Ask for Approval')?.formFields)) as Field[];
}

/** What can be ticked, by person. */
export function choicesOf(asked: Execution): string[] {
	return fieldsOf(asked).flatMap(({ fieldLabel = '', fieldOptions }) =>
		fieldLabel.endsWith('tick whom to leave out')
			? (fieldOptions?.values ?? []).map(({ option }) => option)
			: [],
	);
}

type Decision = 'Yes' | 'No' | 'Not now';

/** Sends the second page; who or what is ticked is told by a word of it. Gives the run at its end. */
export async function answerPlan(
	stage: Stage,
	workflowId: string,
	asked: Execution,
	decision: Decision,
	ticked: string[] = [],
): Promise<Execution> {
	const form = new FormData();
	fieldsOf(asked).forEach(({ fieldLabel, fieldType, html, fieldOptions }, index) => {
		const options = (fieldOptions?.values ?? []).map(({ option }) => option);
		const chosen = options.filter((option) =>
			fieldType === 'radio'
				? option.startsWith(`${decision}:`)
				: ticked.some((word) => option.includes(word)),
		);
		const typed = fieldLabel === 'Your name' ? 'Ada Admin' : (html ?? '');
		form.append(`field-${index}`, fieldOptions ? JSON.stringify(chosen) : typed);
	});
	const link = String(lastItem(asked, 'Ask for Approval')?.approval_link);
	const { status, data } = await axios.post<unknown>(link, form, NO_PROXY);
	if (status !== 200) throw new Error(`${status} ${JSON.stringify(data)}`);
	// It then waits until a browser has fetched the last page.
	return await runAbout(stage, workflowId, 'waiting', '"is_remembered"', asked.id);
}
