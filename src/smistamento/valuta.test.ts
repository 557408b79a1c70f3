import { describe, expect, test } from 'vitest';
import { copertaDa, type RegolaNelTempo } from './segnala.ts';
import { valuta, type Documento, type Parola, type Ufficio } from './valuta.ts';

const ufficio = (codice: string): Ufficio => ({
  id: `id-${codice}`,
  codice,
  denominazione: `Ufficio ${codice}`,
});
const parole = (...testi: string[]): Parola[] => testi.map((t) => ({ testo: t, radici: t.split(' ') }));

function regola(nome: string, dati: Partial<RegolaNelTempo>): RegolaNelTempo {
  return {
    id: nome,
    nome,
    attiva: true,
    dal: '2026-01-01',
    al: null,
    voce: null,
    mittente: null,
    mezzo: null,
    casella: null,
    tutte: [],
    almenoUna: [],
    nessuna: [],
    competenza: ufficio(nome),
    conoscenza: [],
    ...dati,
  };
}
function documento(oggetto: string, dati: Partial<Documento> = {}): Documento {
  return { voci: [], mittenti: [], mezzo: null, casella: null, radici: new Set(oggetto.split(' ')), ...dati };
}
const competente = (regole: RegolaNelTempo[], d: Documento) => valuta(regole, d).competenza?.regola.nome;

describe('a chi va un documento', () => {
  test('per competenza decide la prima regola che si applica, e dice perché; per conoscenza contano tutte', () => {
    const ragioneria = ufficio('ragioneria');
    const regole = [
      regola('edilizia', { voce: { identita: 'VI.3', codice: 'VI.3' }, almenoUna: parole('scia', 'cila') }),
      regola('copie', {
        competenza: null,
        conoscenza: [ragioneria, ufficio('edilizia')],
        tutte: parole('scia'),
      }),
      regola('resto', { voce: { identita: 'VI', codice: 'VI' }, conoscenza: [ragioneria] }),
    ];
    const esito = valuta(regole, documento('scia sostitutiva', { voci: ['VI.3', 'VI'] }));
    expect(esito.competenza).toMatchObject({
      ufficio: { codice: 'edilizia' },
      perche: ['classificazione VI.3', 'oggetto con «scia»'],
    });
    // Whoever is competent does not get it for information too.
    expect(esito.conoscenza.map((c) => [c.ufficio.codice, c.regola.nome])).toEqual([['ragioneria', 'copie']]);
    expect(esito.applicate.map((r) => r.nome)).toEqual(['edilizia', 'copie', 'resto']);
    expect(competente(regole, documento('condono', { voci: ['VI.9', 'VI'] }))).toBe('resto');
    expect(competente(regole, documento('condono'))).toBeUndefined();
  });

  test('una regola che porta a un ufficio chiuso senza successore lascia decidere alla seguente', () => {
    const regole = [
      regola('chiusa', { competenza: null, conoscenza: [], tutte: parole('tari') }),
      regola('aperta', { tutte: parole('tari') }),
    ];
    expect(competente(regole, documento('tari'))).toBe('aperta');
  });

  test('parole: tutte, almeno una, nessuna; di una frase servono tutte le parole', () => {
    const regole = [
      regola('r', {
        tutte: parole('permess costru'),
        almenoUna: parole('zona', 'centr storic'),
        nessuna: parole('annull'),
      }),
    ];
    expect(competente(regole, documento('permess costru zona'))).toBe('r');
    expect(competente(regole, documento('costru permess storic centr'))).toBe('r');
    expect(competente(regole, documento('permess costru storic'))).toBeUndefined();
    expect(competente(regole, documento('permess zona'))).toBeUndefined();
    expect(competente(regole, documento('permess costru zona annull'))).toBeUndefined();
  });

  test('mittente: per codice; senza codice, per nome intero se viene dalla rubrica, per parole se è scritto', () => {
    const rubrica = regola('rubrica', {
      mittente: { detto: 'Enel', codici: ['15844561009'], parole: ['enel', 'distribuzione'], esatto: true },
    });
    const scritto = regola('scritto', {
      mittente: { detto: 'enel', codici: [], parole: ['enel'], esatto: false },
    });
    const da = (nome: string, ...codici: string[]) =>
      documento('bolletta', { mittenti: [{ codici, parole: nome.split(' ') }] });
    expect(competente([rubrica], da('e distribuzione', '15844561009'))).toBe('rubrica');
    expect(competente([rubrica], da('distribuzione enel'))).toBe('rubrica');
    expect(competente([rubrica], da('enel distribuzione spa'))).toBeUndefined();
    expect(competente([rubrica], da('enel distribuzione', '00000000001'))).toBeUndefined();
    expect(competente([scritto], da('enel energia', '00000000001'))).toBe('scritto');
    expect(competente([scritto], da('rossi'))).toBeUndefined();
  });

  test('mezzo e casella devono essere quelli; la casella senza badare alle maiuscole', () => {
    const regole = [regola('r', { mezzo: 'pec', casella: 'Tributi@pec.example' })];
    expect(competente(regole, documento('x', { mezzo: 'pec', casella: 'tributi@PEC.example' }))).toBe('r');
    expect(
      competente(regole, documento('x', { mezzo: 'email', casella: 'tributi@pec.example' })),
    ).toBeUndefined();
    expect(competente(regole, documento('x', { mezzo: 'pec' }))).toBeUndefined();
  });
});

describe('regole che non decidono mai', () => {
  const sopra = new Map([['VI.3', ['VI.3', 'VI']]]);
  const coperta = (prima: Partial<RegolaNelTempo>, poi: Partial<RegolaNelTempo>): boolean =>
    copertaDa(regola('poi', poi), [regola('prima', prima)], sopra) !== undefined;
  const voce = (codice: string) => ({ identita: codice, codice });

  test('chi viene prima si accontenta di meno: voce sopra, meno parole, un’alternativa che c’è sempre', () => {
    expect(coperta({ voce: voce('VI') }, { voce: voce('VI.3') })).toBe(true);
    expect(coperta({ voce: voce('VI') }, { voce: voce('VI.3'), mezzo: 'pec', tutte: parole('scia') })).toBe(
      true,
    );
    expect(coperta({ tutte: parole('tari') }, { tutte: parole('rimborso tari') })).toBe(true);
    expect(coperta({ almenoUna: parole('scia', 'cila') }, { almenoUna: parole('cila') })).toBe(true);
    expect(coperta({ almenoUna: parole('scia', 'cila') }, { tutte: parole('scia') })).toBe(true);
    expect(
      coperta(
        { tutte: parole('tari'), nessuna: parole('ricorso') },
        { tutte: parole('tari'), nessuna: parole('ricorso') },
      ),
    ).toBe(true);
    const enel = { detto: 'enel', codici: [], parole: ['enel'], esatto: false };
    expect(coperta({ mittente: enel }, { mittente: { ...enel, parole: ['enel', 'energia'] } })).toBe(true);
  });

  test('dove almeno un documento resta alla seconda, non è coperta', () => {
    expect(coperta({ voce: voce('VI.3') }, { voce: voce('VI') })).toBe(false);
    expect(coperta({ voce: voce('VI'), mezzo: 'pec' }, { voce: voce('VI.3') })).toBe(false);
    expect(coperta({ tutte: parole('rimborso tari') }, { tutte: parole('tari') })).toBe(false);
    expect(coperta({ almenoUna: parole('scia') }, { almenoUna: parole('scia', 'cila') })).toBe(false);
    expect(coperta({ tutte: parole('tari'), nessuna: parole('ricorso') }, { tutte: parole('tari') })).toBe(
      false,
    );
    expect(coperta({ tutte: parole('tari'), al: '2026-06-30' }, { tutte: parole('tari') })).toBe(false);
    expect(coperta({ tutte: parole('tari'), attiva: false }, { tutte: parole('tari') })).toBe(false);
    expect(coperta({ tutte: parole('tari'), competenza: null }, { tutte: parole('tari') })).toBe(false);
  });
});
