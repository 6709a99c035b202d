import { stringify } from 'flatted';
import { unflatten } from '../../../playground/n8n/flatted';

describe('an execution as n8n stores it', () => {
	it.each([
		['nothing', null],
		['texts that look like positions', { a: '1', b: ['0', '2'], c: '' }],
		['numbers, booleans and null', { n: [0, -1.5, 1e21], t: true, f: false, z: null }],
		['empty lists and objects', { list: [], record: {}, deep: [[[]]] }],
		['the same object in two places', [{ x: 'same' }, { x: 'same' }]],
	])('is read back with %s', (_, value) => {
		expect(unflatten(stringify(value))).toEqual(value);
	});

	it('is read back when it leads to itself', () => {
		const node: { name: string; self?: unknown } = { name: 'loop' };
		node.self = node;
		const read = unflatten<typeof node>(stringify(node));
		expect(read.name).toBe('loop');
		expect(read.self).toBe(read);
	});
});
