import type { Resource } from '../../../shared/operation';
import type { Factorial } from '../../transport/session';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const employee: Resource<Factorial> = {
	name: 'Employee',
	operations: { get, getAll },
	default: 'getAll',
};
