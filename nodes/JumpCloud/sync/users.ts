/** Where a JumpCloud user remembers which employee they are. */
export type Link =
	| { kind: 'employeeIdentifier' }
	| { kind: 'customAttribute'; name: string }
	| { kind: 'none' };

/** The name of the field in which a user remembers the employee; none when there is no link. */
export function linkField(link: Link): string | undefined {
	if (link.kind === 'none') return undefined;
	return link.kind === 'employeeIdentifier' ? 'employeeIdentifier' : `attributes.${link.name}`;
}

/** A user, as far as it matters whose it is. */
export interface DirectoryUser {
	id: string;
	username: string;
	email: string;
	firstname?: string | null;
	lastname?: string | null;
	employeeIdentifier?: string | null;
	attributes?: Array<{ name: string; value?: string | null }> | null;
}

export type AccessState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

/** What of a user tells the state, as it stands there: nobody has documented how it is written. */
type Stated = { state?: unknown; suspended?: unknown };

/**
 * The state of a user, in whatever letters it is written; older organizations know only whether somebody
 * is suspended. Nothing else compares what a record says about it.
 */
export function stateOf(user: Stated): AccessState {
	return saidState(user) ?? 'ACTIVATED';
}

/** The state of a user as far as a record says anything about it. */
export function saidState({ state, suspended }: Stated): AccessState | undefined {
	const word = wordOf(state).toUpperCase();
	if (word === 'STAGED' || word === 'ACTIVATED' || word === 'SUSPENDED') return word;
	const isOut = wordOf(suspended).toLowerCase();
	if (isOut !== 'true' && isOut !== 'false') return undefined;
	return isOut === 'true' ? 'SUSPENDED' : 'ACTIVATED';
}

const wordOf = (said: unknown) =>
	typeof said === 'string' || typeof said === 'boolean' ? asItLooks(String(said)) : '';

/** Users, found by what a person is recognised by. */
export interface UserIndex<U extends DirectoryUser> {
	users: U[];
	byId: ReadonlyMap<string, U>;
	/** those who are linked to an employee, or have an email, in any letter case */
	linkedTo(employeeId: string): U[];
	withEmail(email: string): U[];
}

/** Reads the users once, so that looking for thousands of people costs no more than for one. */
export function indexUsers<U extends DirectoryUser>(users: readonly U[], link: Link): UserIndex<U> {
	// A page walk can bring somebody twice when the list changes meanwhile.
	const byId = new Map(users.map((user) => [user.id, user]));
	// In an order of their own: what is said of several users must not depend on that of the list.
	const distinct = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
	const byLink = groupedBy(distinct, (user) => linkOf(user, link));
	const byEmail = groupedBy(distinct, ({ email }) => keyOf(email) || undefined);
	return {
		users: distinct,
		byId,
		linkedTo: (employeeId) => byLink.get(employeeId) ?? [],
		withEmail: (email) => byEmail.get(keyOf(email)) ?? [],
	};
}

/**
 * The employee id that a user is linked to, read as a person's own is: as it looks, and "512.0" as 512.
 * Undefined when there is none or no link is kept.
 */
export function linkOf(user: DirectoryUser, link: Link): string | undefined {
	if (link.kind === 'none') return undefined;
	const stored =
		link.kind === 'employeeIdentifier'
			? user.employeeIdentifier
			: user.attributes?.find(({ name }) => name === link.name)?.value;
	return asItLooks(stored ?? '').replace(DECIMALS, '$1') || undefined;
}

/** A number with decimals that are none is the whole number, which something has calculated with. */
const DECIMALS = /^(\d+)[.,]0+$/;

/**
 * A regular expression for whatever {@link asItLooks} reads as one of some texts: with blanks and what
 * nobody can see around it and in it, composed or taken apart. It can fit others as well, so what it
 * finds has to be read. It is written in signs that every dialect has.
 */
export function patternOfLooks(texts: readonly string[]): string {
	return texts.map(patternOfLook).join('|');
}

function patternOfLook(text: string): string {
	const visible = [...text].filter((sign) => sign !== ' ');
	const spelled = visible.map((sign) => [
		sign,
		...[sign.normalize('NFD')].filter((o) => o !== sign),
	]);
	// Blanks and what cannot be seen are no signs of ASCII. What else the text is made of must not pass
	// for them: whoever has many of it would be looked through in all ways.
	const own = new Set(spelled.flat().flatMap((one) => [...one].filter((sign) => sign > '~')));
	const unseen = `[^!-~${[...own].join('')}]*`;
	const signs = spelled.map((ways) => {
		const [only = '', ...others] = ways.map((way) => [...way].map(literal).join(unseen));
		return others.length === 0 ? only : `(?:${[only, ...others].join('|')})`;
	});
	const decimals = /^\d+$/.test(text) ? '([.,]0+)?' : '';
	return `^${unseen}${signs.map((sign) => sign + unseen).join('')}${decimals}$`;
}

/** A sign as a regular expression has it. */
export function literal(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Two emails are the same whatever their letter case and the blanks around them. */
export function sameEmail(one: string, other: string): boolean {
	return keyOf(one) !== '' && keyOf(one) === keyOf(other);
}

/**
 * An email or a username as a key: letter case, encoding, width, what nobody can see and the two spellings
 * of a domain do not count.
 */
export function keyOf(text: string): string {
	if (/^[!-~]*$/.test(text)) return text.toLowerCase();
	const plain = asItLooks(text.normalize('NFKC')).toLowerCase();
	const at = plain.lastIndexOf('@');
	const domain = at === -1 ? '' : plain.slice(at + 1);
	return plain.slice(0, at + 1) + (domain === '' ? plain.slice(at + 1) : asciiOf(domain));
}

/** A domain as the name service has it: müller.example is xn--mller-kva.example. */
function asciiOf(domain: string): string {
	const address = `http://${domain}`;
	const isAscii = /^[!-~]*$/.test(domain) || !URL.canParse(address);
	return isAscii ? domain : new URL(address).hostname;
}

/** Searches for an email in any letter case and either spelling of its domain; what it finds has to be read. */
export function emailClause(email: string): { email: { $regex: string } } {
	return { email: { $regex: `(?i)${patternOfEmail(email)}` } };
}

function patternOfEmail(email: string): string {
	const key = keyOf(email);
	const labels = key.slice(key.lastIndexOf('@') + 1).split('.');
	if (!labels.some((label) => label.startsWith('xn--'))) return `^${literal(email)}$`;
	const local = key.slice(0, key.lastIndexOf('@') + 1);
	const either = labels.map((label) =>
		label.startsWith('xn--') ? `(?:${literal(label)}|[^@.]+)` : literal(label),
	);
	return `^${literal(local)}${either.join('\\.')}$`;
}

/**
 * Exactly one "@", behind it a domain, before it nothing that separates or surrounds addresses, no hyphen
 * that only looks like one, and a letter, a digit or "_" first: an apostrophe, "=" or "?" there is what a
 * spreadsheet or a mapping has left.
 */
const ADDRESS =
	/^(?![^@]*(?!-)\p{Pd})[\p{L}\p{N}_][^@\s,;:<>()[\]\\"“”„‘’`|…\p{C}\uFFFD]*@[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(\.[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)*$/u;

/** Of nobody: what programs write where there is no value, or nobody has filled in, alone or as a part. */
const NOBODYS = /^(null|none)([._-](null|none))*@|(^|[._-])undefined([._-]|@)|\{\{|\}\}|\$\{/i;

/** Whether a text can be the address of somebody. */
export function isAddress(text: string): boolean {
	return ADDRESS.test(text) && !NOBODYS.test(text);
}

/** Users who are never written, whatever the source says. */
export interface ProtectedUsers {
	/** in lower case */
	emails: ReadonlySet<string>;
	/** in lower case */
	usernames: ReadonlySet<string>;
	ids: ReadonlySet<string>;
}

export function isProtected(
	{ emails, usernames, ids }: ProtectedUsers,
	user: { email: string; username?: string; id?: string },
): boolean {
	return (
		emails.has(keyOf(user.email)) ||
		usernames.has(keyOf(user.username ?? '')) ||
		ids.has(user.id ?? '')
	);
}

/** Records by a key; those without one are left out. */
export function groupedBy<T>(
	records: readonly T[],
	keyFor: (record: T) => string | undefined,
): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const record of records) {
		const key = keyFor(record);
		if (key === undefined) continue;
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [record]);
	}
	return groups;
}

/** A group that somebody should be in and that does not exist. */
export interface MissingGroup {
	name: string;
	/** it is made; else it is only reported */
	isMade: boolean;
}

/** In which groups somebody should be and not be, by their ids; what is in neither is left alone. */
export interface GroupWish {
	in: string[];
	out: string[];
	/** groups to be in that do not exist */
	missing?: MissingGroup[];
	/** fields that hold something that nobody can read, and the groups that are left alone for it; `named` by what can be read beside it */
	lost?: Array<{ field: string; groups: string[]; named: string[] }>;
}

/**
 * What takes up no space on any screen, and can stand in the middle of a text that looks whole: format
 * and control characters, fillers, joiners and variation selectors, the empty Braille pattern.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text as it looks: composed, without blanks around it and without what nobody can see. */
export function asItLooks(text: string): string {
	// Most have nothing to take off, and there are many.
	if (/^[!-~]*$/.test(text)) return text;
	const spaced = text.replace(/[\t\r\n\v\f\p{Z}]+/gu, ' ');
	return spaced.replace(INVISIBLE, '').normalize('NFC').trim();
}

/** Half a character, or what stands for one that could not be read: the rest was something else once. */
const BROKEN = /[\p{Cs}\uFFFD]/u;

/** What nobody has filled in: an expression, a formula, or what a program makes of an object. */
const UNFILLED =
	/\{\{|\}\}|\$\{|<%|\[object \w+\]|^=?\$(json|node|input|item)\b|^=\s*[\p{L}.]+\(/iu;

/** What spreadsheets show in place of a value, in whatever language, of those that have small letters. */
const SHEET_ERRORS = [
	// #REF!, #¡REF!, #NOM?, #DIV/0!
	/^#[¡¿]?[\p{L}\p{M}\d_./]+[!?]$/u,
	// #N/A, #N/D, #Δ/Υ
	/^#\p{L}{1,2}\/\p{L}{1,2}$/u,
	// #NV, #GETTING_DATA
	/^#[\p{Lu}\p{M}_]{2,}$/u,
	/^(err:\d+|loading(\.{3}|…))$/i,
	// A long number, of which the last digits are gone.
	/^[+-]?\d+([.,]\d+)?E\+\d+$/i,
];

/** Signs where a value would be: dashes, question marks, the hashes of a column that is too narrow. */
const SIGNS = /^[\p{Pd}_.…?¿#/\\~]+$/u;

/** What programs and people write where there is no value. */
const NO_VALUE = /^(undefined|null|nan|none|nil|n[/\\][ad]|[nk]\.\/?[ad]\.)$/i;

/** Whether a text is what became of a value that got lost on its way, or stands where there was none. */
export function isLost(text: string): boolean {
	if (BROKEN.test(text) || UNFILLED.test(text)) return true;
	const words = text.split(' ').filter((word) => word !== '');
	return words.length > 0 && words.every(isLostWord);
}

function isLostWord(word: string): boolean {
	return [SIGNS, NO_VALUE, ...SHEET_ERRORS].some((kind) => kind.test(word));
}

/**
 * Whether a text in the place of a name is none. There are people called Null, Nil, Na and True, whose
 * names are written like names, or in capitals where all are.
 */
export function isLostName(name: string): boolean {
	if (LIKE_NAMES.test(name) && !/^(TRUE|FALSE|TB[ACD])$/.test(name)) return false;
	return isLost(name) || NO_NAME.test(name);
}

const LIKE_NAMES = /^\p{Lu}(\p{Ll}+|\p{Lu}+)( \p{Lu}(\p{Ll}+|\p{Lu}+))*$/u;

/** No letter at all, a sign that stands for a letter that got lost, or a word that nobody is called. */
const NO_NAME = /^[^\p{L}]*$|[?<>{}]|^(na|true|false|tb[acd]|unknown)$/iu;

/** Nearly all: nothing of a number that begins with no zero can be lost. */
const PLAIN_ID = /^[1-9]\d*$/;

/** Whether an ID is a word or a number for none: whoever has the same would be the same person. */
export function isLostId(id: string): boolean {
	if (PLAIN_ID.test(id)) return false;
	const bare = id.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
	return isLost(id) || isLost(bare) || NO_ID.test(bare) || /^[-−]\d+$/.test(id);
}

/** Zeros, also with signs between them as in an UUID, and words. */
const NO_ID = new RegExp(
	[
		...['^([^\\p{L}\\p{N}]|0)*$', '^infinity$', 'undefined'],
		'^(true|false|na|tb[acd]|unknown|pending|empty|blank|missing|unassigned)$',
		'^not (available|assigned|applicable)$',
		'^(unbekannt|keine?|leer|desconocid[oa]|ningun[oa]|pendiente|vac[ií]o)$',
		'^(inconnue?|aucune?|vide|sconosciut[oa]|nessun[oa]|desconhecid[oa]|nenhum)$',
	].join('|'),
	'iu',
);

/**
 * Whether an ID is what spreadsheets and programs make of numbers: "1.8E+19" and "1E18" are the same for
 * several of them, "512.0" was another one. Letters among digits, as in "12E" and "1E3A", are its own.
 */
export function isCalculatedId(id: string): boolean {
	if (PLAIN_ID.test(id)) return false;
	return /^[+-]?(\d([.,]\d+)?E[+-]?\d{1,3}|\d+[.,]\d+E[+-]?\d{1,3}|\d+[.,]0+)$/i.test(id);
}
