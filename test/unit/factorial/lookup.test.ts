import { Lookup, once } from '../../../nodes/Factorial/employee/directory';

function counted() {
	const calls: string[] = [];
	const some = async (ids: string[]) => {
		calls.push(`some ${ids.length}`);
		return new Map(ids.filter((id) => id !== 'ghost').map((id) => [id, `person ${id}`]));
	};
	const all = async () => {
		calls.push('all');
		return new Map(ids(5000).map((id) => [id, `person ${id}`]));
	};
	return { calls, lookup: new Lookup(some, all) };
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));

it('asks for few by their ids', async () => {
	const { calls, lookup } = counted();
	const found = await lookup.get(['1', '2', '2', '', 'ghost']);

	expect([...found]).toEqual([
		['1', 'person 1'],
		['2', 'person 2'],
	]);
	expect(calls).toEqual(['some 3']);
});

it('asks for nobody twice, not even for those who do not exist', async () => {
	const { calls, lookup } = counted();
	lookup.learn([['7', 'known']]);
	await lookup.get(['1', 'ghost']);
	const found = await lookup.get(['1', 'ghost', '7']);

	expect([...found]).toEqual([
		['1', 'person 1'],
		['7', 'known'],
	]);
	expect(calls).toEqual(['some 2']);
});

it('reads everything at once where that costs no more than some at a time', async () => {
	const { calls, lookup } = counted();
	const found = await lookup.get(ids(1001));

	expect(found.get('1000')).toBe('person 1000');
	expect(calls).toEqual(['all']);
});

it('changes over when one by one has become too many, for good', async () => {
	const { calls, lookup } = counted();
	await Promise.all(ids(50).map(async (id) => await lookup.get([id])));

	expect(calls.filter((call) => call === 'some 1')).toHaveLength(10);
	expect(calls.filter((call) => call === 'all')).toHaveLength(1);
});

it('reads a value once, and again only after a failure', async () => {
	let reads = 0;
	const value = once(async () => {
		reads += 1;
		if (reads === 1) throw new Error('not now');
		return reads;
	});

	await expect(value()).rejects.toThrow('not now');
	expect(await Promise.all([value(), value()])).toEqual([2, 2]);
});
