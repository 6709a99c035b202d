import path from 'node:path';

// Read by n8n-core when it is loaded: it keeps quiet, and its settings go into a folder of their own,
// one for each of Jest's workers, because two must not write them at the same time.
const worker = process.env.JEST_WORKER_ID ?? String(process.pid);
process.env.N8N_USER_FOLDER ??= path.resolve(__dirname, '../../.cache/n8n-engine', worker);
process.env.N8N_LOG_LEVEL ??= 'silent';
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) {
	delete process.env[name];
}
