import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leggiConfigurazione, paginaConfigurazione } from '#platform/config';
import { impostazioni } from '../../src/app/avvio/impostazioni.ts';

const leggi = (ambiente: Record<string, string>) => leggiConfigurazione(impostazioni, ambiente);
const problemiDi = (ambiente: Record<string, string>): string[] => {
  const esito = leggi(ambiente);
  return 'problemi' in esito ? esito.problemi : [];
};
const valoriDi = (ambiente: Record<string, string>) => {
  const esito = leggi(ambiente);
  if ('problemi' in esito) throw new Error(esito.problemi.join('\n'));
  return esito.valori;
};

describe('configurazione', () => {
  test('senza variabili valgono i predefiniti: sola macchina locale, porta 8080, PostgreSQL incluso', () => {
    expect(valoriDi({ PATH: '/bin' })).toEqual({
      avvio: { dati: './dati', processi: 'entrambi', demoPassword: undefined },
      http: {
        porta: 8080,
        indirizzo: '127.0.0.1',
        urlPubblico: undefined,
        proxyFidato: [],
        limiteRichieste: 1200,
      },
      autorizzazioni: { inattivitaMinuti: 10 },
      db: { url: undefined, urlProprietario: undefined },
      documenti: { dimensioneMassima: 1024 ** 3 },
      esportazioni: { giorni: 7 },
      log: { livello: 'info', destinazione: 'file' },
      mail: {
        host: undefined,
        porta: undefined,
        sicurezza: 'starttls',
        utente: undefined,
        password: undefined,
        mittente: undefined,
      },
      marche: { url: undefined, utente: undefined, password: undefined, autorita: undefined },
      pec: { autorita: undefined, certificati: undefined },
      vault: { chiavi: undefined },
      verifiche: { giorni: 7 },
    });
  });

  test('tutti i problemi sono elencati insieme, con ciò che si è trovato', () => {
    const problemi = problemiDi({
      TABULARIUM_PORT: 'ottanta',
      TABULARIUM_PROXY_FIDATO: '10.0.0.0/8, ::1, 300.1.1.1',
      TABULARIUM_DIMENSIONE_MASSIMA: 'tanto',
      TABULARIUM_PROCESSI: 'tutti',
    });
    expect(problemi).toHaveLength(4);
    expect(problemi.find((p) => p.startsWith('TABULARIUM_PORT:'))).toContain('«ottanta»');
    expect(problemi.find((p) => p.startsWith('TABULARIUM_PROXY_FIDATO:'))).toContain('300.1.1.1');
  });

  test('una variabile sconosciuta è un problema, e si propone quella che le somiglia', () => {
    expect(problemiDi({ TABULARIUM_PROT: '80' })).toEqual([
      'TABULARIUM_PROT: variabile sconosciuta. Forse si intendeva TABULARIUM_PORT?',
    ]);
    expect(problemiDi({ TABULARIUM_QUALCOSALTRO: 'x' })).toEqual([
      'TABULARIUM_QUALCOSALTRO: variabile sconosciuta.',
    ]);
  });

  test('una password non compare mai nei problemi', () => {
    const [problema] = problemiDi({ TABULARIUM_DATABASE_URL: 'mysql://u:segretissima@h/b' });
    expect(problema).toContain('TABULARIUM_DATABASE_URL');
    expect(problema).not.toContain('segretissima');
  });

  test('una variabile vuota vale come assente', () => {
    expect(valoriDi({ TABULARIUM_PORT: '', TABULARIUM_URL_PUBBLICO: ' ' }).http).toMatchObject({
      porta: 8080,
      urlPubblico: undefined,
    });
  });

  test.each([
    ['1048576', 1_048_576],
    ['500MB', 500_000_000],
    ['500 mb', 500_000_000],
    ['1GiB', 1024 ** 3],
    ['1,5 GB', 1_500_000_000],
    ['2k', 2000],
  ])('la dimensione «%s» è di %i byte', (scritta, byte) => {
    expect(valoriDi({ TABULARIUM_DIMENSIONE_MASSIMA: scritta }).documenti.dimensioneMassima).toBe(byte);
  });

  test.each([
    'protocollo.comune.it',
    'ftp://comune.it',
    'https://comune.it/protocollo',
    'https://comune.it/',
    'https://io:segreta@comune.it',
    'https://comune.it?x=1',
  ])('l’indirizzo pubblico «%s» è rifiutato', (url) => {
    expect(problemiDi({ TABULARIUM_URL_PUBBLICO: url })).toHaveLength(1);
  });

  test('l’indirizzo pubblico è accettato con schema, nome e porta', () => {
    expect(valoriDi({ TABULARIUM_URL_PUBBLICO: 'https://Protocollo.Comune.it:8443' }).http.urlPubblico).toBe(
      'https://protocollo.comune.it:8443',
    );
  });

  test('nessuna variabile è dichiarata due volte', () => {
    const variabili = Object.values(impostazioni).flatMap((g) =>
      Object.values<{ variabile: string }>(g.impostazioni).map((i) => i.variabile),
    );
    expect(new Set(variabili).size).toBe(variabili.length);
  });

  test('la pagina di riferimento corrisponde alle dichiarazioni', () => {
    const pagina = readFileSync(join(import.meta.dirname, '../../docs/configurazione.md'), 'utf8');
    expect(pagina, 'rigenerarla con: node docs/genera-configurazione.ts').toBe(
      paginaConfigurazione(impostazioni),
    );
  });
});
