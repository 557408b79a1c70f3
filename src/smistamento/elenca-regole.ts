import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { copertaDa } from './segnala.ts';
import { regolaNonTrovata } from './smistamento.errors.ts';
import { leggiRighe, pronta, vociSopra, type RigaRegola } from './smistamento.queries.ts';
import type { ElencoRegole, RegolaSmistamento, UfficioDiRegola } from './smistamento.schema.ts';

/** Every rule in the order they are tried, each with what is wrong with it today. */
export async function elencaRegole(tx: Tx): Promise<ElencoRegole> {
  const righe = await leggiRighe(tx);
  const pronte = righe.map(pronta);
  const sopra = await vociSopra(tx);
  return {
    items: righe.map((r, i) => {
      const regola = pronte[i];
      const coperta = regola && copertaDa(regola, pronte.slice(0, i), sopra);
      return daRiga(r, coperta?.nome);
    }),
  };
}

/** @throws Rifiuto `smistamento.regola-non-trovata` */
export async function leggiRegola(tx: Tx, id: string): Promise<RegolaSmistamento> {
  const regola = (await elencaRegole(tx)).items.find((r) => r.id === id);
  if (!regola) throw regolaNonTrovata();
  return regola;
}

function daRiga(r: RigaRegola, copertaDa: string | undefined): RegolaSmistamento {
  const testi = (parole: RigaRegola['tutte']): string[] => parole.map((p) => p.testo);
  return {
    id: r.id,
    nome: r.nome,
    attiva: r.attiva,
    dal: r.dal,
    al: r.al ?? undefined,
    inVigore: r.in_vigore,
    ...(r.voce_codice !== null && {
      classificazione: { codice: r.voce_codice, denominazione: r.voce_denominazione ?? '' },
    }),
    ...(r.rubrica !== null && { rubrica: { id: r.rubrica, nominativo: r.rubrica_nominativo ?? '' } }),
    mittente: r.mittente ?? undefined,
    mezzo: r.mezzo ?? undefined,
    casella: r.casella ?? undefined,
    parole: { tutte: testi(r.tutte), almenoUna: testi(r.almeno_una), nessuna: testi(r.nessuna) },
    ...(r.competenza && { competenza: ufficio(r.competenza) }),
    conoscenza: r.conoscenza.map(ufficio),
    nota: r.nota ?? undefined,
    segnali: segnali(r, copertaDa),
    versione: r.versione,
    creataDa: r.creata_da,
    creataIl: oraDiRoma(r.creata_il),
    modificataDa: r.modificata_da ?? undefined,
    ...(r.modificata_il && { modificataIl: oraDiRoma(r.modificata_il) }),
  };
}

function ufficio({
  codice,
  denominazione,
  chiuso,
  verso,
}: RigaRegola['conoscenza'][number]): UfficioDiRegola {
  return {
    codice,
    denominazione,
    chiuso,
    ...(chiuso && verso && { successore: { codice: verso.codice, denominazione: verso.denominazione } }),
  };
}

function segnali(r: RigaRegola, copertaDa: string | undefined): RegolaSmistamento['segnali'] {
  const trovati: RegolaSmistamento['segnali'] = [];
  for (const u of [...(r.competenza ? [r.competenza] : []), ...r.conoscenza]) {
    if (!u.chiuso) continue;
    trovati.push({
      tipo: 'ufficio-chiuso',
      testo: u.verso
        ? `Porta a un ufficio chiuso, «${u.denominazione}»: si propone «${u.verso.denominazione}», che ne fa il lavoro.`
        : `Porta a un ufficio che non riceve più documenti, «${u.denominazione}», e nessuno ne fa il lavoro: per questo ufficio la regola non propone nulla.`,
    });
  }
  if (r.voce_identita !== null && r.voce_codice === null)
    trovati.push({
      tipo: 'voce-assente',
      testo: 'La voce di titolario della regola non è nella versione in uso: la regola non si applica più.',
    });
  if (copertaDa !== undefined)
    trovati.push({
      tipo: 'mai-raggiunta',
      testo: `Non decide mai: «${copertaDa}», che viene prima, si applica a tutti i suoi documenti.`,
    });
  return trovati;
}
