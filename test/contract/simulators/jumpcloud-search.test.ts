import type { SystemUser } from '../../../playground/jumpcloud/types';
import { closeAll, jumpCloud } from './jumpcloud.support';
import type { Send } from './jumpcloud.support';

afterEach(closeAll);

async function people() {
	return await jumpCloud({
		users: [
			{ username: 'jan', email: 'Jan+hr@corp.example', department: 'IT', employeeIdentifier: '1' },
			{ username: 'jana', email: 'jana@corp.example', department: 'IT', state: 'STAGED' },
			{
				username: 'bo',
				email: 'bo@corp.example',
				department: 'HR',
				attributes: [
					{ name: 'factorialId', value: '18446744073709999' },
					{ name: 'team', value: 'blue' },
				],
			},
			{
				username: 'JANUS',
				email: 'janus@corp.example',
				state: 'SUSPENDED',
				recoveryEmail: { address: 'j@home.example' },
			},
		],
	});
}

type Found = { results: SystemUser[]; totalCount: number };
const names = (data: Found) => data.results.map(({ username }) => username);

async function search(send: Send, body: unknown): Promise<string[] | number> {
	const answer = await send('POST', '/search/systemusers', body);
	return answer.status === 200 ? names(answer.data) : answer.status;
}

async function list(send: Send, query: string): Promise<string[] | number> {
	const answer = await send('GET', `/systemusers?${query}`);
	return answer.status === 200 ? names(answer.data) : answer.status;
}

describe('searching users by POST', () => {
	it.each<[string, unknown, string[] | number]>([
		['nothing asked', {}, ['jan', 'jana', 'bo', 'JANUS']],
		[
			'an escaped regex in any case',
			{ filter: { and: [{ email: { $regex: '(?i)^jan\\+HR@corp\\.example$' } }] } },
			['jan'],
		],
		[
			'an unescaped plus',
			{ filter: { and: [{ email: { $regex: '(?i)^jan+hr@corp\\.example$' } }] } },
			[],
		],
		[
			'a prefix in any case',
			{ filter: { and: [{ username: { $regex: '(?i)^jan' } }] } },
			['jan', 'jana', 'JANUS'],
		],
		['a prefix, case and all', { filter: [{ username: { $regex: '^jan' } }] }, ['jan', 'jana']],
		['a list: all must hold', { filter: [{ department: 'IT' }, { state: 'STAGED' }] }, ['jana']],
		['or', { filter: { or: [{ employeeIdentifier: '1' }, { username: 'bo' }] } }, ['jan', 'bo']],
		[
			'or with a regex beside it',
			{
				filter: { or: [{ username: { $regex: '(?i)^janu' } }, { email: { $regex: '(?i)^bo@' } }] },
			},
			['bo', 'JANUS'],
		],
		['a plain object', { filter: { department: 'HR' } }, ['bo']],
		['text', { filter: ['username:$eq:bo'] }, ['bo']],
		['an email in the wrong case', { filter: [{ email: 'jan+hr@corp.example' }] }, []],
		['not equal', { filter: [{ department: { $ne: 'IT' } }] }, ['bo', 'JANUS']],
		['one of a list', { filter: [{ username: { $in: ['bo', 'jan'] } }] }, ['jan', 'bo']],
		['greater', { filter: [{ username: { $gt: 'bo' } }] }, ['jan', 'jana']],
		['a boolean', { filter: [{ suspended: true }] }, ['JANUS']],
		['a boolean as text', { filter: [{ suspended: 'true' }] }, []],
		['a missing value', { filter: [{ department: null }] }, ['JANUS']],
		['a path into a list', { filter: [{ 'attributes.value': '18446744073709999' }] }, ['bo']],
		[
			'name and value of different entries',
			{ filter: [{ 'attributes.name': 'factorialId' }, { 'attributes.value': 'blue' }] },
			['bo'],
		],
		[
			'a path into an object',
			{ filter: [{ 'recoveryEmail.address': 'j@home.example' }] },
			['JANUS'],
		],
		[
			'part of a text',
			{ searchFilter: { searchTerm: 'AN', fields: ['username', 'email'] } },
			['jan', 'jana', 'JANUS'],
		],
		[
			'one of several parts',
			{ searchFilter: { searchTerm: ['bo@', 'janus'], fields: ['email'] } },
			['bo', 'JANUS'],
		],
		[
			'part of a text and a filter',
			{ searchFilter: { searchTerm: 'jan', fields: ['username'] }, filter: [{ state: 'STAGED' }] },
			['jana'],
		],
		['sorted downwards', { sort: '-email' }, ['JANUS', 'jana', 'bo', 'jan']],
		['a page', { sort: '_id', skip: 1, limit: 2 }, ['jana', 'bo']],
		['an unknown operator', { filter: [{ username: { $like: 'jan' } }] }, 400],
		['a broken regex', { filter: [{ username: { $regex: '(' } }] }, 400],
		['flags the service does not have', { filter: [{ username: { $regex: '(?x)a' } }] }, 400],
		['options beside a regex', { filter: [{ username: { $regex: 'a', $options: 'i' } }] }, 400],
		['an unknown field', { filter: [{ mail: 'a' }] }, 400],
		['an unknown part of the body', { filters: [] }, 400],
		['a search without fields', { searchFilter: { searchTerm: 'jan' } }, 400],
		['a limit of nothing', { limit: 0 }, 400],
	])('%s', async (_what, body, expected) => {
		const { send } = await people();
		expect(await search(send, body)).toEqual(expected);
	});

	it('gives only the fields asked for, as text or as a list, and the groups of each hit', async () => {
		const { sim, send } = await people();
		const { id } = sim.state.addGroup({ name: 'IT', members: [sim.state.user('bo')._id] });
		const filter = [{ username: 'bo' }];
		const all = await send('POST', '/search/systemusers', { filter });
		expect(all.data.results[0].memberof).toEqual([id]);
		for (const fields of ['username email', ['username', 'email']]) {
			const { data } = await send('POST', '/search/systemusers', { filter, fields });
			expect(Object.keys(data.results[0]).sort()).toEqual(['_id', 'email', 'username']);
		}
	});
});

describe('listing users', () => {
	it.each<[string, string, string[] | number]>([
		['an exact value', 'filter=employeeIdentifier:$eq:1', ['jan']],
		['two filters', 'filter=department:$eq:IT&filter=state:$eq:STAGED', ['jana']],
		['numbered filters', 'filter[0]=department:$eq:IT&filter[1]=state:$ne:STAGED', ['jan']],
		[
			'either of two',
			'filter[or][0]=username:$eq:bo&filter[or][1]=username:$eq:jan',
			['jan', 'bo'],
		],
		['a boolean', 'filter=suspended:$eq:true', ['JANUS']],
		['an email in the wrong case', 'filter=email:$eq:jan%2Bhr@corp.example', []],
		['an email in its own case', 'filter=email:$eq:Jan%2Bhr@corp.example', ['jan']],
		['part of a name', 'search=janU', ['JANUS']],
		['sorted downwards', 'sort=-username', ['jana', 'jan', 'bo', 'JANUS']],
		['sorted by two', 'sort=department%20-username', ['JANUS', 'bo', 'jana', 'jan']],
		[
			'sorted with a comma, which counts for nothing',
			'sort=-department,username',
			['jan', 'jana', 'bo', 'JANUS'],
		],
		['a filter without $', 'filter=username:eq:bo', 400],
		['an operator of the newer interface only', 'filter=username:$sw:jan', 400],
		['an unknown field', 'filter=mail:$eq:a', 400],
		['an unknown parameter', 'pageSize=5', 400],
		['a limit that is no number', 'limit=all', 400],
		['a negative skip', 'skip=-1', 400],
	])('%s', async (_what, query, expected) => {
		const { send } = await people();
		expect(await list(send, query)).toEqual(expected);
	});

	it('separates fields by spaces; with commas nothing but the id is left', async () => {
		const { send } = await people();
		const spaces = await send('GET', '/systemusers?fields=username%20state&limit=1');
		expect(Object.keys(spaces.data.results[0]).sort()).toEqual(['_id', 'state', 'username']);
		const commas = await send('GET', '/systemusers?fields=username,state&limit=1');
		expect(Object.keys(commas.data.results[0])).toEqual(['_id']);
	});
});

describe('pages', () => {
	it('hold 10 users by default and never more than 100; more are refused, or cut down', async () => {
		const { sim, send } = await jumpCloud();
		for (let n = 0; n < 250; n += 1) sim.state.addUser({ username: `user${n}` });
		expect((await send('GET', '/systemusers')).data.results).toHaveLength(10);
		expect((await send('POST', '/search/systemusers', {})).data.results).toHaveLength(10);
		const refused = await send('GET', '/systemusers?limit=101');
		expect([refused.status, refused.data.message]).toEqual([
			400,
			'limit exceeds maximum value of 100',
		]);
		expect((await send('POST', '/search/systemusers', { limit: 101 })).status).toBe(400);
		sim.switches.limitAbove100 = 'cap';
		const capped = await send('GET', '/systemusers?limit=1000');
		expect([capped.data.results.length, capped.data.totalCount]).toEqual([100, 250]);
		expect((await send('POST', '/search/systemusers', { limit: 1000 })).data.results).toHaveLength(
			100,
		);
	});

	it('give everybody once when walked', async () => {
		const { sim, send } = await jumpCloud();
		for (let n = 0; n < 250; n += 1) sim.state.addUser({ username: `user${n}` });
		const seen = new Set<string>();
		for (const skip of [0, 100, 200, 300]) {
			const { data } = await send('GET', `/systemusers?limit=100&sort=_id&skip=${skip}`);
			for (const name of names(data)) seen.add(name);
		}
		expect(seen.size).toBe(250);
	});
});
