import { isDeepStrictEqual } from 'node:util';
import { agisceComeUop, riassegnaCompetenza, rifiutoBancaDati } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import { giornoDiRoma } from '#platform/clock';
import { scriviEvento } from '#numerazione';
import { sqlstate, type Tx } from '#platform/db';
import { trovaVoce } from '#titolario';
import { traccia } from '#tracciamento';
import { aggiornaRicerca } from './aggiorna-ricerca.ts';
import { cambiProtezione, type Cambio } from './cambi-protezione.ts';
import { mezzi } from './mezzi.ts';
import { conflitto, nonAmmesso, nonValido } from './registrazione.errors.ts';
import { trovaRegistrazione, type RigaRegistrazione } from './registrazione.queries.ts';
import type { ModificaFacoltativi } from './registrazione.schema.ts';

/** The database keeps the reason why a document is in the protocollo and in a repertorio (RN-39.1-3). */
const MEZZO_DELLA_DOPPIA = 'TB007';

async function unitaCompetente(tx: Tx, codice: string): Promise<{ id: string; denominazione: string }> {
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'denominazione', 'uu', 'attiva'])
    .where('codice', '=', codice)
    .executeTakeFirst();
  if (!unita) throw nonValido('unita-sconosciuta', 'unitaCompetente', `L’unità «${codice}» non esiste.`);
  if (!unita.uu || !unita.attiva)
    throw nonValido(
      'unita-non-uu',
      'unitaCompetente',
      `«${unita.denominazione}» non è un ufficio utente (UU): non può ricevere documenti.`,
    );
  return unita;
}

/** Columns of `scheda` that a plain text field of the request changes, one to one. */
const semplici = {
  mezzo: 'mezzo',
  numeroRaccomandata: 'numero_raccomandata',
  luogo: 'luogo',
  rpa: 'rpa',
  note: 'note',
  dataDocumento: 'data_documento',
} as const;

async function cambi(tx: Tx, r: RigaRegistrazione, m: ModificaFacoltativi): Promise<Cambio[]> {
  const elenco: Cambio[] = [];
  for (const [campo, colonna] of Object.entries(semplici) as [
    keyof typeof semplici,
    (typeof semplici)[keyof typeof semplici],
  ][]) {
    const dopo = m[campo];
    if (dopo !== undefined && dopo !== r[colonna])
      elenco.push({ campo, prima: r[colonna], dopo, colonne: { [colonna]: dopo } });
  }
  if (m.classificazione !== undefined && m.classificazione !== r.voce_codice) {
    const voce =
      m.classificazione === null ? null : await trovaVoce(tx, m.classificazione, giornoDiRoma(r.istante));
    if (voce === undefined)
      throw nonValido(
        'classificazione-sconosciuta',
        'classificazione',
        `La voce «${m.classificazione}» non è nel titolario in uso il giorno della registrazione.`,
      );
    const prima =
      r.voce_codice === null ? null : { codice: r.voce_codice, denominazione: r.voce_denominazione };
    const dopo = voce && { codice: voce.codice, denominazione: voce.denominazione };
    elenco.push({ campo: 'classificazione', prima, dopo, colonne: { voce_titolario_id: voce?.id ?? null } });
  }
  if (m.unitaCompetente !== undefined && m.unitaCompetente !== r.uc_codice) {
    const unita = m.unitaCompetente === null ? null : await unitaCompetente(tx, m.unitaCompetente);
    const prima = r.uc_codice === null ? null : { codice: r.uc_codice, denominazione: r.uc_denominazione };
    const dopo = unita && { codice: m.unitaCompetente, denominazione: unita.denominazione };
    elenco.push({
      campo: 'unitaCompetente',
      prima,
      dopo,
      colonne: { unita_competente_id: unita?.id ?? null },
    });
  }
  if (m.originali !== undefined && !isDeepStrictEqual(m.originali, r.originali)) {
    if (r.supporto !== 'analogico')
      throw nonValido(
        'originali-di-digitale',
        'originali',
        'Un documento digitale non ha originali cartacei da collocare.',
      );
    elenco.push({
      campo: 'originali',
      prima: r.originali,
      dopo: m.originali,
      colonne: { originali: JSON.stringify(m.originali) },
    });
  }
  return elenco;
}

/**
 * Changes optional data, freely but with trace: old and new value, who, when, and a leaf of the log (RN-55.2, ASM-4).
 * `versione` is the one that was read: who saved in between is not overwritten unseen.
 *
 * @throws Rifiuto `registrazione.annullata`, `registrazione.modificata-nel-frattempo`, or about the field
 */
export async function modificaFacoltativi(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  chiave: { registro: string; anno: number; numero: number },
  m: ModificaFacoltativi,
): Promise<void> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  if (r.annullata) throw conflitto('annullata', 'La registrazione è annullata: non ammette modifiche.');
  if (
    m.mezzo &&
    !mezzi.some((z) => z.codice === m.mezzo && (z.flussi as readonly string[]).includes(r.flusso))
  ) {
    throw nonValido(
      'mezzo-non-previsto',
      'mezzo',
      `Il mezzo «${m.mezzo}» non è fra quelli previsti per questo flusso.`,
    );
  }
  if (m.classificazione === null && r.fascicolata) {
    throw nonValido(
      'in-un-fascicolo',
      'classificazione',
      'Il documento è in un fascicolo: la classificazione si cambia, non si toglie (art. 40).',
    );
  }
  const elenco = [...(await cambi(tx, r, m)), ...cambiProtezione(ctx, adesso, r, m)];
  if (elenco.length === 0) return;
  const competente = elenco.find((c) => c.campo === 'unitaCompetente');
  // To whom a document goes is said by the UOP (RN-33.1); a key acts for it.
  if (competente && ctx.utenteId !== null && !agisceComeUop(ctx, r.unita_id))
    throw nonAmmesso('assegna-la-uop', 'L’ufficio competente lo cambia la UOP: chi non è competente rinvia.');
  const istante = await scriviEvento(tx, ctx, adesso, r, 'variazione', {
    variazioni: elenco.map(({ campo, prima, dopo, motivo }) => ({
      campo,
      prima,
      dopo,
      ...(motivo && { motivo }),
    })),
  });
  const esito = await tx
    .updateTable('scheda')
    .set({
      ...Object.fromEntries(elenco.flatMap((c) => Object.entries(c.colonne))),
      versione: m.versione + 1,
    })
    .where('registrazione_id', '=', r.id)
    .where('versione', '=', m.versione)
    .executeTakeFirst()
    .catch((errore: unknown) => {
      if (sqlstate(errore) !== MEZZO_DELLA_DOPPIA) throw errore;
      throw nonValido(
        'mezzo-della-doppia',
        'mezzo',
        'Il documento è anche in un repertorio perché pervenuto per raccomandata: il mezzo non si cambia.',
      );
    });
  if (esito.numUpdatedRows !== 1n) {
    throw conflitto(
      'modificata-nel-frattempo',
      'Qualcun altro ha modificato la registrazione: ricaricarla per vedere che cosa è cambiato.',
      { versione: r.versione },
    );
  }
  await tx
    .insertInto('variazione')
    .values(
      elenco.map((c) => ({
        ente_id: ctx.ente.id,
        registrazione_id: r.id,
        istante,
        campo: c.campo,
        prima: JSON.stringify(c.prima),
        dopo: JSON.stringify(c.dopo),
        motivo: c.motivo ?? null,
        operatore: ctx.attore,
        utente_id: ctx.utenteId,
        unita_id: ctx.unita?.id ?? null,
      })),
    )
    .execute();
  if (competente) {
    const nuova = competente.colonne.unita_competente_id;
    await riassegnaCompetenza(tx, ctx, r.id, typeof nuova === 'string' ? nuova : null, istante).catch(
      (errore: unknown) => {
        throw rifiutoBancaDati(errore);
      },
    );
  }
  await aggiornaRicerca(tx, r.id);
  await traccia(
    tx,
    ctx,
    'registrazione.modificata',
    { tipo: 'registrazione', id: r.id },
    { campi: elenco.map((c) => c.campo) },
  );
}
