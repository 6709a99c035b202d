import { properties } from '../../../nodes/shared/operation';
import type { Operation, Resources } from '../../../nodes/shared/operation';

const operation = (name: string, fields: Operation<null>['fields'] = []): Operation<null> => ({
	name,
	action: `${name} it`,
	description: `To ${name} it`,
	fields,
	run: async () => await Promise.resolve({}),
});
const text = { displayName: 'Text', name: 'text', type: 'string' as const, default: '' };

const resources: Resources<null> = {
	user: {
		name: 'User',
		default: 'get',
		operations: {
			create: operation('Create', [text]),
			get: operation('Get', [{ ...text, displayOptions: { show: { when: ['at'] } } }]),
		},
	},
	group: { name: 'Group', default: 'get', operations: { get: operation('Get') } },
};

describe('the parameters of a node', () => {
	const [resource, ofUser, ofGroup, ...fields] = properties(resources);

	it('begin with the resource, the first one chosen', () => {
		expect(resource).toMatchObject({
			name: 'resource',
			default: 'user',
			options: [
				{ name: 'User', value: 'user' },
				{ name: 'Group', value: 'group' },
			],
		});
	});

	it('go on with the operations of each resource and its own first choice', () => {
		expect(ofUser).toMatchObject({
			name: 'operation',
			default: 'get',
			displayOptions: { show: { resource: ['user'] } },
			options: [
				{ name: 'Create', value: 'create', action: 'Create it', description: 'To Create it' },
				{ name: 'Get', value: 'get' },
			],
		});
		expect(ofGroup).toMatchObject({ displayOptions: { show: { resource: ['group'] } } });
	});

	it('show a field for its operation only, under its own condition as well', () => {
		expect(fields.map(({ displayOptions }) => displayOptions?.show)).toEqual([
			{ resource: ['user'], operation: ['create'] },
			{ when: ['at'], resource: ['user'], operation: ['get'] },
		]);
	});

	it('leave the declared fields as they are', () => {
		expect(text).not.toHaveProperty('displayOptions');
	});
});
