import { dirname, delimiter } from 'node:path';

/** What n8n gets from the shell it is started in; neither its settings nor a proxy of the machine. */
const INHERITED = ['LANG', 'NODE_EXTRA_CA_CERTS', 'TMPDIR', 'TZ'];

interface N8nPlace {
	node: string;
	/** n8n's user folder: its `.n8n` is created inside. */
	folder: string;
	port: number;
	brokerPort: number;
	/** IANA name; n8n's own default is New York. */
	timeZone: string;
}

/** The environment of an n8n that stays on this machine and asks nobody outside for anything. */
export function n8nEnvironment(place: N8nPlace): Record<string, string> {
	const inherited = INHERITED.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value]];
	});
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(place.node), process.env.PATH].join(delimiter),
		HOME: place.folder,
		GENERIC_TIMEZONE: place.timeZone,
		N8N_USER_FOLDER: place.folder,
		N8N_ENCRYPTION_KEY: 'playground',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(place.port),
		// Where a worker, which has no other server, tells how it is.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(place.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${place.port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${place.port}/`,
		// Two n8n on one machine would fight for the default.
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
	};
}
