import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { inserisciDocumento } from '../inserisci-documento.ts';
import { spostaDocumento } from '../sposta-documento.ts';
import { collocazioni, documentiQui, registratiQui } from './documenti.queries.ts';
import type { DocumentoPacchetto, Pacchetto } from './pacchetto.schema.ts';
import { comeSiScrive, rimetti, type Resoconto } from './resoconto.ts';

const MOTIVO = 'Rimesso dov’era, reimportando il fascicolo esportato';

type Riconosciuto = { documento: DocumentoPacchetto; parte: string; id: string; nome: string };

/** Each document of the package that is the same here; what is not is a problem. */
async function riconosci(
  tx: Tx,
  ctx: Contesto,
  { parti }: Pacchetto,
  resoconto: Resoconto,
): Promise<Riconosciuto[]> {
  const tutti = parti.flatMap((p) => p.elencoDocumenti.map((documento) => ({ documento, parte: p.numero })));
  const registrati = await registratiQui(
    tx,
    ctx,
    tutti.flatMap(({ documento: { registrazione: r } }) => (r === null ? [] : [r])),
  );
  const liberi = await documentiQui(
    tx,
    tutti.flatMap(({ documento: d }) => (d.registrazione === null ? d.file.map((f) => f.documentoId) : [])),
  );
  return tutti.flatMap(({ documento, parte }): Riconosciuto[] => {
    const { registrazione: r, file } = documento;
    const nome = r === null ? `«${documento.denominazione}»` : comeSiScrive(r);
    const qui = r === null ? undefined : registrati.get(comeSiScrive(r));
    const problema = (codice: string, testo: string): [] => {
      resoconto.problemi.push({ codice: `fascicolo.${codice}`, testo: `${nome}: ${testo}` });
      return [];
    };
    if (r !== null && qui === undefined)
      return problema(
        'registrazione-sconosciuta',
        'la registrazione non c’è in questo archivio, o non è visibile a chi importa.',
      );
    if (qui !== undefined && qui.segnatura !== r?.segnatura)
      return problema('registrazione-diversa', 'la registrazione di questo archivio ha un’altra segnatura.');
    const impronte = qui?.impronte ?? liberi;
    const altro = file.find((f) => impronte[f.documentoId] !== f.impronta);
    if (altro)
      return problema('impronta-diversa', `il file «${altro.nomeFile}» non c’è, o ha un’altra impronta.`);
    if (qui !== undefined && qui.classificazione !== (r?.classificazione ?? null))
      resoconto.avvisi.push(
        `${nome}: era classificato in ${r?.classificazione ?? 'nessuna classe'}, ora in ${qui.classificazione ?? 'nessuna classe'}; la classificazione resta com’è.`,
      );
    const id = qui?.id ?? file[0]?.documentoId;
    return id === undefined
      ? problema('documento-senza-file', 'il pacchetto non dice qual è.')
      : [{ documento, parte, id, nome }];
  });
}

/**
 * Every document back where the package says. What is in another part of the same fascicolo is moved back; what is in another
 * fascicolo stays there too; what came after the export is left alone.
 */
export async function rimettiDocumenti(
  tx: Tx,
  ctx: Contesto,
  pacchetto: Pacchetto,
  resoconto: Resoconto,
): Promise<void> {
  const riconosciuti = await riconosci(tx, ctx, pacchetto, resoconto);
  const qui = await collocazioni(
    tx,
    pacchetto.parti.map((p) => p.numero),
  );
  const attesi = new Set(riconosciuti.map((r) => `${r.id} ${r.parte}`));
  for (const { documento, parte, id, nome } of riconosciuti) {
    const sue = qui.get(id) ?? [];
    if (sue.some((g) => g.parte === parte)) {
      resoconto.alPosto++;
      continue;
    }
    const fuoriPosto = sue.find((g) => !attesi.has(`${id} ${g.parte}`));
    if (fuoriPosto) {
      const cosa = {
        legame: 'spostamento',
        testo: `${nome} dal fascicolo ${fuoriPosto.parte} al ${parte}`,
      } as const;
      await rimetti(tx, resoconto, cosa, () =>
        spostaDocumento(tx, ctx, fuoriPosto.parte, fuoriPosto.id, {
          a: parte,
          motivo: MOTIVO,
          confermaAltraClasse: true,
        }),
      );
      sue.splice(sue.indexOf(fuoriPosto), 1);
      continue;
    }
    const { registrazione: r } = documento;
    const come =
      r === null
        ? { documento: id, denominazione: documento.denominazione, dataDocumento: documento.data }
        : { registrazione: { registro: r.registro, anno: r.anno, numero: r.numero } };
    await rimetti(tx, resoconto, { legame: 'documento', testo: `${nome} nel fascicolo ${parte}` }, () =>
      inserisciDocumento(tx, ctx, parte, { ...come, confermaAltraClasse: true }),
    );
  }
}
