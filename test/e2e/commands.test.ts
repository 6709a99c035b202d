import { join } from 'node:path';

import { run } from '../../playground/n8n/process.cjs';
import { PATIENCE_MS } from './support/world';

jest.setTimeout(PATIENCE_MS);

const ROOT = join(__dirname, '../..');

describe('the first command of the README', () => {
	it('plays its story to a good end: npm start -- --check', async () => {
		const { code, output } = await run('npm', ['start', '--', '--check'], { cwd: ROOT });
		expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
	});
});
