import { leggiDocumento } from '../documenti/api.ts';
import type { RigaDocumento } from '../documenti/tipi.ts';
import { nuovaChiave } from '../platform/http/chiave.ts';
import type { Bozza } from '../registrazione/registra/bozza.ts';
import { daRichiesta } from '../registrazione/registra/modulo.ts';
import type { VoceCoda } from './tipi.ts';

async function riga(id: string, descrizione: string): Promise<RigaDocumento> {
  const documento = await leggiDocumento(id);
  return {
    chiave: nuovaChiave(),
    carta: false,
    nomeFile: documento.nomeFile,
    descrizione,
    stato: 'pronto',
    avanzamento: 1,
    documento,
  };
}

/** The form of Registra as the office filled it in: files, reply, fascicolo, recipients (RN-42b.4). */
export async function bozzaDaVoce(v: VoceCoda): Promise<Bozza> {
  const r = v.richiesta;
  const file = [
    ...(r.documentoPrincipale ? [await riga(r.documentoPrincipale, '')] : []),
    ...(await Promise.all(
      (r.allegati ?? []).flatMap((a) => (a.documento ? [riga(a.documento, a.descrizione ?? '')] : [])),
    )),
  ];
  const carta = (r.allegati ?? [])
    .filter((a) => a.documento === undefined)
    .map((a): RigaDocumento => ({
      chiave: nuovaChiave(),
      carta: true,
      nomeFile: '',
      descrizione: a.descrizione ?? '',
      stato: 'pronto',
      avanzamento: 1,
    }));
  const modulo = daRichiesta(
    {
      flusso: v.flusso,
      oggetto: r.oggetto,
      supporto: v.bustaChiusa ? 'analogico' : r.supporto,
      mittente: r.mittente,
      destinatari: r.destinatari,
      perConoscenza: r.perConoscenza,
      mezzo: r.mezzo,
      classificazione: r.classificazione,
      rpa: r.rpa,
      riservatezza: r.riservatezza,
      assegnazioni: r.assegnazioni?.filter((a) => a.titolo === 'conoscenza'),
      unitaCompetente: r.assegnazioni?.find((a) => a.titolo === 'competenza')?.unita,
      ...(r.rispostaA && {
        collegamenti: [{ tipo: 'risposta' as const, anno: r.rispostaA.anno, numero: r.rispostaA.numero }],
      }),
    },
    new Date(),
  );
  return {
    modulo: {
      ...modulo,
      coda: v.id,
      dataDocumento: r.dataDocumento ?? '',
      fascicoli: v.fascicolo
        ? [{ numero: v.fascicolo.numero, denominazione: v.fascicolo.denominazione ?? '' }]
        : [],
    },
    documenti: [...file, ...carta],
    salvataIl: new Date().toISOString(),
  };
}
