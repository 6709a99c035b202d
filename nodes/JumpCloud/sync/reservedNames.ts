/**
 * Names that an operating system, a mail server or JumpCloud itself uses. A person who happens to
 * be called like one gets a number, as if somebody had that name already.
 */
export const RESERVED_NAMES: readonly string[] = [
	// Linux and macOS accounts and groups
	...['adm', 'apache', 'backup', 'bin', 'daemon', 'docker', 'ftp', 'games', 'gnats', 'halt', 'irc'],
	...['list', 'lp', 'mail', 'man', 'messagebus', 'mysql', 'news', 'nginx', 'nobody', 'nogroup'],
	...['ntp', 'operator', 'postfix', 'postgres', 'proxy', 'root', 'shadow', 'shutdown', 'sshd'],
	...['staff', 'sudo', 'sync', 'sys', 'syslog', 'toor', 'tty', 'utmp', 'uucp', 'wheel', 'www-data'],
	// Windows accounts, groups, and device names that cannot be a profile folder
	...['admin', 'administrator', 'administrators', 'anonymous', 'aux', 'con', 'default'],
	...['defaultaccount', 'everyone', 'guest', 'guests', 'local', 'localservice', 'network'],
	...['networkservice', 'nul', 'power', 'prn', 'public', 'service', 'system', 'user', 'users'],
	...['wdagutilityaccount'],
	...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((port) => [`com${port}`, `lpt${port}`]),
	// Mail addresses that a domain keeps for its operators
	...['abuse', 'hostmaster', 'postmaster', 'security', 'support', 'webmaster'],
	'jumpcloud',
];
