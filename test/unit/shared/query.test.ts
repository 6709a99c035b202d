import { queryString } from '../../../nodes/shared/http';

describe('a query', () => {
	it.each([
		[undefined, ''],
		[{}, ''],
		[{ a: undefined }, ''],
		[{ limit: 100, all: true }, '?limit=100&all=true'],
		[{ fields: '_id username' }, '?fields=_id%20username'],
		[{ 'ids[]': ['1', '2'] }, '?ids%5B%5D=1&ids%5B%5D=2'],
		[{ filter: [] }, ''],
		[{ filter: 'a:$eq:x+y&z=1' }, '?filter=a%3A%24eq%3Ax%2By%26z%3D1'],
	])('%j is sent as %s', (query, expected) => {
		expect(queryString(query)).toBe(expected);
	});
});
