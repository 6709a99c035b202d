import { readFile } from 'node:fs/promises';
import type { CredentialReference, WorkflowFile } from './wire';

/** What a user does after an import: gives every node of a type the credentials it asks for. */
export function withCredentials(
	workflow: WorkflowFile,
	credentialsByNodeType: Record<string, Record<string, CredentialReference>>,
): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		const credentials = credentialsByNodeType[node.type];
		return credentials === undefined ? node : { ...node, credentials };
	});
	return { ...workflow, nodes };
}

/** Reads a workflow as n8n exports it. */
export async function readWorkflow(path: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(path, 'utf8')) as WorkflowFile;
}
