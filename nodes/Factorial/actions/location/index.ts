import type { Resource } from '../../../shared/operation';
import type { Factorial } from '../../transport/session';
import { getAll } from './getAll.operation';

export const location: Resource<Factorial> = {
	name: 'Location',
	operations: { getAll },
	default: 'getAll',
};
