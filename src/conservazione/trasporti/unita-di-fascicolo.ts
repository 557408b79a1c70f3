import { leggiXml, trova, type Elemento } from '#platform/xml';
import type { DaConsegnare, FileDaConsegnare } from './trasporto.ts';

type Chiave = DaConsegnare['chiave'];
/** A document of a fascicolo, to be handed over alone. */
export type UnitaDiFascicolo = {
  tipo: 'documento';
  chiave: Chiave;
  titolo: string;
  file: FileDaConsegnare[];
  normativo: string | undefined;
  /** Digests of its files. */
  documenti: string[];
};
/** The fascicolo, or a part of it, by the keys of what is in it. */
export type ParteDiFascicolo = {
  chiave: Chiave;
  /** Allegato 5 metadata of the aggregation. */
  metadati: string;
  unita: Chiave[];
  fascicoli: Pick<Chiave, 'anno' | 'numero'>[];
};

const AGGREGAZIONE = /^aggregazioni\/FASC-(.+)\.xml$/;
const scritta = (c: Chiave): string => `${c.registro} ${c.numero}/${c.anno}`;

async function unitaDi(
  file: readonly FileDaConsegnare[],
  leggi: (percorso: string) => Promise<string>,
): Promise<UnitaDiFascicolo[]> {
  const documenti = file.filter((f) => f.unita !== null);
  const fatte = [];
  for (const suoi of Map.groupBy(documenti, (f) => (f.unita ? scritta(f.unita) : '')).values()) {
    const [primo] = suoi;
    if (!primo?.unita) continue;
    const principale = suoi.find((f) => f.ruolo === 'principale') ?? primo;
    const accanto = file.filter((m) => suoi.some((f) => f.metadati === m.percorso));
    fatte.push({
      tipo: 'documento' as const,
      chiave: primo.unita,
      titolo: primo.registrato ? scritta(primo.unita) : principale.nomeFile,
      file: [...suoi, ...accanto],
      normativo: principale.metadati === null ? undefined : await leggi(principale.metadati),
      documenti: suoi.map((f) => f.impronta),
    });
  }
  return fatte;
}

type Letta = { codice: string; metadati: string; id: string; padre: string | undefined; documenti: string[] };

function documentiIn(aggregazione: Elemento): string[] {
  return (trova(aggregazione, 'IndiceDocumenti')?.figli ?? []).flatMap((t) =>
    t.figli.map((d) => trova(d, 'Identificativo')?.testo ?? ''),
  );
}

/**
 * A package of a fascicolo taken apart as the services of the ParER family want it: every document by itself, then every part by the
 * keys of what is in it, the innermost first, so that whatever is named has been handed over.
 */
export async function smontaFascicolo(
  p: DaConsegnare,
  file: readonly FileDaConsegnare[],
  leggi: (percorso: string) => Promise<string>,
): Promise<{ unita: UnitaDiFascicolo[]; parti: ParteDiFascicolo[] }> {
  const unita = await unitaDi(file, leggi);
  const chiavi = new Map(
    unita.flatMap((u) => u.file.flatMap((f) => (f.documentoId === null ? [] : [[f.documentoId, u.chiave]]))),
  );
  const lette: Letta[] = [];
  for (const f of file) {
    const codice = AGGREGAZIONE.exec(f.percorso)?.[1];
    if (codice === undefined) continue;
    const metadati = await leggi(f.percorso);
    const radice = leggiXml(metadati);
    lette.push({
      codice,
      metadati,
      id: trova(radice, 'IdAgg', 'IdAggregazione')?.testo ?? '',
      padre: trova(radice, 'IdAggPrimario', 'IdAggregazione')?.testo,
      documenti: documentiIn(radice),
    });
  }
  const intero = lette.find((a) => a.padre === undefined);
  // An edition after the first has a key of its own, and so have its parts.
  const edizione = p.chiave.numero.slice(intero?.codice.length ?? p.chiave.numero.length);
  const chiaveDi = (codice: string): Chiave => ({ ...p.chiave, numero: `${codice}${edizione}` });
  const profonda = (a: Letta): number => {
    const sopra = lette.find((x) => x.id === a.padre);
    return sopra ? 1 + profonda(sopra) : 0;
  };
  return {
    unita,
    parti: lette
      .sort((a, b) => profonda(b) - profonda(a))
      .map((a) => ({
        chiave: chiaveDi(a.codice),
        metadati: a.metadati,
        unita: [
          ...new Map(
            a.documenti.flatMap((d) => {
              const c = chiavi.get(d);
              return c ? [[scritta(c), c]] : [];
            }),
          ).values(),
        ],
        fascicoli: lette.filter((x) => x.padre === a.id).map((x) => chiaveDi(x.codice)),
      })),
  };
}
