import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../../playground/n8n/temporary.cjs';

const PRELOADED = join(__dirname, '..', '..', '..', 'playground', 'n8n', 'clock.cjs');
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a process with the preloaded clock says; `move(ms)` in the script moves it, and takes a turn of the loop. */
async function said(script: string): Promise<unknown> {
	const folder = temporaryFolder('clock');
	const file = join(folder, 'clock');
	writeFileSync(file, '0');
	const whole = `
		const real = performance.timeOrigin + performance.now();
		const ahead = (moment) => Math.round((Number(moment) - real) / ${DAY_MS});
		const move = async (ms) => {
			require('node:fs').writeFileSync(process.env.PLAYGROUND_CLOCK, String(ms));
			// What was asked for in this turn forgets itself in an immediate that stands before this one.
			await new Promise((resolve) => setImmediate(resolve));
		};
		(async () => { ${script} })().then((said) => console.log(JSON.stringify(said)));`;
	try {
		const { output } = await run(process.execPath, ['--require', PRELOADED, '-e', whole], {
			env: { PATH: process.env.PATH, PLAYGROUND_CLOCK: file },
		});
		return JSON.parse(output.trim());
	} finally {
		removeFolder(folder);
	}
}

describe('a process that lives by the clock of the playground', () => {
	it('goes along when the clock is moved, there and back', async () => {
		const days = await said(`
			const seen = [ahead(Date.now())];
			for (const days of [3, 40, 0]) {
				await move(days * ${DAY_MS});
				seen.push(ahead(Date.now()), ahead(new Date()), ahead(Date.parse(Date() )));
			}
			return seen;`);
		expect(days).toEqual([0, 3, 3, 3, 40, 40, 40, 0, 0, 0]);
	});

	it('sees no other time within one turn of its loop', async () => {
		const steps = await said(`
			const before = Date.now();
			require('node:fs').writeFileSync(process.env.PLAYGROUND_CLOCK, String(9 * ${DAY_MS}));
			return Math.round((Date.now() - before) / ${DAY_MS});`);
		expect(steps).toBe(0);
	});

	it('takes dates for what they are, wherever they come from', async () => {
		const facts = await said(`
			await move(${DAY_MS});
			class Day extends Date { next() { return 1; } }
			return [
				new Date(0).toISOString(), new Date(2026, 0, 1).getDate(), new Date('2026-11-30').getUTCDate(),
				new Date() instanceof Date, structuredClone(new Date()) instanceof Date,
				new Date().constructor === Date, new Day() instanceof Date, new Day().next(), ahead(new Day()),
				Date.UTC(1970, 0, 1), typeof Date(), require('node:util').types.isDate(new Date()),
			];`);
		expect(facts).toEqual([
			...['1970-01-01T00:00:00.000Z', 1, 30, true, true, true, true, 1, 1, 0, 'string', true],
		]);
	});

	it('takes code in a context of its own, and the programs that it starts, along', async () => {
		const days = await said(`
			const vm = require('node:vm');
			const context = vm.createContext({});
			await move(3 * ${DAY_MS});
			const { stdout } = require('node:child_process').spawn('node', ['-p', 'Date.now()'], {
				env: { PATH: process.env.PATH },
			});
			let told = '';
			for await (const chunk of stdout) told += chunk;
			return [ahead(vm.runInContext('Date.now()', context)), ahead(told)];`);
		expect(days).toEqual([3, 3]);
	});

	it('goes on as it was when the clock is gone', async () => {
		const days = await said(`
			await move(3 * ${DAY_MS});
			const before = ahead(Date.now());
			require('node:fs').rmSync(process.env.PLAYGROUND_CLOCK);
			// What was asked for in this turn forgets itself in an immediate that stands before this one.
			await new Promise((resolve) => setImmediate(resolve));
			return [before, ahead(Date.now())];`);
		expect(days).toEqual([3, 3]);
	});
});
