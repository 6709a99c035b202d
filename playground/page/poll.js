const PAUSE_MS = 1000;

/**
 * Calls `read` about once a second while the page is visible, one call at a time.
 * Gives a function that reads at once.
 */
export function poll(read) {
	let timer;
	let isReading = false;
	let isWanted = false;

	async function turn() {
		if (isReading) {
			isWanted = true;
			return;
		}
		clearTimeout(timer);
		isReading = true;
		isWanted = false;
		await read();
		isReading = false;
		if (!document.hidden) timer = setTimeout(turn, isWanted ? 0 : PAUSE_MS);
	}

	document.addEventListener('visibilitychange', () => {
		if (!document.hidden) void turn();
	});
	void turn();
	return () => void turn();
}
