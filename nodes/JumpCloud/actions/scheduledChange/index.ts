import type { Resource } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { cancel } from './cancel.operation';
import { getAll } from './getAll.operation';

export const scheduledChange: Resource<JumpCloud> = {
	name: 'Scheduled Change',
	operations: { cancel, getAll },
	default: 'getAll',
};
