import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';

/** A receiver that says nothing for this long has failed. */
const TIMEOUT_MS = 15_000;

const SOCKETS = 8;

/** How much of an answer is kept. */
const MAX_ANSWER_LENGTH = 2_000;

interface Reply {
	status: number;
	text: string;
}

/** Posts JSON over so many sockets at most, without following redirects. */
export class Poster {
	private readonly agent: Agent;
	private readonly secureAgent: SecureAgent;

	constructor(maxSockets = SOCKETS) {
		this.agent = new Agent({ maxSockets });
		this.secureAgent = new SecureAgent({ maxSockets });
	}

	/** Gives whatever was answered; throws only when nothing was. */
	async post(url: string, body: string, headers: Record<string, string>): Promise<Reply> {
		const secure = url.startsWith('https:');
		const options = {
			method: 'POST',
			agent: secure ? this.secureAgent : this.agent,
			timeout: TIMEOUT_MS,
			headers: {
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(body)),
				...headers,
			},
		};
		return await new Promise((resolve, reject) => {
			const outgoing = (secure ? secureRequest : request)(url, options, (answer) => {
				text(answer).then(
					(whole) =>
						resolve({
							status: answer.statusCode ?? 0,
							text: whole.slice(0, MAX_ANSWER_LENGTH),
						}),
					reject,
				);
			});
			outgoing.once('timeout', () => outgoing.destroy(new Error('No answer in time')));
			outgoing.once('error', reject);
			outgoing.end(body);
		});
	}

	close(): void {
		this.agent.destroy();
		this.secureAgent.destroy();
	}
}
