/** What a rule looks for: as it was written, and the stems a search would look for. */
export type Parola = { testo: string; radici: readonly string[] };

export type Ufficio = { id: string; codice: string; denominazione: string };

/** A sender as a rule asks for it: one of these codes, or these words in the name (the whole name, if `esatto`). */
export type MittenteCercato = {
  detto: string;
  codici: readonly string[];
  parole: readonly string[];
  esatto: boolean;
};

/** A rule ready to be tried: its entry, sender and words resolved, of closed offices those that do their work. */
export type RegolaPronta = {
  id: string;
  nome: string;
  voce: { identita: string; codice: string } | null;
  mittente: MittenteCercato | null;
  mezzo: string | null;
  casella: string | null;
  tutte: readonly Parola[];
  almenoUna: readonly Parola[];
  nessuna: readonly Parola[];
  /** Null: none, or one that is closed and that nobody follows. */
  competenza: Ufficio | null;
  conoscenza: readonly Ufficio[];
};

/** What the rules read of a document that arrives. */
export type Documento = {
  /** Identities of its entry of the titolario and of those above. */
  voci: readonly string[];
  mittenti: readonly { codici: readonly string[]; parole: readonly string[] }[];
  mezzo: string | null;
  casella: string | null;
  /** Stems of the oggetto. */
  radici: ReadonlySet<string>;
};

export type Smistamento = {
  competenza: { ufficio: Ufficio; regola: RegolaPronta; perche: string[] } | null;
  conoscenza: { ufficio: Ufficio; regola: RegolaPronta }[];
  /** Every rule that holds of the document, in order. */
  applicate: RegolaPronta[];
};

/**
 * Where the rules send a document: for competenza the first that holds and has an office, for conoscenza all those that hold.
 * Pure, so that what is tried on past documents is what will be proposed for the next one.
 */
export function valuta(regole: readonly RegolaPronta[], documento: Documento): Smistamento {
  const esito: Smistamento = { competenza: null, conoscenza: [], applicate: [] };
  for (const regola of regole) {
    const perche = siApplica(regola, documento);
    if (!perche) continue;
    esito.applicate.push(regola);
    if (!esito.competenza && regola.competenza)
      esito.competenza = { ufficio: regola.competenza, regola, perche };
    for (const ufficio of regola.conoscenza)
      if (!esito.conoscenza.some((c) => c.ufficio.id === ufficio.id))
        esito.conoscenza.push({ ufficio, regola });
  }
  const { competenza } = esito;
  if (competenza) esito.conoscenza = esito.conoscenza.filter((c) => c.ufficio.id !== competenza.ufficio.id);
  return esito;
}

/** Why the rule holds of the document, in the words of the office; null where it does not. */
function siApplica(r: RegolaPronta, d: Documento): string[] | null {
  const perche: string[] = [];
  if (r.voce) {
    if (!d.voci.includes(r.voce.identita)) return null;
    perche.push(`classificazione ${r.voce.codice}`);
  }
  const { mittente } = r;
  if (mittente) {
    if (!d.mittenti.some((m) => corrisponde(mittente, m))) return null;
    perche.push(`mittente ${mittente.detto}`);
  }
  if (r.mezzo !== null) {
    if (d.mezzo !== r.mezzo) return null;
    perche.push(`mezzo ${r.mezzo}`);
  }
  if (r.casella !== null) {
    if (d.casella?.toLowerCase() !== r.casella.toLowerCase()) return null;
    perche.push(`casella ${r.casella}`);
  }
  const presente = (p: Parola): boolean => p.radici.every((radice) => d.radici.has(radice));
  if (!r.tutte.every(presente) || r.nessuna.some(presente)) return null;
  const alcune = r.almenoUna.filter(presente);
  if (r.almenoUna.length > 0 && alcune.length === 0) return null;
  const trovate = [...r.tutte, ...alcune].map((p) => `«${p.testo}»`);
  if (trovate.length > 0) perche.push(`oggetto con ${trovate.join(', ')}`);
  return perche;
}

// Paper seldom says the tax code: then the name alone must do, and it must be the whole name.
function corrisponde(cercato: MittenteCercato, m: Documento['mittenti'][number]): boolean {
  if (cercato.codici.some((c) => m.codici.includes(c))) return true;
  if (cercato.parole.length === 0 || (cercato.codici.length > 0 && m.codici.length > 0)) return false;
  if (cercato.esatto && m.parole.length !== cercato.parole.length) return false;
  return cercato.parole.every((p) => m.parole.includes(p));
}
