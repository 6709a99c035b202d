import type { Resources } from '../../shared/operation';
import type { Factorial } from '../transport/session';
import { contractVersion } from './contractVersion';
import { employee } from './employee';
import { location } from './location';
import { team } from './team';
import { webhookSubscription } from './webhookSubscription';

export const resources: Resources<Factorial> = {
	contractVersion,
	employee,
	location,
	team,
	webhookSubscription,
};
