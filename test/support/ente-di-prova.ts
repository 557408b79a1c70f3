import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { cifraPassword, permessiDi, type Contesto, type Profilo, type Ruolo } from '#autorizzazioni';
import { apriBancaDati, inTransazione, type Db } from '#platform/db';
import { creaEnte, type NuovaUnita, type NuovoUtente } from '../../src/organizzazione/crea-ente.ts';
import { creaRegistro } from '../../src/numerazione/crea-registro.ts';
import { importaRepertori, type RepertoriDaImportare } from '../../src/repertori/importa-repertori.ts';
import { importaEsclusioni, type EsclusioniDaImportare } from '../../src/titolario/importa-esclusioni.ts';
import {
  importaProntuario,
  type VoceDaImportare,
} from '../../src/titolario/prontuario/importa-prontuario.ts';
import { importaTitolario, type TitolarioDaImportare } from '../../src/titolario/importa-titolario.ts';
import { PROPRIETARIO } from './modelli.ts';

export const PASSWORD_DI_PROVA = 'cavallo batteria graffetta';

/** The offices of a test ente. Two UOP, of which one is the Ufficio Protocollo; a UU; an office that is neither. */
export type UnitaDiProva = 'protocollo' | 'anagrafe' | 'tecnico' | 'ragioneria';

/** Its users: one for each profile, one that registers at each UOP and one at no UOP, one without any profile. */
export type UtenteDiProva =
  'admin' | 'rsp' | 'operatore' | 'anagrafe' | 'ragioniere' | 'tecnico' | 'consultazione' | 'nuovo';

export type EnteDiProva = {
  enteId: string;
  aooId: string;
  /** Register `PG`. */
  registroId: string;
  codiceIpa: string;
  denominazione: string;
  unita: Record<UnitaDiProva, { id: string; codice: string; denominazione: string }>;
  utenti: Record<UtenteDiProva, { id: string; nomeUtente: string; incaricoId: string | undefined }>;
};

const UNITA: NuovaUnita[] = [
  {
    codice: 'affari-generali',
    denominazione: 'Area Affari generali',
    tipo: 'area',
    sotto: [
      {
        codice: 'protocollo',
        denominazione: 'Ufficio Protocollo',
        tipo: 'ufficio',
        uop: true,
        ufficioProtocollo: true,
      },
      { codice: 'anagrafe', denominazione: 'Ufficio Anagrafe', tipo: 'ufficio', uop: true },
    ],
  },
  { codice: 'tecnico', denominazione: 'Ufficio Tecnico', tipo: 'servizio', uu: true },
  { codice: 'ragioneria', denominazione: 'Ufficio Ragioneria', tipo: 'ufficio' },
];

const INCARICHI: Record<
  UtenteDiProva,
  { unita: UnitaDiProva; profilo: Profilo; responsabileUnita?: boolean } | null
> = {
  admin: { unita: 'ragioneria', profilo: 'amministratore' },
  rsp: { unita: 'protocollo', profilo: 'responsabile', responsabileUnita: true },
  operatore: { unita: 'protocollo', profilo: 'operatore' },
  anagrafe: { unita: 'anagrafe', profilo: 'operatore' },
  ragioniere: { unita: 'ragioneria', profilo: 'operatore' },
  tecnico: { unita: 'tecnico', profilo: 'consultazione', responsabileUnita: true },
  consultazione: { unita: 'ragioneria', profilo: 'consultazione' },
  nuovo: null,
};

const seme = <T>(nome: string): T =>
  JSON.parse(readFileSync(new URL(`../../db/seed/${nome}.json`, import.meta.url), 'utf8')) as T;

// One hash for everybody: each costs as long as a sign-in.
let cifrata: Promise<string> | undefined;

/**
 * Creates in an empty test database a whole ente, as the installer does: AOO, offices, users (all with
 * {@link PASSWORD_DI_PROVA}), register PG, titolario, excluded kinds. Call it again with another `numero` for a second
 * ente in the same database.
 *
 * @param url `url` or `urlSuperutente` of `nuovaBancaDati()`
 * @param numero 1 to 9: ends the codes that must be unique across enti
 */
export async function creaEnteDiProva(url: string, numero = 1): Promise<EnteDiProva> {
  cifrata ??= cifraPassword(PASSWORD_DI_PROVA);
  const passwordCifrata = await cifrata;
  const codiceIpa = `c_prova${numero}`;
  const denominazione = `Comune di Prova ${numero}`;
  const utenti: NuovoUtente[] = Object.entries(INCARICHI).map(([nomeUtente, incarico]) => ({
    nomeUtente,
    nome: 'Anna',
    cognome: `Prova-${nomeUtente}`,
    passwordCifrata,
    incarichi: incarico ? [incarico] : [],
  }));
  const db = apriBancaDati(url, { ruolo: PROPRIETARIO, max: 1 });
  try {
    return await db.transaction().execute(async (tx) => {
      const { enteId, aooId } = await creaEnte(tx, {
        codiceIpa,
        denominazione,
        codiceFiscale: `0000000000${numero}`,
        aoo: {
          codice: `APROVA${numero}`,
          denominazione: 'Area organizzativa unica',
          responsabile: 'Anna Prova-rsp',
          casellaPec: `protocollo@pec.prova${numero}.example`,
          indirizzo: 'Piazza della Prova 1, 00100 Prova (RM)',
        },
        unita: UNITA,
        utenti,
        rsp: { nomeUtente: 'rsp', atto: 'Decreto del Sindaco n. 1' },
      });
      const registroId = await creaRegistro(tx, {
        enteId,
        aooId,
        codice: 'PG',
        denominazione: 'Protocollo generale',
      });
      await creaRegistro(tx, {
        enteId,
        aooId,
        codice: 'FASC',
        denominazione: 'Repertorio dei fascicoli',
        tipo: 'fascicoli',
        numerazione: 'continua',
      });
      await importaTitolario(tx, enteId, seme<TitolarioDaImportare>('titolario-comuni'));
      await importaProntuario(tx, enteId, seme<{ voci: VoceDaImportare[] }>('prontuario-comuni'));
      await importaEsclusioni(tx, enteId, seme<EsclusioniDaImportare>('esclusioni'));
      await importaRepertori(tx, { enteId, aooId }, seme<RepertoriDaImportare>('registri-particolari'));
      // A test may put the clock of the sign-ins in the past: they were appointed before any of these days.
      await tx.updateTable('utente').set({ incaricato_dal: '2020-01-01' }).execute();
      const unita = await tx.selectFrom('unita').select(['id', 'codice', 'denominazione']).execute();
      const persone = await tx
        .selectFrom('utente')
        .leftJoin('incarico', 'incarico.utente_id', 'utente.id')
        .select(['utente.id', 'nome_utente as nomeUtente', 'incarico.id as incaricoId'])
        .execute();
      return {
        enteId,
        aooId,
        registroId,
        codiceIpa,
        denominazione,
        unita: Object.fromEntries(unita.map((u) => [u.codice, u])) as EnteDiProva['unita'],
        utenti: Object.fromEntries(
          persone.map((p) => [p.nomeUtente, { ...p, incaricoId: p.incaricoId ?? undefined }]),
        ) as EnteDiProva['utenti'],
      };
    });
  } finally {
    await db.destroy();
  }
}

/** The context of a request of that user, for tests that call a verb without going through HTTP. */
export async function contestoDiProva(db: Db, ente: EnteDiProva, chi: UtenteDiProva): Promise<Contesto> {
  const incarico = INCARICHI[chi];
  const unita = await inTransazione(db, ente.enteId, (tx) =>
    tx
      .selectFrom('unita')
      .select(['id', 'codice', 'denominazione', 'uop', 'ufficio_protocollo as ufficioProtocollo'])
      .where('codice', '=', incarico?.unita ?? '')
      .executeTakeFirst(),
  );
  const principali = await inTransazione(db, ente.enteId, async (tx) => {
    const { rows } = await sql<{ p: string[] }>`SELECT principali_di(${ente.utenti[chi].id}) AS p`.execute(
      tx,
    );
    return rows[0]?.p ?? [];
  });
  const ruoli: Ruolo[] = [];
  if (chi === 'rsp') ruoli.push('rsp');
  if (incarico?.responsabileUnita) ruoli.push('capo-ufficio');
  return {
    ente: {
      id: ente.enteId,
      codiceIpa: ente.codiceIpa,
      denominazione: ente.denominazione,
      dimostrativo: false,
    },
    soggetto: { tipo: 'utente', id: ente.utenti[chi].id },
    attore: `Prova-${chi} Anna (${chi})`,
    utenteId: ente.utenti[chi].id,
    chiaveApiId: null,
    profilo: incarico?.profilo ?? null,
    responsabileUnita: incarico?.responsabileUnita ?? false,
    delegatoRsp: false,
    ruoli: new Set(ruoli),
    perConto: null,
    unita: unita ?? null,
    permessi: permessiDi({
      profilo: incarico?.profilo ?? null,
      ruoli,
      incaricato: true,
      unita: unita ?? null,
    }),
    principali,
    accesso: 'contenuto',
    incaricatoTrattamento: true,
    datiParticolari: false,
    datiGiudiziari: false,
    ip: '127.0.0.1',
    richiestaId: crypto.randomUUID(),
  };
}
