import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { cifraPassword, parolaPronunciabile, passwordCorretta } from '#autorizzazioni';
import { type NuovaUnita, type NuovoEnte, type NuovoUtente } from '#organizzazione';
import { rubricaDemo } from './demo-rubrica.ts';
import { seminaEnte } from './semina.ts';

/** A demo user and the password to show, once. */
export type UtenteDemo = { nomeUtente: string; ruolo: string; password: string };

// Everything here is invented. Three Aree with two offices each; one Ufficio Protocollo, UOP for every direction.
const unita: NuovaUnita[] = [
  {
    codice: 'AMM',
    denominazione: 'Area Amministrativa',
    tipo: 'area',
    sotto: [
      {
        codice: 'PROT',
        denominazione: 'Ufficio Protocollo',
        tipo: 'ufficio',
        uop: true,
        uu: true,
        ufficioProtocollo: true,
      },
      { codice: 'DEMO', denominazione: 'Servizi Demografici', tipo: 'servizio', uu: true },
    ],
  },
  {
    codice: 'TEC',
    denominazione: 'Area Tecnica',
    tipo: 'area',
    sotto: [
      { codice: 'UTC', denominazione: 'Ufficio Tecnico', tipo: 'ufficio', uu: true },
      { codice: 'AMB', denominazione: 'Servizio Ambiente e Patrimonio', tipo: 'servizio', uu: true },
    ],
  },
  {
    codice: 'FIN',
    denominazione: 'Area Finanziaria',
    tipo: 'area',
    sotto: [
      { codice: 'RAG', denominazione: 'Servizio Ragioneria', tipo: 'servizio', uu: true },
      { codice: 'TRIB', denominazione: 'Servizio Tributi', tipo: 'servizio', uu: true },
    ],
  },
];

type Persona = Omit<NuovoUtente, 'passwordCifrata'> & { ruolo: string };

const persone: Persona[] = [
  {
    nomeUtente: 'admin',
    nome: 'Marta',
    cognome: 'Sereni',
    ruolo: 'amministratrice di sistema',
    incarichi: [{ unita: 'AMM', profilo: 'amministratore' }],
  },
  {
    nomeUtente: 'rsp',
    nome: 'Elena',
    cognome: 'Bassi',
    ruolo: 'responsabile del servizio protocollo',
    incarichi: [{ unita: 'PROT', profilo: 'responsabile', responsabileUnita: true }],
  },
  {
    nomeUtente: 'operatore',
    nome: 'Paolo',
    cognome: 'Conti',
    ruolo: 'operatore dell’Ufficio Protocollo',
    incarichi: [{ unita: 'PROT', profilo: 'operatore' }],
  },
  {
    nomeUtente: 'tecnico',
    nome: 'Lucia',
    cognome: 'Ferri',
    ruolo: 'responsabile dell’Ufficio Tecnico',
    incarichi: [{ unita: 'UTC', profilo: 'consultazione', responsabileUnita: true }],
  },
  {
    nomeUtente: 'consultazione',
    nome: 'Davide',
    cognome: 'Greco',
    ruolo: 'consultazione, Servizi Demografici',
    incarichi: [{ unita: 'DEMO', profilo: 'consultazione' }],
  },
];

/**
 * Creates the demo ente, "Comune di Esempio".
 *
 * @param db the owner's connection
 * @param password the same for everybody; without it each gets one of his own
 * @returns the users with their passwords, which are kept nowhere else in clear
 */
export async function creaDemo(db: Db, password: string | undefined): Promise<UtenteDemo[]> {
  const utenti = persone.map(({ nomeUtente, ruolo }) => ({
    nomeUtente,
    ruolo,
    password: password ?? parolaPronunciabile(),
  }));
  const cifrate = await Promise.all(utenti.map((u) => cifraPassword(u.password)));
  const ente: NuovoEnte = {
    codiceIpa: 'c_esempio',
    denominazione: 'Comune di Esempio',
    codiceFiscale: '00000000000',
    dimostrativo: true,
    aoo: {
      codice: 'A1B2C3D',
      denominazione: 'Comune di Esempio',
      responsabile: 'Elena Bassi',
      casellaPec: 'protocollo@pec.comune.esempio.it',
      indirizzo: 'Piazza del Municipio 1, 00000 Esempio (EE)',
    },
    unita,
    rsp: { nomeUtente: 'rsp', atto: 'Decreto sindacale n. 4/2026 (dimostrativo)' },
    utenti: persone.map(({ ruolo: _ruolo, ...persona }, i) => ({
      ...persona,
      passwordCifrata: cifrate[i] ?? '',
    })),
  };
  await db.transaction().execute(async (tx) => {
    const enteId = await seminaEnte(tx, ente);
    await seminaRubrica(tx, enteId);
    await seminaCaselle(tx, enteId);
  });
  return utenti;
}

async function seminaRubrica(tx: Tx, enteId: string): Promise<void> {
  await tx
    .insertInto('rubrica_voce')
    .values(rubricaDemo.map((voce) => ({ ente_id: enteId, ...voce })))
    .execute();
}

/** Two mailboxes that are folders: the demonstration's provider delivers there, and takes from there what leaves. */
async function seminaCaselle(tx: Tx, enteId: string): Promise<void> {
  const protocollo = await tx
    .selectFrom('unita')
    .select('id')
    .where('ente_id', '=', enteId)
    .where('ufficio_protocollo', '=', true)
    .executeTakeFirstOrThrow();
  const casella = (codice: string, denominazione: string, indirizzo: string, principale: boolean) => ({
    ente_id: enteId,
    codice,
    denominazione,
    indirizzo,
    genere: 'pec',
    unita_id: protocollo.id,
    principale,
    trasporto: 'cartella',
    parametri: JSON.stringify({ cartella: codice.toLowerCase() }),
  });
  await tx
    .insertInto('casella')
    .values([
      casella('AOO', 'Protocollo', 'protocollo@pec.comune.esempio.it', true),
      casella('SUAP', 'Sportello unico attività produttive', 'suap@pec.comune.esempio.it', false),
    ])
    .execute();
}

/**
 * Gives the users of an existing demo ente the password of `TABULARIUM_DEMO_PASSWORD`: the way back in for whoever lost
 * those shown at the first start. Real enti are never touched.
 */
export async function fissaPasswordDemo(db: Db, password: string): Promise<void> {
  const demo = await db.selectFrom('ente').select('id').where('dimostrativo', '=', true).executeTakeFirst();
  if (!demo) return;
  await inTransazione(db, demo.id, async (tx) => {
    const nomi = persone.map((p) => p.nomeUtente);
    const utenti = await tx
      .selectFrom('utente')
      .select(['id', 'password'])
      .where('ente_id', '=', demo.id)
      .where('nome_utente', 'in', nomi)
      .execute();
    for (const utente of utenti) {
      if (await passwordCorretta(utente.password, password)) continue;
      await tx
        .updateTable('utente')
        .set({ password: await cifraPassword(password), password_cambiata_il: sql<Date>`istante_accessi()` })
        .where('id', '=', utente.id)
        .execute();
    }
  });
}
