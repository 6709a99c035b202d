import type { Resource, Resources } from '../../shared/operation';
import type { Factorial } from '../employee/directory';
import { getAll as getAllContractVersions } from './contractVersion/getAll.operation';
import { get } from './employee/get.operation';
import { getAll as getAllEmployees } from './employee/getAll.operation';
import { getAll as getAllLocations } from './location/getAll.operation';
import { getAll as getAllTeams } from './team/getAll.operation';
import { getAll as getAllWebhookSubscriptions } from './webhookSubscription/getAll.operation';
import { repair } from './webhookSubscription/repair.operation';

const contractVersion: Resource<Factorial> = {
	name: 'Contract Version',
	operations: { getAll: getAllContractVersions },
	default: 'getAll',
};

const employee: Resource<Factorial> = {
	name: 'Employee',
	operations: { get, getAll: getAllEmployees },
	default: 'getAll',
};

const location: Resource<Factorial> = {
	name: 'Location',
	operations: { getAll: getAllLocations },
	default: 'getAll',
};

const team: Resource<Factorial> = {
	name: 'Team',
	operations: { getAll: getAllTeams },
	default: 'getAll',
};

const webhookSubscription: Resource<Factorial> = {
	name: 'Webhook Subscription',
	operations: { getAll: getAllWebhookSubscriptions, repair },
	default: 'getAll',
};

export const resources: Resources<Factorial> = {
	contractVersion,
	employee,
	location,
	team,
	webhookSubscription,
};
