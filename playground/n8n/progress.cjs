const HEARTBEAT_MS = 15_000;

const seconds = (sinceMs) => `${Math.round((Date.now() - sinceMs) / 1000)} s`;

const say = (line) => process.stdout.write(`${line}\n`);

/** A failure whose text already says what happened and what to do: shown without a stack. */
class Advice extends Error {
	name = 'Advice';
}

/** Runs one step of the way and shows that it began, that it still runs, and how it ended. */
async function step(name, work) {
	const sinceMs = Date.now();
	say(`· ${name} …`);
	const heartbeat = setInterval(() => say(`  ${name}: ${seconds(sinceMs)} so far`), HEARTBEAT_MS);
	try {
		const result = await work();
		say(`✓ ${name} (${seconds(sinceMs)})`);
		return result;
	} catch (cause) {
		say(`✗ ${name} (${seconds(sinceMs)})`);
		throw new Advice(cause instanceof Error ? cause.message : String(cause), { cause });
	} finally {
		clearInterval(heartbeat);
	}
}

module.exports = { Advice, step };
