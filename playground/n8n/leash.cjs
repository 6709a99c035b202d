// Loaded into n8n before n8n itself. The parent holds the other end of a channel: when the parent
// is gone, however it went, n8n goes with it, together with its task runners. (Not stdin: n8n
// closes that itself.)
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
