import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { nominativo, type Corrispondente } from '#corrispondenti';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { nonTrovata } from './coda.errors.ts';
import { trovaInCoda, type RigaCoda } from './coda.queries.ts';
import type { AzioneCoda, VoceCoda } from './coda.schema.ts';

/** The Ufficio Protocollo sees the whole queue and empties it; an office its own. */
export function vedeTutta(ctx: Contesto): boolean {
  return ctx.permessi.has('coda.protocolla') || ctx.profilo === 'responsabile';
}

export function puoVedere(ctx: Contesto, c: { unita_id: string }): boolean {
  return vedeTutta(ctx) || c.unita_id === ctx.unita?.id;
}

function azioni(ctx: Contesto, c: RigaCoda): AzioneCoda[] {
  if (c.stato !== 'in-coda') return [];
  const elenco: AzioneCoda[] = [];
  if (ctx.permessi.has('coda.protocolla')) {
    elenco.push('registra');
    if (c.flusso === 'E') elenco.push('escludi');
    else elenco.push('restituisci');
    if (c.busta_chiusa) elenco.push('recapita');
  }
  if (c.flusso !== 'E' && c.unita_id === ctx.unita?.id && ctx.permessi.has('coda.sottopone'))
    elenco.push('ritira');
  return elenco;
}

function primi(elenco: readonly Corrispondente[]): string {
  const nomi = elenco.slice(0, 3).map(nominativo);
  return elenco.length > 3 ? `${nomi.join(', ')} e altri ${elenco.length - 3}` : nomi.join(', ');
}

export function mostraVoce(ctx: Contesto, c: RigaCoda): VoceCoda {
  const r = c.richiesta;
  const fascicoloAperto =
    c.tutti_gli_uffici === true || (ctx.unita !== null && c.uffici_ammessi?.includes(ctx.unita.id) === true);
  const numerato = <T extends { numero: number }>(x: T) => ({ ...x, numero: numeroASetteCifre(x.numero) });
  return {
    id: c.id,
    flusso: c.flusso,
    stato: c.stato,
    oggetto: c.oggetto,
    corrispondenti: primi(c.flusso === 'E' ? (r.mittente ? [r.mittente] : []) : (r.destinatari ?? [])),
    ufficio: { codice: c.unita_codice, denominazione: c.unita_denominazione },
    sottopostaDa: c.operatore,
    sottopostaIl: oraDiRoma(c.sottoposta_il),
    classificazione: c.classificazione ?? undefined,
    fascicolo:
      c.fascicolo === null
        ? undefined
        : {
            numero: c.fascicolo,
            denominazione: fascicoloAperto ? (c.fascicolo_nome ?? undefined) : undefined,
          },
    rispostaA: c.risposta ? numerato(c.risposta) : undefined,
    richiesta: r,
    documenti: c.documenti,
    apribile: r.riservatezza !== 'riservato' || c.unita_id === ctx.unita?.id,
    bustaChiusa: c.busta_chiusa,
    ritardo: c.busta_chiusa && c.consegnata_il !== giornoDiRoma(c.sottoposta_il),
    nota: c.nota ?? undefined,
    esito: c.conclusa_il
      ? {
          il: oraDiRoma(c.conclusa_il),
          da: c.conclusa_da ?? '',
          motivo: c.motivo ?? undefined,
          registrazione: c.registrata ? numerato(c.registrata) : undefined,
          categoriaEsclusa: c.categoria ?? undefined,
        }
      : undefined,
    versione: c.versione,
    azioni: azioni(ctx, c),
  };
}

/** @throws Rifiuto `coda.non-trovata`, also for an item of another office */
export async function leggiVoce(tx: Tx, ctx: Contesto, id: string): Promise<VoceCoda> {
  const [c] = await trovaInCoda(tx, sql`c.id = ${id}`);
  if (!c || !puoVedere(ctx, c)) throw nonTrovata();
  return mostraVoce(ctx, c);
}
