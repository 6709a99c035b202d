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
import {
	getGroups,
	getTimeZones,
	searchAttributes,
	searchGroups,
	searchUsers,
} from './methods/lists';
import { connect } from './transport/safety';

export class JumpCloud implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'JumpCloud',
		name: 'jumpCloud',
		icon: { light: 'file:jumpcloud.svg', dark: 'file:jumpcloud.dark.svg' },
		group: ['output'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Keep JumpCloud users in step with HR, or create, update, activate, suspend and delete them and put them into groups step by step',
		builderHint: {
			searchHint:
				'To keep JumpCloud in step with an HR system, put resource sync, operation plan behind the step that reads people, and operation apply behind it on the items of the plan: they create, change, schedule the first and the last day, suspend, and hold back what is too much. The operations of resource user are for own steps on single people.',
		},
		defaults: { name: 'JumpCloud' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsOf('jumpCloudApi', 'jumpCloudOAuth2Api'),
		hints: [
			{
				message:
					"Whoever a step in front of this one filters out looks as if they had left, and is suspended. Leave people out with 'Scope' instead.",
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["operation"] === "plan" && $parameter["people"] === "everyone" && $parameter["absent"] === "suspend" }}',
			},
		],
		properties: [authenticationField, ...properties(resources, 'user')],
	};

	methods = {
		listSearch: { searchAttributes, searchGroups, searchUsers },
		loadOptions: { getGroups, getTimeZones },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, resources, connect);
	}
}
