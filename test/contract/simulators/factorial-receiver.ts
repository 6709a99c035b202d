import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

import { aTeam } from '../../../playground/factorial/builders';
import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import type { EmployeeRecord } from '../../../playground/factorial/types';

interface Received {
	url: string;
	headers: IncomingHttpHeaders;
	/** The body as text, because ids in it may be larger than any number. */
	body: string;
}

export interface Receiver {
	url: string;
	received: Received[];
	close(): Promise<void>;
}

/** What the receiver says to the call with this number (from 1); nothing at all when undefined. */
export type Script = (call: number) => { status: number; location?: string } | undefined;

/** Something that Factorial can deliver to. */
async function startReceiver(script: Script = () => ({ status: 200 })): Promise<Receiver> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			received.push({ url: request.url ?? '', headers: request.headers, body });
			const answer = script(received.length);
			if (!answer) return;
			const { status, location } = answer;
			response.writeHead(status, location === undefined ? {} : { location }).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		received,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

/** A company with one team that delivers at once, and somebody who receives. */
export async function startDelivering(
	employees: EmployeeRecord[],
	script?: Script,
): Promise<{ sim: FactorialSimulator; receiver: Receiver; close(): Promise<void> }> {
	const receiver = await startReceiver(script);
	const sim = await startFactorial({
		company: { employees, teams: [aTeam({ id: '15' })] },
		delivery: { delayMs: () => 1 },
	});
	return {
		sim,
		receiver,
		close: async () => {
			await sim.close();
			await receiver.close();
		},
	};
}
