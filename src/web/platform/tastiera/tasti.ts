/** One key of a screen: `tasto` is a letter, `?`, `Escape` or `Ctrl+Enter`; `nome` says what it does. */
export type Tasto = { tasto: string; nome: string; azione: () => void; attivo?: boolean };

export type Gruppo = { titolo: string; tasti: readonly Tasto[] };

const PREFERENZA = 'tabularium.tasti-singoli';

const gruppi = new Map<symbol, Gruppo>();
const ascoltatori = new Set<() => void>();
let istantanea: readonly Gruppo[] = [];
let sospesi = false;

function avvisa(): void {
  istantanea = [...gruppi.values()];
  for (const ascoltatore of ascoltatori) ascoltatore();
}

/** Single letters can be turned off by who types by voice or hits keys by mistake (WCAG 2.1, 2.1.4). */
export function tastiSingoliAttivi(): boolean {
  return localStorage.getItem(PREFERENZA) !== 'no';
}
export function attivaTastiSingoli(attivi: boolean): void {
  localStorage.setItem(PREFERENZA, attivi ? 'si' : 'no');
  avvisa();
}

export const tasti = {
  /** Adds the keys of a screen or part; the latest wins. Returns how to take them away. */
  aggiungi(id: symbol, gruppo: Gruppo): () => void {
    gruppi.set(id, gruppo);
    avvisa();
    return () => {
      gruppi.delete(id);
      avvisa();
    };
  },
  ascolta(ascoltatore: () => void): () => void {
    ascoltatori.add(ascoltatore);
    return () => ascoltatori.delete(ascoltatore);
  },
  elenco: (): readonly Gruppo[] => istantanea,
  /** Nothing answers while the lock is on. */
  sospendi(si: boolean): void {
    sospesi = si;
  },
};

/** True where letters are text: there only `Ctrl+…` and `Escape` are keys. */
function siScrive(bersaglio: EventTarget | null): boolean {
  if (!(bersaglio instanceof HTMLElement)) return false;
  if (bersaglio.isContentEditable || bersaglio.matches('textarea, select')) return true;
  return (
    bersaglio instanceof HTMLInputElement &&
    !['radio', 'checkbox', 'button', 'submit', 'file'].includes(bersaglio.type)
  );
}

function nomeDi(evento: KeyboardEvent): string {
  const tasto = evento.key.length === 1 ? evento.key.toLowerCase() : evento.key;
  return evento.ctrlKey || evento.metaKey ? `Ctrl+${tasto}` : tasto;
}

function premuto(evento: KeyboardEvent): void {
  if (sospesi || evento.defaultPrevented || evento.altKey || evento.repeat) return;
  const nome = nomeDi(evento);
  const singolo = nome.length === 1;
  if (singolo && (siScrive(evento.target) || !tastiSingoliAttivi())) return;
  for (const gruppo of [...istantanea].reverse()) {
    const trovato = gruppo.tasti.find(
      (t) => t.tasto.toLowerCase() === nome.toLowerCase() && t.attivo !== false,
    );
    if (!trovato) continue;
    evento.preventDefault();
    trovato.azione();
    return;
  }
}

/** Starts listening; one listener for the whole document. */
export function ascoltaTastiera(): void {
  document.addEventListener('keydown', premuto);
}
