import { fieldsOf, ok } from '../core/exchange';
import type { Answer, Call, Handler } from '../core/exchange';
import { stateWrite } from './access';
import { refuse } from './refusals';
import { userOf } from './userReads';
import type { World } from './world';

/** Activating a staged user at once, and mailing one who has not answered again. */
export function activation(world: World): Record<string, Handler> {
	return {
		systemusers_reactivate: (call) => mailAgain(world, call),
		systemusers_state_activate: (call) => activate(world, call),
	};
}

function activate(world: World, call: Call): Answer {
	const user = userOf(world, call);
	const forbidden = stateWrite(world);
	if (forbidden) return forbidden;
	if (user.state === 'SUSPENDED') return refuse(400, 'A suspended user cannot be activated here');
	if (user.state === 'ACTIVATED') {
		if (world.switches.activateActive === 'conflict') return refuse(409, 'Already activated');
		if (world.switches.activateActive === 'refuse') return refuse(400, 'Already activated');
		return done(world);
	}
	const { email } = fieldsOf(call);
	user.state = 'ACTIVATED';
	if (email !== false) world.state.mail(user, typeof email === 'string' ? email : undefined);
	return done(world);
}

/** Only whoever has access and no password yet has anything to be mailed. */
function mailAgain(world: World, call: Call): Answer {
	const user = userOf(world, call);
	if (Object.keys(fieldsOf(call)).length > 0) return refuse(400, 'Nothing is expected in the body');
	if (user.state !== 'ACTIVATED') return refuse(400, 'The user is not active');
	if (user.activated) return refuse(400, 'The user is activated already');
	const isElsewhere = JSON.stringify(user.restrictedFields ?? []).includes('"password"');
	if (user.externally_managed === true || isElsewhere) {
		return refuse(400, 'The password of the user is managed externally');
	}
	world.state.mail(user);
	return done(world);
}

function done({ switches }: World): Answer {
	return switches.activateReply === 'text' ? ok('OK') : { status: 200 };
}
