import type { Resource } from '../../../shared/operation';
import type { Factorial } from '../../transport/session';
import { getAll } from './getAll.operation';

export const team: Resource<Factorial> = {
	name: 'Team',
	operations: { getAll },
	default: 'getAll',
};
