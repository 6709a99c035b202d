import axios from 'axios';
import { PACKAGE } from '../../playground/n8n/stage';
import { isAtLeast } from './support/version';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('the packed package in a real n8n', () => {
	const stage = world();

	it.each(['factorialTrigger', 'jumpCloud'])(
		'offers the node %s, with its pictures',
		async (name) => {
			const types = await stage().client.nodeTypes();
			const icon = types.find((type) => type.name === `${PACKAGE}.${name}`)?.iconUrl;
			const pictures = typeof icon === 'object' ? [icon.light, icon.dark] : [];
			expect(new Set(pictures).size).toBe(2);
			for (const path of pictures) {
				const picture = await axios.get<string>(`${stage().client.url}/${path}`, { proxy: false });
				expect(picture.data).toContain('<svg');
			}
		},
	);

	it.each([
		['factorialApi', () => stage().factorial],
		['jumpCloudApi', () => stage().jumpCloud],
	])('tells a right key of %s from a wrong one', async (type, simulator) => {
		const { client } = stage();
		const right = await client.testCredential(type, simulator().credential);
		expect(right).toMatchObject({ status: 'OK' });
		const wrong = await client.testCredential(type, {
			...simulator().credential,
			apiKey: 'a-key-that-nobody-made',
		});
		expect(wrong.status).toBe('Error');
		expect(wrong.message).not.toContain('a-key-that-nobody-made');
	});

	it('refuses a Factorial key of the other environment, which opens nothing', async () => {
		const { client, factorial } = stage();
		const apiKey = 'eyJ-an-invented-key-of-the-demo';
		const answer = await client.testCredential('factorialApi', { ...factorial.credential, apiKey });
		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(/environment/i);
	});

	it('does not take the login page of JumpCloud for an answer', async () => {
		const { client, jumpCloud } = stage();
		const answer = client.testCredential('jumpCloudApi', { ...jumpCloud.credential, apiKey: '' });
		// n8n 1 does not save a credential without its key in the first place.
		if (!isAtLeast('2.0')) return await expect(answer).rejects.toThrow(/apiKey.*mandatory/);
		const { status, message } = await answer;
		expect(status).toBe('Error');
		// Before 2.41 n8n tells a redirect in words of its own.
		expect(message).toMatch(isAtLeast('2.41') ? /login page/ : /302/);
	});

	it('refuses to send a key over plain http to another machine', async () => {
		const { client, jumpCloud } = stage();
		const baseUrl = 'http://192.0.2.1';
		const answer = await client.testCredential('jumpCloudApi', {
			...jumpCloud.credential,
			baseUrl,
		});
		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(/https/);
	});
});
