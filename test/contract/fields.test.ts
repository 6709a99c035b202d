import { readFileSync } from 'node:fs';
import path from 'node:path';

import { CONTRACT_FIELDS, IDENTITY_FIELDS } from '../../nodes/Factorial/employee/fields';
import { attributeFields } from '../../nodes/JumpCloud/actions/user/attributes';
import { USER_FIELDS } from '../../nodes/JumpCloud/transport/systemUser';

const document = readFileSync(path.resolve(__dirname, '../../docs/fields.md'), 'utf8');
const [read = '', written = ''] = document.split('## Written to JumpCloud');

const namedIn = (text: string) => [...text.matchAll(/`([\w.]+)`/g)].map(([, name]) => name);
const PARAMETERS_THAT_ARE_LISTS: Record<string, string> = { customAttributes: 'attributes' };

describe('docs/fields.md', () => {
	it('names every field that leaves the Factorial nodes by default', () => {
		expect(namedIn(read)).toEqual(expect.arrayContaining([...IDENTITY_FIELDS]));
		expect(namedIn(read)).toEqual(expect.arrayContaining([...CONTRACT_FIELDS]));
	});

	it('names every field of a JumpCloud user that is read or can be written', () => {
		const wanted = attributeFields.map(({ name }) => PARAMETERS_THAT_ARE_LISTS[name] ?? name);
		expect(namedIn(written)).toEqual(expect.arrayContaining(wanted));
		expect(namedIn(written)).toEqual(expect.arrayContaining(USER_FIELDS.split(' ')));
	});
});
