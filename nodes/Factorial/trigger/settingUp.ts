import { settle } from '../../shared/inOrder';
import { adopt } from './adopting';
import type { EventType } from './events';
import { planSubscriptions } from './plan';
import type { Held, Plan } from './plan';
import { problems } from './problems';
import { companyToSubscribe, ownFields } from './setting';
import type { Setting } from './setting';
import { takeBack } from './takingDown';

/**
 * Puts right what is this trigger's own, without taking or making anything.
 *
 * @returns whether nothing else needs to be done
 */
export async function repair(setting: Setting): Promise<boolean> {
	const plan = await planned(setting);
	const gone = await adopt(setting, plan.heal);
	for (const { id } of plan.remove) await setting.subscriptions.remove(id);
	const isComplete = [...gone, ...plan.create, ...plan.foreign].length === 0;
	return isComplete && setting.wanted.length > 0;
}

/** Makes the wanted subscriptions; when that fails halfway, everything is as it was before. */
export async function setUp(setting: Setting): Promise<void> {
	const company = await companyToSubscribe(setting);
	const before = await planned(setting);
	refuseForeign(setting, before.foreign);

	const attempt = await settle(carryOut(setting, company, before));
	if (attempt.ok) return;
	await takeBack(setting, before);
	throw attempt.cause;
}

async function carryOut(setting: Setting, company: string, before: Plan): Promise<void> {
	const gone = await adopt(setting, [...before.heal, ...before.foreign]);
	const taken = new Set<EventType>();
	for (const event of [...before.create, ...gone]) {
		if (!(await create(setting, company, event))) taken.add(event);
	}

	// What counts is what Factorial now lists: it may have merged, or somebody else was faster.
	const after = await planned(setting);
	refuseForeign(setting, after.foreign);
	const lost = await adopt(setting, [...after.heal, ...after.foreign]);
	const [missing] = [...lost, ...after.create];
	if (!missing) return;
	const node = setting.context.getNode();
	throw taken.has(missing) ? problems.hidden(node, missing) : problems.notKept(node, missing);
}

/** Asks for one subscription; false when Factorial says that there is one already. */
async function create(setting: Setting, company: string, event: EventType): Promise<boolean> {
	const creation = await settle(setting.subscriptions.create(company, ownFields(setting, event)));
	if (!creation.ok) {
		// The answer may have got lost after Factorial did what it was asked to.
		const { keep } = await planned(setting);
		if (keep.some((held) => held.event === event)) return true;
		throw creation.cause;
	}
	if (creation.value.status === 'refused') {
		throw problems.refused(setting.context.getNode(), event, creation.value.said);
	}
	return creation.value.status === 'created';
}

async function planned({ subscriptions, wanted, memory, place }: Setting): Promise<Plan> {
	const challengeOf = (event: EventType) => memory.challengeToSet(event);
	return planSubscriptions(await subscriptions.list(), wanted, { place, challengeOf });
}

function refuseForeign({ context, takesOver }: Setting, foreign: Held[]): void {
	if (foreign.length > 0 && !takesOver) throw problems.foreign(context.getNode(), foreign);
}
