/** One person of the invented company. */
export interface Person {
	id: string;
	firstName: string;
	lastName: string;
	/** Local part of the work email; null for somebody who has none yet. */
	mailbox: string | null;
	title: string;
	team: string;
	/** Leads that team. */
	lead: boolean;
	location: string;
	managerId: string | null;
	/** Negative for somebody who has not started yet. */
	startedMonthsAgo: number;
	/** The directory's username, when their account was made in an earlier run. */
	username: string | null;
}

/** id | first | last | mailbox | title | team (* leads it) | location | manager | months | username */
const TABLE = `
1001 | Marta | Oliveras | marta.oliveras | Managing Director | Leadership* | Valencia | - | 96 | marta.oliveras
1002 | Íñigo | Etxeberria | inigo | Head of Engineering | Engineering* | Valencia | 1001 | 90 | inigo.etxeberria
1003 | Zoë | van den Berg | zoe.vandenberg | Head of People | People* | Valencia | 1001 | 71 | zoe.vandenberg
1004 | Seán | O'Brien | sean.obrien | Head of Sales | Sales* | Dublin | 1001 | 66 | sean.obrien
1005 | Anne-Sophie | D'Arcy | as.darcy | Head of Finance | Finance* | Valencia | 1001 | 64 | anne-sophie.darcy
1006 | María | García | maria.garcia | Software Engineer | Engineering | Valencia | 1002 | 52 | maria.garcia
1007 | Jürgen | Groß | juergen.gross | Staff Engineer | Engineering | Remote | 1002 | 50 | jurgen.gross
1008 | Søren | Kjær | soren.kjaer | Product Designer | Engineering | Remote | 1002 | 44 | soren.kjaer
1009 | Łukasz | Wiśniewski | lukasz | Site Reliability Engineer | Engineering | Remote | 1007 | 41 | lukasz.wisniewski
1010 | Δήμητρα | Παπαδοπούλου | dimitra.papadopoulou | Account Executive | Sales | Remote | 1004 | 37 | dimitra.papadopoulou
1011 | Олена | Шевченко | olena.shevchenko | Data Engineer | Engineering | Remote | 1007 | 33 | olena.shevchenko
1012 | Дмитрий | Соколов | d.sokolov | Support Engineer | Support | Remote | 1017 | 30 | dmitrii.sokolov
1013 | Tom | Lee | tom.lee | Account Executive | Sales | Dublin | 1004 | 29 | tom.lee
1014 | Jean-Luc | Lefèvre | jeanluc.lefevre | Controller | Finance | Valencia | 1005 | 27 | jean-luc.lefevre
1015 | Hanako | Satō | hanako.sato | Talent Partner | People | Remote | 1003 | 22 | hanako.sato
1016 | Priya | Raghunathan | priya | Software Engineer | Engineering | Dublin | 1007 | 20 | priya.raghunathan
1017 | Ana | Conceição | ana.conceicao | Support Lead | Support* | Valencia | 1001 | 18 | ana.conceicao
1018 | Ines | Halloran | ines.halloran | Payroll Specialist | People | Dublin | 1003 | 15 | ines.halloran
1019 | Kwame | Mensah | kwame.mensah | Software Engineer | Engineering | Remote | 1007 | 11 | -
1020 | 伟 | 王 | wei.wang | Software Engineer | Engineering | Remote | 1007 | 9 | -
1021 | María | García | maria.garcia.ruiz | Accountant | Finance | Valencia | 1005 | 6 | -
18446744073700022 | Thị Minh | Nguyễn | minh.nguyen | Support Engineer | Support | Remote | 1017 | 4 | -
18446744073700023 | Joan Ramon | de la Fuente i Puig-Soler | joanramon | Sales Engineer | Sales | Valencia | 1004 | 2 | -
18446744073700024 | Amira | Haddad | - | Office Manager | People | Valencia | 1003 | 1 | -
18446744073700025 | Jörn | Pereira | jorn.pereira | Software Engineer | Engineering | Valencia | 1002 | -1 | -
`;

/** Who is gone already; their account is suspended. */
export const GONE_ID = '1013';
/** Who leaves at the end of next month. */
export const LEAVER_ID = '1018';
/** Whose contract has an end to come, and who has no last day. */
export const FIXED_TERM_ID = '1016';
/** Whose `email` is a private address, so that only `login_email` is the work address. */
export const PRIVATE_EMAIL_ID = '1019';
/** Who begins next month. */
export const STARTER_ID = '18446744073700025';

export const PEOPLE: Person[] = TABLE.trim().split('\n').map(personOf);

function personOf(line: string): Person {
	const cells = line.split('|').map((cell) => cell.trim());
	const cell = (index: number) => cells[index] ?? '';
	const optional = (index: number) => (cell(index) === '-' ? null : cell(index));
	return {
		id: cell(0),
		firstName: cell(1),
		lastName: cell(2),
		mailbox: optional(3),
		title: cell(4),
		team: cell(5).replace('*', ''),
		lead: cell(5).endsWith('*'),
		location: cell(6),
		managerId: optional(7),
		startedMonthsAgo: Number(cell(8)),
		username: optional(9),
	};
}
