import type { Resource } from '../../../shared/operation';
import type { Factorial } from '../../transport/session';
import { getAll } from './getAll.operation';

export const contractVersion: Resource<Factorial> = {
	name: 'Contract Version',
	operations: { getAll },
	default: 'getAll',
};
