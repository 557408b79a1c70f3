import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type TestContext } from 'vitest';

/**
 * The programs of the operating system that some tests use, with the Debian package that brings each.
 * A part is present when its `prova` says so: a command on the PATH (`comando`) or a file (`file`).
 */
const PARTI = {
  // The browser without the windows, menus and extensions around it: it shows the same pages in two thirds of the time.
  chromium: { pacchetto: 'chromium-headless-shell', comando: 'chromium-headless-shell' },
  'fonts-dejavu': { pacchetto: 'fonts-dejavu', file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  'fonts-liberation': {
    pacchetto: 'fonts-liberation',
    file: '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  },
  'poppler-utils': { pacchetto: 'poppler-utils', comando: 'pdftotext' },
  'zbar-tools': { pacchetto: 'zbar-tools', comando: 'zbarimg' },
  openssl: { pacchetto: 'openssl', comando: 'openssl' },
  java: { pacchetto: 'default-jre-headless', comando: 'java' },
  libpdfbox2: { pacchetto: 'libpdfbox2-java', file: '/usr/share/java/preflight.jar' },
  xmllint: { pacchetto: 'libxml2-utils', comando: 'xmllint' },
  dovecot: { pacchetto: 'dovecot-imapd', file: '/usr/lib/dovecot/imap' },
  sshd: { pacchetto: 'openssh-server', file: '/usr/sbin/sshd' },
  'libjaxb-api': { pacchetto: 'libjaxb-api-java', file: '/usr/share/java/jaxb-api.jar' },
} satisfies Record<string, { pacchetto: string; comando?: string; file?: string }>;

export type Parte = keyof typeof PARTI;

/** True where the part is installed. */
export function presente(parte: Parte): boolean {
  const voce: { comando?: string; file?: string } = PARTI[parte];
  if (voce.file !== undefined) return existsSync(voce.file);
  const comando = voce.comando ?? parte;
  return (process.env.PATH ?? '').split(delimiter).some((cartella) => existsSync(join(cartella, comando)));
}

/** The Debian packages that are missing on this machine, in the order of the list. */
export function pacchettiMancanti(): string[] {
  return (Object.keys(PARTI) as Parte[])
    .filter((parte) => !presente(parte))
    .map((parte) => PARTI[parte].pacchetto);
}

/**
 * Installs what is missing where the machine is Debian and the user is root; elsewhere does nothing, and the tests
 * that need a missing part are skipped by name. Returns one line that says what was found or done.
 * @throws the error of apt-get, when it was run and failed.
 */
export function preparaPacchetti(): string {
  const mancanti = pacchettiMancanti();
  if (mancanti.length === 0) return 'tutti presenti';
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    return `mancano ${mancanti.join(', ')}: i test che li usano saranno saltati`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...argomenti: string[]): void => {
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...argomenti], { env, stdio: 'pipe' });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...mancanti);
  return `installati ${mancanti.join(', ')}`;
}

/**
 * The missing parts as one readable phrase, or `false` when all are there. For suites whose hooks need the part too:
 * `describe.skipIf(manca('chromium'))('…', …)`.
 */
export function manca(...parti: Parte[]): string | false {
  const assenti = parti.filter((parte) => !presente(parte)).map((parte) => PARTI[parte].pacchetto);
  return assenti.length > 0 && `manca ${assenti.join(', ')}`;
}

/** First line of a test that needs system parts: skips the test, saying which package is missing. */
export function richiede(contesto: TestContext, ...parti: Parte[]): void {
  const motivo = manca(...parti);
  if (motivo) contesto.skip(motivo);
}
