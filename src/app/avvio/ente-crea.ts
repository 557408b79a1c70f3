import { parseArgs } from 'node:util';
import { sqlstate, type Db } from '#platform/db';
import { cifraPassword, parolaPronunciabile } from '#autorizzazioni';
import { traccia, type Attore } from '#tracciamento';
import { registraUrlPubblico } from './url-pubblico.ts';
import { chiedi } from './chiedi.ts';
import { domande, type Risposte } from './ente-crea-domande.ts';
import { Fermata, USCITA } from './fermata.ts';
import { seminaEnte } from './semina.ts';
import type { Terminale } from './terminale.ts';

/**
 * Reads the data of a new ente from the options (`--ipa c_h501 --denominazione "Comune di …"`), asking for what is missing
 * or wrong where somebody is there to answer.
 *
 * @param urlPubblico the one of the settings, which then is not asked for
 * @throws Fermata with every problem at once, when nobody is
 */
export async function raccogliRisposte(
  argomenti: string[],
  urlPubblico: string | undefined,
  terminale: Terminale,
): Promise<Risposte> {
  let date: Record<string, string | undefined>;
  if (argomenti.includes('--aiuto')) throw new Fermata(uso(), 0);
  try {
    const opzioni = Object.fromEntries(domande.map((d) => [d.opzione, { type: 'string' as const }]));
    date = parseArgs({ args: argomenti, options: opzioni, strict: true }).values;
  } catch (errore) {
    const quale = /'([^' ]+)/.exec(errore instanceof Error ? errore.message : '')?.[1] ?? '';
    throw new Fermata(`Opzione non compresa: ${quale}\n${uso()}`, USCITA.impostazioni, errore);
  }
  date['url-pubblico'] ??= urlPubblico;
  if (process.stdin.isTTY) return await chiedi(domande, date, terminale);
  const problemi = domande.flatMap((d) => {
    const risposta = date[d.opzione]?.trim() ?? '';
    const problema = risposta === '' ? (d.facoltativa ? null : 'manca') : d.controlla(risposta);
    return problema ? [`--${d.opzione}: ${problema}`] : [];
  });
  if (problemi.length > 0) throw new Fermata([...problemi, uso()].join('\n'), USCITA.impostazioni);
  return Object.fromEntries(domande.map((d) => [d.opzione, date[d.opzione]?.trim() ?? ''])) as Risposte;
}

function uso(): string {
  const voci = domande.map(
    (d) => `  --${d.opzione.padEnd(16)} ${d.domanda}${d.facoltativa ? ' (facoltativo)' : ''}`,
  );
  return ['Opzioni di «npm run ente:crea -- …»:', ...voci].join('\n');
}

/**
 * Creates the ente with its AOO, an Ufficio Protocollo, the administrator and, if named, the user of the responsabile.
 *
 * @param db the owner's connection
 * @returns users with their passwords, to be shown once
 */
export async function creaEnteDa(db: Db, r: Risposte): Promise<{ nomeUtente: string; password: string }[]> {
  const utenti = [
    { nomeUtente: r.admin, persona: r['admin-nome'], profilo: 'amministratore' as const },
    ...(r.rsp ? [{ nomeUtente: r.rsp, persona: r.responsabile, profilo: 'responsabile' as const }] : []),
  ].map((u) => ({ ...u, password: parolaPronunciabile() }));
  const cifrate = await Promise.all(utenti.map((u) => cifraPassword(u.password)));
  const creazione = db.transaction().execute(async (tx) => {
    const enteId = await seminaEnte(tx, {
      codiceIpa: r.ipa,
      denominazione: r.denominazione,
      codiceFiscale: r['codice-fiscale'] || undefined,
      aoo: {
        codice: r['codice-aoo'],
        denominazione: r.denominazione,
        responsabile: r.responsabile,
        casellaPec: r.pec,
        indirizzo: r.indirizzo,
      },
      unita: [
        {
          codice: 'PROT',
          denominazione: 'Ufficio Protocollo',
          tipo: 'ufficio',
          uop: true,
          uu: true,
          ufficioProtocollo: true,
        },
      ],
      ...(r.rsp && { rsp: { nomeUtente: r.rsp, atto: 'Nomina precedente all’attivazione' } }),
      utenti: utenti.map((u, i) => ({
        nomeUtente: u.nomeUtente,
        ...nomeECognome(u.persona),
        passwordCifrata: cifrate[i] ?? '',
        passwordIniziale: true,
        incarichi: [{ unita: 'PROT', profilo: u.profilo, responsabileUnita: u.profilo === 'responsabile' }],
      })),
    });
    if (r['url-pubblico']) await registraUrlPubblico(tx, enteId, r['url-pubblico']);
    await traccia(
      tx,
      installatore(enteId),
      'ente.creato',
      { tipo: 'ente', id: enteId },
      {
        codiceIpa: r.ipa,
        codiceAoo: r['codice-aoo'],
        responsabile: r.responsabile,
        utenti: utenti.map(({ nomeUtente, profilo }) => ({ nomeUtente, profilo })),
      },
    );
  });
  await creazione.catch((errore: unknown) => {
    if (sqlstate(errore) !== VIOLAZIONE_UNICITA) throw errore;
    throw new Fermata(
      `C’è già un ente con codice IPA ${r.ipa}, o un’AOO con codice ${r['codice-aoo']}. Nulla è stato creato.`,
    );
  });
  return utenti.map(({ nomeUtente, password }) => ({ nomeUtente, password }));
}

const VIOLAZIONE_UNICITA = '23505';

/** Who works at the console of the server: nobody the program knows. */
function installatore(enteId: string): Attore {
  return {
    ente: { id: enteId },
    attore: 'installazione (ente:crea)',
    utenteId: null,
    chiaveApiId: null,
    unita: null,
    ip: '',
    richiestaId: '',
  };
}

/** First word the name, the rest the surname: good enough for a label that can be corrected. */
function nomeECognome(persona: string): { nome: string; cognome: string } {
  const [nome = '', ...resto] = persona.split(/\s+/);
  return { nome, cognome: resto.join(' ') };
}
