/** What we read of n8n's internal REST interface, as it names things. */
export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

export interface CredentialReference {
	id: string;
	name: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: number[];
	parameters: Record<string, unknown>;
	webhookId?: string;
	disabled?: boolean;
	executeOnce?: boolean;
	alwaysOutputData?: boolean;
	credentials?: Record<string, CredentialReference>;
}

export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface SavedWorkflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface Publication {
	status: string;
	triggers?: Array<{ nodeId: string; status: string; errorMessage?: string }>;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	startedAt: string;
	stoppedAt?: string;
}

interface NodeRun {
	executionStatus?: string;
	/** what a node says beside its output */
	hints?: Array<{ message: string }>;
	error?: { message?: string; description?: string };
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

export interface ExecutionData {
	resultData: {
		runData: Record<string, NodeRun[]>;
		error?: { message?: string; description?: string };
		lastNodeExecuted?: string;
	};
}

export interface Execution extends ExecutionSummary {
	data: ExecutionData;
}

export interface NodeTypeSummary {
	name: string;
	iconUrl?: string | { light: string; dark: string };
	codex?: object;
}
