import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { authenticationField, credentialsOf } from '../shared/authentication';
import { properties, runItems } from '../shared/operation';
import { resources } from './actions';
import { openSession } from './employee/directory';
import { SENSITIVE_FIELDS } from './employee/fields';
import {
	getCustomFields,
	getLeaveKinds,
	getLegalEntities,
	getLocations,
	getTeams,
	searchEmployees,
} from './methods/lists';

export class Factorial implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Factorial',
		name: 'factorial',
		icon: { light: 'file:factorial.svg', dark: 'file:factorial.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read employees, contracts, teams and locations from Factorial',
		builderHint: {
			searchHint:
				'Reads people from the HR system Factorial and writes nothing. Resource employee, operation get for the person of an event ({{ $json.id }}), getAll with returnAll for everybody; include contract for first days, job titles and ends of contracts, teams for groups.',
		},
		defaults: { name: 'Factorial' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		sensitiveOutputFields: SENSITIVE_FIELDS,
		credentials: credentialsOf('factorialApi', 'factorialOAuth2Api'),
		properties: [authenticationField, ...properties(resources, 'employee')],
	};

	methods = {
		listSearch: { searchEmployees },
		loadOptions: { getCustomFields, getLeaveKinds, getLegalEntities, getLocations, getTeams },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, resources, openSession);
	}
}
