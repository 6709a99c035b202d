import type { Resource } from '../../../shared/operation';
import type { Factorial } from '../../transport/session';
import { getAll } from './getAll.operation';
import { repair } from './repair.operation';

export const webhookSubscription: Resource<Factorial> = {
	name: 'Webhook Subscription',
	operations: { getAll, repair },
	default: 'getAll',
};
