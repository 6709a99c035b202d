const DOMAIN = 'corp.example';

/** Chosen for what their names ask of a username; everybody is invented. */
const PEOPLE = [
	['Ada', 'Marlowe', 'ada.marlowe'],
	['María', 'García', 'maria.garcia.lopez'],
	['Noé', "O'Sullivan", 'noe.osullivan'],
	['Åsa', 'Lindström', 'asa.lindstrom'],
	['Anna-Lena', 'von der Heide', 'annalena'],
	['Γιώργος', 'Αλεξίου', 'giorgos.alexiou'],
	['Светлана', 'Орлова', 's.orlova'],
	['ليلى', 'حداد', 'layla.haddad'],
	['美咲', '田中', 'misaki.tanaka'],
	['Tom', 'Lee', 'tom.lee.jr'],
	['Ngọc Anh', 'Trần', 'ngocanh.tran'],
	['Çağla', 'Yıldız', 'cagla.yildiz'],
	['Björk', 'Þórsdóttir', 'bjork'],
	['Luis Alberto', 'Fernández de la Vega', 'luis.fernandez'],
	['Ewa', 'Żółkiewska', 'ewa.zolkiewska'],
	['Ravi', 'Krishnamurthy', 'ravi.k'],
];

let position = Math.floor(Math.random() * PEOPLE.length);

/** Somebody to hire whose work email nobody in the list of employees has. */
export function inventPerson(employees) {
	const [first_name, last_name, mailbox] = PEOPLE[position % PEOPLE.length];
	position += 1;
	const taken = new Set(employees.map(({ work_email: email }) => email));
	let login_email = `${mailbox}@${DOMAIN}`;
	for (let number = 2; taken.has(login_email); number += 1) {
		login_email = `${mailbox}${number}@${DOMAIN}`;
	}
	return { first_name, last_name, login_email };
}
