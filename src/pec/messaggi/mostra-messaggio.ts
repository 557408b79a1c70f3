import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { inLettura, type Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { leggiDaArchivio } from '../leggi-da-archivio.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';
import { messaggioMio } from './agisci.ts';
import { azioniDi } from './azioni.ts';
import { confermata } from './conferma.ts';
import { eGuasto, eIncompleto, esitiVisti } from './esiti-visti.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { Messaggio, StatoMessaggio } from './messaggi.schema.ts';
import { mostra } from './mostra.ts';
import type { MotivoRichiesta } from './mittente.schema.ts';
import { difformita, PIU_ISTANZE } from './modelli-testo.ts';
import { trovaPrecedente } from './precedente.ts';
import { proponi } from './proponi.ts';
import { richiesteDi, rispondeA } from './scambi.ts';

type Altra = {
  id: string;
  parte: number;
  stato: StatoMessaggio;
  registro: string | null;
  anno: number | null;
  numero: number | null;
};

async function altreParti(tx: Tx, m: RigaMessaggio): Promise<Altra[]> {
  if (m.gruppo === null) return [];
  const { rows } = await sql<Altra>`
    SELECT x.id, x.parte, x.stato, g.codice AS registro, r.anno, r.numero
    FROM messaggio x LEFT JOIN registrazione r ON r.id = x.registrazione_id LEFT JOIN registro g ON g.id = r.registro_id
    WHERE x.casella_id = ${m.casella_id} AND x.gruppo = ${m.gruppo} AND x.id <> ${m.id} ORDER BY x.parte, x.id`.execute(
    tx,
  );
  return rows;
}

/** What is proposed of a message of which nobody has decided. */
async function daDecidere(
  tx: Tx,
  m: RigaMessaggio,
  azioni: Messaggio['azioni'],
): Promise<Pick<Messaggio, 'proposta' | 'precedente' | 'rifiutoProposto' | 'richiesteProposte'>> {
  const esiti = esitiVisti(m);
  const richiesteProposte: MotivoRichiesta[] = [
    ...(eGuasto(esiti) ? (['nuovo-invio'] as const) : []),
    ...(eIncompleto(esiti) ? (['documento-identita'] as const) : []),
  ];
  if (!azioni.includes('registra')) return { richiesteProposte: m.concluso_il ? [] : richiesteProposte };
  const precedente = await trovaPrecedente(tx, m);
  return {
    proposta: await proponi(tx, m, precedente),
    precedente: precedente && { ...precedente, numero: numeroASetteCifre(precedente.numero) },
    rifiutoProposto: m.piu_istanze ? [PIU_ISTANZE, ...difformita(esiti)] : undefined,
    richiesteProposte,
  };
}

/** A message whole, its text read again from the bytes. */
export async function mostraMessaggio(parti: PartiMessaggi, ctx: Contesto, id: string): Promise<Messaggio> {
  const { m, azioni, altre, storia, ...altro } = await inLettura(parti.db, ctx.ente.id, async (tx) => {
    const riga = await messaggioMio(tx, ctx, id);
    const suo = azioniDi(ctx, riga, await confermata(tx, id));
    return {
      m: riga,
      azioni: suo,
      altre: await altreParti(tx, riga),
      ...(await daDecidere(tx, riga, suo)),
      rispondeA: await rispondeA(tx, riga),
      richieste: await richiesteDi(tx, riga),
      storia: await tx
        .selectFrom('messaggio_evento')
        .select(['istante', 'evento', 'dettaglio', 'attore'])
        .where('messaggio_id', '=', id)
        .orderBy('istante')
        .orderBy('id')
        .execute(),
    };
  });
  const letto = await leggiDaArchivio(parti, ctx.ente.id, m);
  return {
    ...mostra(m),
    perConoscenza: m.lettura?.perConoscenza ?? [],
    rispondiA: m.lettura?.rispondiA,
    dataMessaggio: letto.data && oraDiRoma(letto.data),
    messageId: m.message_id ?? undefined,
    identificativo: m.identificativo ?? undefined,
    firmaDettaglio: m.lettura?.firma,
    testo: letto.testo,
    html: letto.html,
    avvisi: [...new Set([...(m.lettura?.avvisi ?? letto.avvisi), ...(m.lettura?.leggibilita.motivi ?? [])])],
    automatico: m.automatico,
    verifica: m.verifica ?? undefined,
    azioni,
    ...altro,
    scansioni: m.scansioni,
    gruppo: altre.map((a) => ({
      id: a.id,
      parte: a.parte,
      stato: a.stato,
      registrazione:
        a.registro !== null && a.anno !== null && a.numero !== null
          ? { registro: a.registro, anno: a.anno, numero: numeroASetteCifre(a.numero) }
          : undefined,
    })),
    storia: storia.map((s) => ({
      istante: oraDiRoma(s.istante),
      evento: s.evento,
      dettaglio: s.dettaglio as Record<string, unknown>,
      attore: s.attore,
    })),
  };
}
