import type { Resource } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { apply } from './apply.operation';
import { plan } from './plan.operation';

export const sync: Resource<JumpCloud> = {
	name: 'Sync',
	operations: { apply, plan },
	default: 'plan',
};
