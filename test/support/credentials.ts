import { ICredentialsHelper, Workflow, isExpression } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentials,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

export type Secrets = Record<string, ICredentialDataDecryptedObject>;

const MOCK: INode = {
	id: '1',
	name: 'Mock',
	type: 'test.mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const EMPTY = new Workflow({
	nodes: [MOCK],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => {
			throw new Error('there are no nodes');
		},
		getByNameAndVersion: () => ({
			description: {
				displayName: 'Mock',
				name: 'mock',
				group: [],
				version: 1,
				description: '',
				defaults: {},
				inputs: [],
				outputs: [],
				properties: [],
			},
		}),
		getKnownTypes: () => ({}),
	},
});

/** An expression of a credential as n8n evaluates it, with what it may name. */
export function evaluated(expression: string, names: object): string {
	const value = EMPTY.expression.getSimpleParameterValue(
		...([MOCK, expression, 'internal', names as never, undefined, ''] as const),
	);
	return String(value);
}

/** n8n's own helper needs a database; this one keeps its meaning for credentials given as data. */
export class CredentialsInMemory extends ICredentialsHelper {
	constructor(
		private readonly types: Record<string, ICredentialType>,
		private readonly secrets: Secrets,
	) {
		super();
	}

	getParentTypes(type: string): string[] {
		return this.types[type]?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_credentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return this.filledIn(type, this.secrets[type] ?? {});
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types[type]?.properties ?? [];
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: IHttpRequestOptions,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const authenticate = this.types[type]?.authenticate;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (authenticate?.type !== 'generic') return request;
		const fill = (text: string) =>
			isExpression(text)
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							text,
							'internal',
							{ $credentials: credentials } as never,
							undefined,
							'',
						),
					)
				: text;
		const headers: IDataObject = { ...request.headers };
		for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
			headers[name] = fill(String(value));
		}
		return { ...request, headers };
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('there is no database in the engine tests');
	}

	async updateCredentials(): Promise<void> {}

	/** What was renewed goes into the secrets that the test gave, as n8n writes it to its database. */
	async updateCredentialsOauthTokenData(
		_credentials: INodeCredentialsDetails,
		type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.secrets[type] = Object.assign(this.secrets[type] ?? {}, { oauthTokenData });
	}

	/** Hidden fields keep their defaults whatever was saved; expressions see the other fields. */
	private filledIn(type: string, saved: ICredentialDataDecryptedObject) {
		const fields = Object.fromEntries(
			this.getCredentialsProperties(type).map(({ name, type: kind, default: usual }) => [
				name,
				kind === 'hidden' || saved[name] === undefined ? usual : saved[name],
			]),
		);
		const data = { ...saved, ...fields } as INodeParameters;
		const resolved = EMPTY.expression.getComplexParameterValue(
			MOCK,
			data,
			'internal',
			{},
			undefined,
			undefined,
			data,
		);
		return resolved as ICredentialDataDecryptedObject;
	}
}
