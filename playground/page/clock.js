import { byId, make, setText } from './dom.js';
import { dayAndMinute, dayOfMonth } from './format.js';

const HOUR_MS = 60 * 60 * 1000;
/** Steps of six minutes: rounded up, so that what was waited for is over. */
const GRAIN = 10;

const ONE_CLOCK =
	'n8n goes by it as well. Only what n8n starts at a time of day waits for the real one: press “Reconcile now”.';
const OWN_CLOCK = 'This n8n was not started here, and goes by the real clock.';

function hoursUntil(moment, now) {
	return Math.ceil(((moment - Date.parse(now)) / HOUR_MS) * GRAIN) / GRAIN;
}

function nextMidnight(now) {
	return new Date(now).setUTCHours(24, 0, 0, 0);
}

/** When the next planned change of any user comes true, in milliseconds since 1970, or Infinity. */
function nextPlanned(users) {
	const plans = users.flatMap(({ scheduled }) => scheduled);
	return Math.min(...plans.map(({ at }) => Date.parse(at)));
}

/** The simulated clock and the buttons that move it. */
export function setUpClock({ act }) {
	const error = byId('clock-error');
	let state;

	async function move(hours) {
		error.hidden = true;
		try {
			await act('clock', { hours });
		} catch (failure) {
			setText(error, failure.message);
			error.hidden = false;
		}
	}

	const button = (text, hours) =>
		make(
			'button',
			{ type: 'button', class: 'button small', onclick: () => state && move(hours()) },
			text,
		);
	const toPlanned = button('', () => hoursUntil(nextPlanned(state.users), state.now));
	byId('clock-buttons').append(
		button('+1 hour', () => 1),
		button('+1 day', () => 24),
		button('To midnight', () => hoursUntil(nextMidnight(state.now), state.now)),
		toPlanned,
	);

	return function show(latest) {
		state = latest;
		setText(byId('clock-note'), latest.n8n.ownClock ? OWN_CLOCK : ONE_CLOCK);
		setText(byId('now'), `${dayAndMinute(latest.now)} UTC`);
		const planned = nextPlanned(latest.users);
		toPlanned.hidden = !Number.isFinite(planned) || planned <= Date.parse(latest.now);
		if (!toPlanned.hidden) setText(toPlanned, `To ${dayOfMonth(planned)}, the next change`);
	};
}
