import { Directory } from '../employee/directory';
import type { ApiContext, HttpClient } from '../../shared/http';
import { connect } from './client';

/** What the items of one run share. */
export interface Factorial {
	http: HttpClient;
	/** what employees refer to, read once per run */
	directory: Directory;
}

/**
 * The client for the credential of the node, with an empty memory.
 *
 * @throws NodeOperationError when the address in the credential is not acceptable
 */
export async function openSession(context: ApiContext): Promise<Factorial> {
	const http = await connect(context);
	return { http, directory: new Directory(http) };
}
