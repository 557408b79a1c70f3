import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { giornoDiRoma, oraDiRoma } from '#platform/clock';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { datiRegola } from './dati-regola.ts';
import { leggiPassate, type Passata } from './leggi-passate.ts';
import { nonValida } from './smistamento.errors.ts';
import { leggiRighe, pronta, regoleInVigore } from './smistamento.queries.ts';
import type { EsitoProva, NuovaRegola, RichiestaProva } from './smistamento.schema.ts';
import { valuta, type RegolaPronta, type Ufficio } from './valuta.ts';

const DOCUMENTI = 20_000;
const DIFFERENZE = 50;
const MILLISECONDI = 10_000;

/**
 * Tries rules on what already arrived: how many documents would have gone where they went. Bounded by documents and by time, the
 * newest first, and says where it stopped.
 *
 * @throws Rifiuto `smistamento.giorni`, `smistamento.prova-interrotta`, those of {@link datiRegola}
 */
export async function prova(tx: Tx, ctx: Contesto, richiesta: RichiestaProva): Promise<EsitoProva> {
  if (richiesta.al < richiesta.dal) throw nonValida('giorni', 'al', 'L’ultimo giorno viene prima del primo.');
  const regole = richiesta.regola ? [await nonScritta(tx, richiesta.regola)] : await regoleInVigore(tx);
  await sql`SELECT set_config('statement_timeout', ${String(MILLISECONDI)}, true)`.execute(tx);
  const conto = new Conto(regole, richiesta);
  const fine = performance.now() + MILLISECONDI;
  try {
    for await (const passate of leggiPassate(tx, ctx, richiesta)) {
      for (const passata of passate) if (!conto.aggiungi(passata)) return conto.esito('documenti');
      if (performance.now() > fine) return conto.esito('tempo');
    }
  } catch (errore) {
    if (sqlstate(errore) !== '57014') throw errore;
    throw new Rifiuto({
      codice: 'smistamento.prova-interrotta',
      categoria: 'nonDisponibile',
      dettaglio:
        'Leggere le registrazioni del periodo richiede troppo tempo adesso: provare un periodo più breve.',
    });
  }
  return conto.esito();
}

/** A rule as it would be, without writing it. */
async function nonScritta(tx: Tx, regola: NuovaRegola): Promise<RegolaPronta> {
  const riga = JSON.stringify({
    ...(await datiRegola(tx, regola)),
    id: '00000000-0000-7000-8000-000000000000',
    dal: '2000-01-01',
  });
  const [letta] = await leggiRighe(tx, sql`jsonb_populate_record(NULL::regola_smistamento, ${riga}::jsonb)`);
  if (!letta) throw new Error('la regola da provare non si è letta');
  return pronta(letta);
}

type PerUfficio = EsitoProva['uffici'][number];

class Conto {
  private readonly regole: readonly RegolaPronta[];
  private readonly periodo: { dal: string; al: string };
  private esaminati = 0;
  private senzaUfficio = 0;
  private ultimo: Date | undefined;
  private readonly uffici = new Map<string, PerUfficio>();
  private readonly perRegola = new Map<string, { applicata: number; coperta: number }>();
  private readonly differenze: EsitoProva['differenze'] = [];

  constructor(regole: readonly RegolaPronta[], periodo: { dal: string; al: string }) {
    this.regole = regole;
    this.periodo = periodo;
    for (const r of regole) this.perRegola.set(r.id, { applicata: 0, coperta: 0 });
  }

  /** @returns false when there is no room for one more */
  aggiungi(p: Passata): boolean {
    if (this.esaminati === DOCUMENTI) return false;
    this.esaminati += 1;
    this.ultimo = p.istante;
    const { competenza, applicate } = valuta(this.regole, p.documento);
    for (const r of applicate) {
      const suoi = this.perRegola.get(r.id);
      if (!suoi) continue;
      suoi.applicata += 1;
      if (competenza && r.competenza && r.id !== competenza.regola.id) suoi.coperta += 1;
    }
    if (!p.ufficio) {
      this.senzaUfficio += 1;
      return true;
    }
    const suo = this.uffici.get(p.ufficio.id) ?? {
      ...chiamato(p.ufficio),
      stesso: 0,
      diverso: 0,
      nessuna: 0,
    };
    this.uffici.set(p.ufficio.id, suo);
    if (!competenza) suo.nessuna += 1;
    else if (competenza.ufficio.id === p.ufficio.id) suo.stesso += 1;
    else {
      suo.diverso += 1;
      if (this.differenze.length < DIFFERENZE)
        this.differenze.push({
          registro: p.registro,
          anno: p.anno,
          numero: numeroASetteCifre(p.numero),
          dataRegistrazione: oraDiRoma(p.istante),
          oggetto: p.oggetto,
          attuale: chiamato(p.ufficio),
          proposto: chiamato(competenza.ufficio),
          regola: competenza.regola.nome,
        });
    }
    return true;
  }

  esito(limitata?: EsitoProva['limitata']): EsitoProva {
    const uffici = [...this.uffici.values()].sort((a, b) =>
      a.denominazione.localeCompare(b.denominazione, 'it'),
    );
    const somma = (quale: 'stesso' | 'diverso' | 'nessuna'): number =>
      uffici.reduce((totale, u) => totale + u[quale], 0);
    return {
      dal: limitata && this.ultimo ? giornoDiRoma(this.ultimo) : this.periodo.dal,
      al: this.periodo.al,
      ...(limitata && { limitata }),
      esaminati: this.esaminati,
      senzaUfficio: this.senzaUfficio,
      stesso: somma('stesso'),
      diverso: somma('diverso'),
      nessuna: somma('nessuna'),
      uffici,
      regole: this.regole.map((r) => ({
        id: r.id,
        nome: r.nome,
        ...(this.perRegola.get(r.id) ?? { applicata: 0, coperta: 0 }),
      })),
      differenze: this.differenze,
    };
  }
}

const chiamato = ({ codice, denominazione }: Ufficio) => ({ codice, denominazione });
