import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, closeAll, jumpCloud, runUser } from '../../../support/jumpcloud';

afterEach(closeAll);

/** What a plan says when an attribute is mapped so, and what *Create or Update* writes. */
async function outcomes(value: unknown, mapping: string) {
	const items = [aPerson({ v: value, inner: { v: value } } as IDataObject)];
	const planning = await jumpCloud({ users: [aUser({ department: 'Before' })] });
	const attribute = [{ attribute: 'department', value: mapping }];
	const { items: planned } = await runUser(planning, 'plan', {
		...{ resource: 'sync', items, parameters: { attributes: { attribute } } },
	});
	const writing = await jumpCloud();
	await runUser(writing, 'upsert', { items, parameters: { lastname: mapping } });
	return [
		planned.map(({ changes }) => changes),
		writing.state.users.map(({ lastname }) => lastname),
	];
}

describe.each([
	['a text', ' Sales '],
	['a number', 42],
	['nothing', null],
	['an empty text', ''],
	['a field that is not there', undefined],
	['yes', true],
	['a list', ['Sales']],
])('%s', (_case, value) => {
	it.each([
		['of the item', '={{ $json.v }}', '={{ [$json][0].v }}'],
		['inside a field', '={{$json.inner.v}}', '={{ [$json][0].inner.v }}'],
		['inside a field that is not there', '={{ $json.none.v }}', '={{ [$json][0].none?.v }}'],
	])('%s is the same, read from it or worked out by n8n', async (_where, read, workedOut) => {
		expect(await outcomes(value, read)).toEqual(await outcomes(value, workedOut));
	});
});
