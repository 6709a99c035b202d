import path from 'node:path';

// Read by n8n-core when it is loaded: it leaves the settings of a real n8n alone, writes none of its
// own, and keeps quiet.
process.env.N8N_USER_FOLDER ??= path.resolve(__dirname, '../../.cache/n8n-engine');
process.env.N8N_LOG_LEVEL ??= 'silent';
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) {
	delete process.env[name];
}
