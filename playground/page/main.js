import { setUpAgain } from './again.js';
import { announce } from './announcer.js';
import { ConnectionLost, perform, readState } from './api.js';
import { setUpApprovals } from './approvals.js';
import { setUpBridge } from './bridge.js';
import { setUpClock } from './clock.js';
import { byId, setText } from './dom.js';
import { setUpEverybody } from './everybody.js';
import { setUpHiring } from './hire.js';
import { setUpPeople } from './people.js';
import { poll } from './poll.js';
import { setUpStory } from './story.js';
import { setUpUsers } from './users.js';

const banner = byId('connection');
let state;

async function act(action, body, patienceMs) {
	await perform(action, body, patienceMs);
	refresh();
}

const now = () => state.now;
const showClock = setUpClock({ act });
const showBridge = setUpBridge();
const showEverybody = setUpEverybody({ act });
const showPeople = setUpPeople({ act, now });
const showUsers = setUpUsers();
const showStory = setUpStory();
const showAgain = setUpAgain({ act });
const showApprovals = setUpApprovals();
setUpHiring({ act, employees: () => state?.employees ?? [] });

function show(latest) {
	// Whatever stands here is of a world that is gone.
	if (state && state.session.number !== latest.session.number) {
		location.reload();
		return;
	}
	state = latest;
	showAgain(state);
	showApprovals(state);
	showClock(state);
	showBridge(state);
	showEverybody(state);
	showPeople(state);
	showUsers(state.users);
	showStory(state);
}

function showFailure(failure) {
	const reason =
		failure instanceof ConnectionLost
			? `${failure.message} Trying again …`
			: `The playground cannot tell how things are: ${failure.message}`;
	setText(banner, reason);
	banner.hidden = false;
}

const refresh = poll(async () => {
	try {
		show(await readState());
		if (!banner.hidden) announce('Connected again');
		banner.hidden = true;
	} catch (failure) {
		showFailure(failure);
	}
});
