import { CONTROL_PREFIX } from './core/control';
import { DESK } from './n8n/stage';
import type { Session } from './session';

/** Where things are, unless another program is there already. */
export const PORTS = { page: 8060, n8n: 8061, factorial: 8062, jumpCloud: 8063 };

/** What is printed once everything runs: where it is, how to get in, and what is not where it usually is. */
export function addresses({ stage, templates }: Session, pageUrl: string): string {
	const { server, factorial, jumpCloud, login } = stage;
	const workflow = (id: string) => `${server.url}/workflow/${id}`;
	return `
  The page     ${pageUrl}
  n8n          ${workflow(templates.main)}
               log in as ${login.email} with ${login.password}
  Also there   ${workflow(templates.nightly)}   (what the events missed, every night at 2; published)
               ${workflow(templates.backfill)}   (what a first synchronization would do; execute it: its form asks for ${DESK.user} and ${DESK.password})
               ${workflow(templates.alert)}   (alert when a run fails; published)
               ${workflow(templates.approval)}   (activate after approval; unpublish the first one to publish it)
               ${workflow(templates.blocks)}   (single steps to copy, such as Resend Activation Mail)
  Factorial    ${factorial.url}${CONTROL_PREFIX}   (simulated; what can be asked of it)
  JumpCloud    ${jumpCloud.url}${CONTROL_PREFIX}   (simulated)

  For credentials of your own in n8n
  Factorial API   Environment Custom Address, Base URL ${factorial.url}, API Key ${factorial.credential.apiKey}
  JumpCloud API   Region Custom Address, Base URL ${jumpCloud.url}, API Key ${jumpCloud.credential.apiKey}
${taken({ page: pageUrl, n8n: stage.n8nClock && server.url, factorial: factorial.url, jumpCloud: jumpCloud.url })}
Ctrl-C stops everything.
`;
}

const NAMES = { page: 'the page', n8n: 'n8n', factorial: 'Factorial', jumpCloud: 'JumpCloud' };

/** Says what is not where it usually is, because something else is there. */
function taken(urls: Partial<Record<keyof typeof PORTS, string>>): string {
	const lines = (Object.keys(NAMES) as Array<keyof typeof PORTS>).flatMap((name) => {
		const url = urls[name];
		if (url === undefined || new URL(url).port === String(PORTS[name])) return [];
		return [
			`  Port ${PORTS[name]} is taken by another program (another playground?): ${NAMES[name]} is at ${url} instead.\n`,
		];
	});
	return lines.length === 0 ? '' : `\n${lines.join('')}`;
}
