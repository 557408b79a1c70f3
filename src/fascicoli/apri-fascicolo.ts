import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { apriRegistro } from '#numerazione';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { scriviEvento } from './evento.ts';
import { nonAmmesso, nonClassificato, nonValido } from './fascicoli.errors.ts';
import { percorsoVoce, trovaUffici } from './fascicoli.queries.ts';
import type { CriterioFascicolo, NuovoFascicolo, TipoFascicolo } from './fascicoli.schema.ts';
import { inserisciRegistrato } from './inserisci-documento.ts';
import { trovaRegistrato, verificaDellUfficio, type Registrato } from './trova-registrato.ts';

const OBBLIGATORI = {
  tipo: 'Il tipo di fascicolo',
  denominazione: 'La denominazione',
  oggetto: 'L’oggetto',
  classificazione: 'L’indice di classificazione',
  riservatezza: 'Il livello di riservatezza («nessuno», se non ce n’è)',
  uffici: 'L’indicazione degli uffici che vi possono accedere («tutti», se non è limitata)',
} as const;

type Completa = NuovoFascicolo & Required<Pick<NuovoFascicolo, keyof typeof OBBLIGATORI>>;

const CRITERIO: Record<TipoFascicolo, CriterioFascicolo> = {
  affare: 'affare',
  procedimento: 'affare',
  attivita: 'tipologia-documentaria',
  'persona-fisica': 'materia',
  'persona-giuridica': 'materia',
};

/** «TUTTI I DATI SONO OBBLIGATORI» (RN-44.2-3): names all that are missing, at once. */
function verificaObbligatori(r: NuovoFascicolo): Completa {
  const campi = Object.entries(OBBLIGATORI)
    .filter(([campo]) => {
      const valore = r[campo as keyof typeof OBBLIGATORI];
      return valore === undefined || (typeof valore === 'string' && valore.trim() === '');
    })
    .map(([campo, nome]) => ({ campo, messaggio: `${nome} è un dato obbligatorio.` }));
  if (campi.length > 0) {
    throw new Rifiuto({
      codice: 'fascicolo.dati-obbligatori',
      categoria: 'nonValido',
      dettaglio: 'Per aprire un fascicolo tutti i dati della copertina sono obbligatori (art. 44).',
      campi,
    });
  }
  return r as Completa;
}

/** Access said both ways must agree: a level of riservatezza goes with a list of offices (RN-44.1d). */
export function verificaAccesso(riservatezza: string, tutti: boolean): void {
  if (riservatezza !== 'nessuno' && tutti) {
    throw nonValido(
      'riservato-a-tutti',
      'uffici',
      'Un fascicolo riservato indica gli uffici che vi possono accedere: «tutti» non basta.',
    );
  }
}

/** Ids of the offices admitted, always with the one that opens; empty when all are. */
export async function ufficiAmmessi(
  tx: Tx,
  uffici: 'tutti' | string[],
  proprio: string,
): Promise<{ tutti: boolean; ids: string[] }> {
  if (uffici === 'tutti') return { tutti: true, ids: [] };
  const ids = await trovaUffici(tx, uffici, (codice) =>
    nonValido('ufficio-sconosciuto', 'uffici', `L’unità «${codice}» non esiste.`),
  );
  return { tutti: false, ids: [...new Set([proprio, ...ids])] };
}

/** @throws Rifiuto `fascicolo.rpa-sconosciuto`: the RPA is a person of the ente (RN-2.1f) */
export async function verificaRpa(tx: Tx, id: string | null | undefined): Promise<void> {
  if (id === undefined || id === null) return;
  const persona = await tx
    .selectFrom('utente')
    .select('id')
    .where('id', '=', id)
    .where('attivo', '=', true)
    .executeTakeFirst();
  if (!persona)
    throw nonValido(
      'rpa-sconosciuto',
      'rpa',
      'Il responsabile del procedimento dev’essere una persona dell’ente.',
    );
}

/**
 * The entry under which one opens: of the version in force today, open, and as a rule of the last level; above it only the RSP,
 * who says so (RN-44.2).
 */
async function voceDiApertura(
  tx: Tx,
  ctx: Contesto,
  codice: string,
  conferma: boolean,
): Promise<{ id: string; codice: string; altoLivello: boolean }> {
  const { rows } = await sql<{ id: string; motivo: string | null }>`
    SELECT v.id, motivo_non_usabile(v) AS motivo FROM voce_titolario v
    WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = ${codice}`.execute(tx);
  const [voce] = rows;
  if (!voce)
    throw nonValido(
      'classificazione-sconosciuta',
      'classificazione',
      `La voce «${codice}» non è nel titolario in uso.`,
    );
  if (voce.motivo === null) return { id: voce.id, codice, altoLivello: false };
  if (voce.motivo !== 'con-partizioni')
    throw nonValido('classificazione-chiusa', 'classificazione', `La voce «${codice}» è chiusa.`);
  if (!(ctx.ruoli.has('rsp') || ctx.delegatoRsp))
    throw nonValido(
      'classificazione-non-ultima',
      'classificazione',
      `La voce «${codice}» ne ha altre sotto di sé: il fascicolo si apre in una di quelle.`,
    );
  if (!conferma)
    throw new Rifiuto({
      codice: 'fascicolo.conferma-livello',
      categoria: 'conflitto',
      campo: 'classificazione',
      dettaglio: `La voce «${codice}» ne ha altre sotto di sé: aprire qui il fascicolo va confermato.`,
    });
  return { id: voce.id, codice, altoLivello: true };
}

async function aggregazione(tx: Tx, voceId: string, id: string | undefined): Promise<string | null> {
  if (id === undefined) return null;
  const sotto = await tx
    .selectFrom('voce_titolario')
    .select('id')
    .where('id', '=', id)
    .where('padre_id', '=', voceId)
    .executeTakeFirst();
  if (!sotto)
    throw nonValido('voce-sconosciuta', 'voce', 'La voce indicata non sta sotto questa classificazione.');
  return sotto.id;
}

/**
 * Opens a fascicolo: number of the endless sequence and date are given by the system, the office is the asker's (RN-42b.2,
 * RN-44.1a–d, RN-44.2-3). From a document it takes class and oggetto, and the document goes in (RN-44.1).
 *
 * @param adesso the application's clock, which must agree with the database's
 * @returns its number
 * @throws Rifiuto `fascicolo.dati-obbligatori` with every field missing; about the field
 */
export async function apriFascicolo(
  tx: Tx,
  ctx: Contesto,
  richiesta: NuovoFascicolo,
  adesso: Date,
): Promise<string> {
  if (!ctx.unita)
    throw nonAmmesso(
      'senza-ufficio',
      'Apre un fascicolo chi agisce per un ufficio: questo accesso non ne ha.',
    );
  let documento: Registrato | undefined;
  if (richiesta.daDocumento) {
    documento = await trovaRegistrato(tx, ctx, richiesta.daDocumento);
    verificaDellUfficio(ctx, documento);
    if (documento.voce_codice === null) throw nonClassificato();
  }
  const r = verificaObbligatori({
    ...richiesta,
    oggetto: richiesta.oggetto ?? documento?.oggetto.slice(0, 4000),
    classificazione: richiesta.classificazione ?? documento?.voce_codice ?? undefined,
  });
  if (r.procedimento && r.tipo !== 'procedimento')
    throw nonValido(
      'procedimento-non-previsto',
      'procedimento',
      'I dati del procedimento sono dei soli fascicoli di procedimento.',
    );
  verificaAccesso(r.riservatezza, r.uffici === 'tutti');
  const voce = await voceDiApertura(tx, ctx, r.classificazione, r.confermaLivello === true);
  const aggregazioneId = await aggregazione(tx, voce.id, r.voce);
  const ammessi = await ufficiAmmessi(tx, r.uffici, ctx.unita.id);
  await verificaRpa(tx, r.rpa);
  const percorso = await percorsoVoce(tx, voce.id);
  const registro = await tx
    .selectFrom('registro')
    .select('id')
    .where('tipo', '=', 'fascicoli')
    .executeTakeFirstOrThrow();
  // From here on everybody who opens a fascicolo waits: nothing but writing.
  const { istante, anno, primoNumero } = await apriRegistro(
    tx,
    registro.id,
    { numeri: 1, foglie: 0 },
    adesso,
  );
  const { id, codice } = await tx
    .insertInto('fascicolo')
    .values({
      ente_id: ctx.ente.id,
      registro_id: registro.id,
      numero: primoNumero ?? NaN,
      anno,
      aperto_il: istante,
      unita_id: ctx.unita.id,
      utente_id: ctx.utenteId,
      chiave_api_id: ctx.chiaveApiId,
      operatore: ctx.attore,
      tipo: r.tipo,
      criterio: r.criterio ?? CRITERIO[r.tipo],
      voce_titolario_id: voce.id,
      ordine_classe: percorso.map((p) => p.numero),
      aggregazione_id: aggregazioneId,
      denominazione: r.denominazione,
      oggetto: r.oggetto,
      riservatezza: r.riservatezza,
      tutti_gli_uffici: ammessi.tutti,
      uffici_ammessi: ammessi.ids,
      rpa_utente_id: r.rpa ?? null,
      luogo: r.luogo ?? null,
      note: r.note ?? null,
      intestatario: r.intestatario ? JSON.stringify(r.intestatario) : null,
      amministrazioni: JSON.stringify(r.amministrazioniPartecipanti ?? []),
      procedimento: r.procedimento ? JSON.stringify(r.procedimento) : null,
      dati: JSON.stringify(r.dati ?? {}),
    })
    .returning(['id', 'codice'])
    .executeTakeFirstOrThrow();
  await scriviEvento(tx, ctx, id, 'apertura', {
    istante,
    dopo: { classificazione: voce.codice, ...(voce.altoLivello && { sopraUltimoLivello: true }) },
  });
  // The class of the fascicolo was chosen looking at the document: there is nothing more to confirm.
  if (documento) await inserisciRegistrato(tx, ctx, { id, codice }, documento);
  await traccia(
    tx,
    ctx,
    'fascicolo.aperto',
    { tipo: 'fascicolo', id },
    { numero: codice, classificazione: voce.codice },
  );
  return codice;
}
