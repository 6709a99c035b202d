import axios from 'axios';
import { account, reasonsFor, usersOf } from './see';
import type { Step } from './step';
import { idOf } from './step';

/** People who start, and people who are called or reached differently from now on. */
export const joinersAndMovers: Step[] = [
	{
		name: 'HR hires Noa Ensayo',
		expected: 'STAGED · noa.ensayo · Noa Ensayo · noa@corp.example',
		act({ factorial, ids }) {
			const noa = { first_name: 'Noa', last_name: 'Ensayo', login_email: 'noa@corp.example' };
			ids.set('Noa', factorial.hire(noa).id);
		},
		see: (scene) => account(scene, 'Noa'),
	},
	{
		name: 'HR hires a second Noa Ensayo',
		expected: 'STAGED · noa.ensayo1 · Noa Ensayo · noa.two@corp.example',
		act({ factorial, ids }) {
			const noa = { first_name: 'Noa', last_name: 'Ensayo', login_email: 'noa.two@corp.example' };
			ids.set('the second Noa', factorial.hire(noa).id);
		},
		see: (scene) => account(scene, 'the second Noa'),
	},
	{
		name: 'IT activates the first one in JumpCloud',
		expected: 'ACTIVATED · noa.ensayo · Noa Ensayo · noa@corp.example',
		async act(scene) {
			const { url, credential } = scene.jumpCloud;
			const [user] = usersOf(scene, 'Noa');
			const path = `/api/systemusers/${user?._id}/state/activate`;
			const headers = { 'x-api-key': credential.apiKey };
			await axios.post(url + path, { email: false }, { headers, proxy: false });
		},
		see: (scene) => account(scene, 'Noa'),
	},
	{
		name: 'Noa marries: the names change, the username stays',
		expected: 'ACTIVATED · noa.ensayo · Noa Prueba-Ruiz · noa@corp.example',
		act(scene) {
			scene.factorial.updateEmployee(idOf(scene, 'Noa'), { last_name: 'Prueba-Ruiz' });
		},
		see: (scene) => account(scene, 'Noa'),
	},
	{
		name: 'Noa gets another work email',
		expected: 'ACTIVATED · noa.ensayo · Noa Prueba-Ruiz · noa.prueba@corp.example',
		act(scene) {
			const login_email = 'noa.prueba@corp.example';
			scene.factorial.updateEmployee(idOf(scene, 'Noa'), { login_email, email: login_email });
		},
		see: (scene) => account(scene, 'Noa'),
	},
	{
		name: 'HR hires Iker Muestra without a work email',
		expected: 'no user, skipped with missing_work_email',
		act({ factorial, ids }) {
			ids.set('Iker', factorial.hire({ first_name: 'Iker', last_name: 'Muestra' }).id);
		},
		async see(scene) {
			const reasons = await reasonsFor(scene, idOf(scene, 'Iker'));
			return `${account(scene, 'Iker')}, skipped with ${reasons.join(', ')}`;
		},
	},
	{
		name: 'Iker gets a work email later',
		expected: 'STAGED · iker.muestra · Iker Muestra · iker@corp.example',
		act(scene) {
			const login_email = 'iker@corp.example';
			scene.factorial.updateEmployee(idOf(scene, 'Iker'), { login_email, email: login_email });
		},
		see: (scene) => account(scene, 'Iker'),
	},
];
