import type { INodeProperties } from 'n8n-workflow';

import { choicesOf, descriptions, everyParameter, isOfVersion } from './descriptions';
import { loadPackage } from './engine';

/** What saved workflows rely on in one parameter. */
interface Held {
	type: string;
	/** n8n stores no parameter that has its default: a workflow without the key means this value */
	default: unknown;
	/** values that can be chosen, modes of a locator */
	values?: string[];
}

/** Of every node and credential: where a parameter is, and each of its variants there. */
export type Names = Record<string, Record<string, Held[]>>;

/** What the built package offers today. */
export async function namesToday(): Promise<Names> {
	const loader = await loadPackage();
	const nodes = Object.entries(await descriptions()).flatMap(([name, { version, properties }]) =>
		[version]
			.flat()
			.map((one) => [
				`node ${name} v${one}`,
				heldOf(properties.filter((property) => isOfVersion(property, one))),
			]),
	);
	const credentials = Object.keys(loader.credentialTypes).map((type) => [
		`credential ${type}`,
		heldOf(loader.getCredential(type).type.properties),
	]);
	return Object.fromEntries([...nodes, ...credentials].toSorted(byName));
}

/** What of `before` a saved workflow would miss today; in words, one line each. */
export function missing(before: Names, today: Names): string[] {
	return Object.entries(before).flatMap(([owner, parameters]) => {
		const now = today[owner];
		if (!now) return [`${owner} is gone`];
		return Object.entries(parameters).flatMap(([path, variants]) => {
			const candidates = now[path] ?? [];
			if (candidates.length === 0) return [`${owner}: ${path} is gone`];
			return variants.flatMap((held) => changeOf(held, candidates, `${owner}: ${path}`));
		});
	});
}

function changeOf(held: Held, candidates: Held[], where: string): string[] {
	const same = candidates.filter((now) => stillHolds(now, held));
	if (same.length === 0) {
		const [now] = candidates;
		return [
			`${where} was ${held.type} ${JSON.stringify(held.default)} and is ${now?.type} ${JSON.stringify(now?.default)}`,
		];
	}
	const offered = new Set(same.flatMap(({ values = [] }) => values));
	const lost = (held.values ?? []).filter((value) => !offered.has(value));
	return lost.length > 0 ? [`${where} offers no more ${lost.join(', ')}`] : [];
}

/**
 * Into what a field may turn that was saved as text. n8n shows that text in it as it stands, without a
 * complaint, and the nodes read it as before: `test/engine/jumpcloud/pickers.test.ts`, `test/e2e/editor.test.ts`.
 */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
	string: ['dateTime', 'options or text', 'resourceLocator'],
	options: ['resourceLocator'],
};

/** Whether a value that was saved in a parameter, or left out, is the same in what it is now. */
function stillHolds(now: Held, held: Held): boolean {
	const isSame = now.type === held.type || SUCCESSORS[held.type]?.includes(now.type) === true;
	return isSame && JSON.stringify(valueOf(now)) === JSON.stringify(valueOf(held));
}

/** What a default comes to: that of a locator is what it points at. */
function valueOf({ type, default: initial }: Held): unknown {
	const isLocator = type === 'resourceLocator' && typeof initial === 'object' && initial !== null;
	return isLocator && 'value' in initial ? initial.value : initial;
}

/** The names of today, and of before what has turned into something else since: it stays a promise. */
export function renewed(before: Names, today: Names): Names {
	const isSaidToday = (held: Held, now: Held[]) =>
		now.some(
			({ type, default: initial }) =>
				type === held.type && JSON.stringify(initial) === JSON.stringify(held.default),
		);
	const together = (owner: string, path: string, now: Held[]) => {
		const earlier = before[owner]?.[path] ?? [];
		const kept = earlier.filter((held) => !isSaidToday(held, now));
		return [...now, ...kept.filter((held) => now.some((one) => stillHolds(one, held)))];
	};
	// In the order of before, so that the difference shows what is new.
	const inOrder = <T>(earlier: Record<string, unknown> = {}, now: Record<string, T>) =>
		Object.entries({
			...Object.fromEntries(
				Object.keys(earlier).flatMap((key) => (now[key] ? [[key, now[key]]] : [])),
			),
			...now,
		});
	return Object.fromEntries(
		inOrder(before, today).map(([owner, parameters]) => [
			owner,
			Object.fromEntries(
				inOrder(before[owner], parameters).map(([path, now]) => [path, together(owner, path, now)]),
			),
		]),
	);
}

function heldOf(properties: INodeProperties[]): Record<string, Held[]> {
	const held: Record<string, Held[]> = {};
	for (const property of properties.filter(({ type }) => !UNSET.has(type))) {
		const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
		const place = [...resource, ...operation].map(String);
		for (const inner of everyParameter([property], place)) {
			(held[inner.path] ??= []).push(describe(inner.property));
		}
	}
	return held;
}

function describe(property: INodeProperties): Held {
	const choices = choicesOf(property).map(({ value }) => String(value));
	const values = [...choices, ...(property.modes ?? []).map(({ name }) => name)];
	const type = property.allowArbitraryValues ? `${property.type} or text` : property.type;
	return {
		type: property.typeOptions?.multipleValues ? `${type}[]` : type,
		default: property.default ?? null,
		...(values.length > 0 && { values: values.toSorted() }),
	};
}

/** What nobody sets: n8n takes it from the description whatever was saved. */
const UNSET = new Set(['notice', 'hidden']);

const byName = ([a]: unknown[], [b]: unknown[]) => String(a).localeCompare(String(b));
