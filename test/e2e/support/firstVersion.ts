import { join } from 'node:path';

/**
 * What whoever began with version 0.1.0 has: the package as `npm pack` made it then, and its templates.
 * They are kept because a checkout need not have the history from which they could be made.
 */
const FOLDER = join(__dirname, '../../fixtures/0.1.0');

export const FIRST_VERSION = join(FOLDER, 'n8n-nodes-factorial-jumpcloud-0.1.0.tgz');

export const firstTemplate = (name: string): string => join(FOLDER, `${name}.json`);
